"""Every command ends in one sentence, also for what nobody expected of a database."""

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import psycopg2.errors
import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError

import lib.__main__ as program
from lib.data import command as data
from lib.data import server
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


@pytest.mark.parametrize(
    ("free_mib", "says"), [(31, "the disk is full"), (33, "no server answers")]
)
def test_an_embedded_server_that_is_silent_for_want_of_room_is_told_by_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free_mib: int, says: str
) -> None:
    # It ended while its log could not go on: no connection gets a code of it any more.
    silent = OperationalError("SELECT 1", {}, Exception("Connection refused"))
    monkeypatch.setattr(server, "_held", {tmp_path: None})
    usage = SimpleNamespace(free=free_mib * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _directory: usage)
    assert says in data.in_one_sentence(silent)
