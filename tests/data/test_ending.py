"""Every command ends in one sentence, also for what nobody expected of a database."""

import errno

import psycopg2.errors
import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError

import lib.__main__ as program
from lib.demo.plan import DemoError


def _raised(code: str) -> DBAPIError:
    problem = psycopg2.errors.lookup(code)("could not extend file: SELECT secret")
    # psycopg2 sets it from the server's answer.
    problem.__setstate__({"pgcode": code})
    return OperationalError("INSERT INTO source.member VALUES ('someone')", {}, problem)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (_raised("53100"), "the disk is full: what was there before is safe"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (_raised("58030"), "SQLSTATE 58030"),
        (_raised("XX000"), "SQLSTATE XX000"),
        (InvalidRequestError("SELECT secret"), "what was there before is safe"),
        (DemoError("demo: members must be 600 or more"), "members must be 600"),
    ],
)
def test_a_write_that_fails_ends_in_one_sentence(
    error: Exception, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(**_named: object) -> None:
        raise error

    monkeypatch.setattr(program, "app", failing)
    with pytest.raises(SystemExit) as ended:
        program.main()
    said = str(ended.value.code)
    assert says in said
    assert "\n" not in said
    assert "INSERT" not in said
    assert "secret" not in said


def test_other_errors_of_files_keep_their_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**_named: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(program, "app", failing)
    with pytest.raises(OSError, match="Input/output"):
        program.main()
