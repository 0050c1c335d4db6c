"""Why a database can't be read: each reason provoked on a real server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from lib.data import command, engines, in_force, reading, server
from lib.data.contract import DATABASES
from lib.data.doctor import reach
from lib.data.errors import Reason, Unavailable, unavailable
from lib.data.migrate import migrate
from lib.data.scope import Scope
from lib.ui import frame
from tests.data.conftest import Configure, alter, connect

pytestmark = pytest.mark.slow

SECRETS = ("SELECT", "socket", "postgresql://", "/tmp", "rollup", "tejido_reader")


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Read a statement from the membership database, within a scope."""
    monkeypatch.setattr(reading, "QUERIES", tmp_path)
    folder = tmp_path / "membership" / "reads"
    folder.mkdir(parents=True)

    def run(sql: str) -> None:
        reading.statement.cache_clear()
        (folder / "it.sql").write_text(sql, encoding="utf-8")
        reading.read("membership", "it", Scope(("southwest",)))

    yield run
    reading.statement.cache_clear()


Read = Callable[[str], None]
COMMITTEES = "SELECT count(*) FROM rollup.committee"


def reason(read: Read, sql: str = COMMITTEES) -> Reason:
    with pytest.raises(Unavailable) as failure:
        read(sql)
    assert failure.value.database == "membership"
    assert not [word for word in SECRETS if word in str(failure.value)]
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
    return failure.value.reason


def test_a_database_without_schemas_is_not_migrated(scratch: dict[str, URL], read: Read) -> None:
    assert reason(read) is Reason.NOT_MIGRATED


def test_a_database_that_does_not_exist_is_not_migrated(
    scratch: dict[str, URL], configure: Configure, read: Read
) -> None:
    urls = {name: url.set(database="nowhere") for name, url in scratch.items()}
    configure(urls, "tejido_reader")
    assert reason(read) is Reason.NOT_MIGRATED


def test_a_revoked_grant_is_forbidden(scratch: dict[str, URL], read: Read) -> None:
    migrate("membership")
    read(COMMITTEES)
    alter(scratch["membership"], "REVOKE SELECT ON rollup.committee FROM tejido_reader")
    assert reason(read) is Reason.FORBIDDEN


def test_a_role_that_does_not_exist_is_forbidden(
    scratch: dict[str, URL], configure: Configure, read: Read
) -> None:
    configure(scratch, "nobody")
    assert reason(read) is Reason.FORBIDDEN


def test_a_missing_column_is_another_version(scratch: dict[str, URL], read: Read) -> None:
    migrate("membership")
    alter(scratch["membership"], "ALTER TABLE rollup.committee DROP COLUMN members")
    assert reason(read, "SELECT members FROM rollup.committee") is Reason.OTHER_VERSION


def raising(code: str) -> str:
    """A statement that ends with a given SQLSTATE."""
    return f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = 'SELECT'; END $$"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("55P03", Reason.BUSY),  # another holds the lock
        ("40001", Reason.BUSY),  # serialization
        ("40P01", Reason.BUSY),  # deadlock
        ("53300", Reason.BUSY),  # too many connections
        ("53100", Reason.FULL),
        ("25006", Reason.READ_ONLY),
        (
            "0A000",
            Reason.UNSUPPORTED,
        ),  # of a distributed table; what a standby says is in tests/stack
        ("57P01", Reason.DOWN),  # the server is stopped
        ("57P04", Reason.NOT_MIGRATED),  # the database was dropped
        ("58030", Reason.DAMAGED),  # input or output
        ("XX001", Reason.DAMAGED),
        ("28P01", Reason.FORBIDDEN),  # password
        ("08006", Reason.DOWN),
        # By what nobody listed: of its class, or said to be unexpected, never another version.
        ("53XYZ", Reason.BUSY),
        ("58XYZ", Reason.DAMAGED),
        ("42601", Reason.UNEXPECTED),
        ("22012", Reason.UNEXPECTED),
        ("23505", Reason.UNEXPECTED),
        ("XX000", Reason.UNEXPECTED),
    ],
)
def test_what_the_server_says_has_its_own_reason_and_keeps_its_code(
    clean: object, read: Read, code: str, expected: Reason
) -> None:
    with pytest.raises(Unavailable) as failure:
        read(raising(code))
    assert (failure.value.reason, failure.value.code) == (expected, code)
    assert str(failure.value) == f"membership database: {expected}, SQLSTATE {code}"


def test_a_real_lock_and_a_real_write_where_nothing_may_be_written(
    scratch: dict[str, URL], read: Read
) -> None:
    migrate("membership")
    with connect(scratch["membership"]).connect() as other:
        other.execute(text("SELECT pg_advisory_lock(1)"))
        locked = "SET LOCAL lock_timeout = 1; SELECT pg_advisory_xact_lock(1)"
        assert reason(read, locked) is Reason.BUSY
    assert reason(read, "CREATE TABLE rollup.x (n int)") is Reason.READ_ONLY


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ('FATAL:  password authentication failed for user "x"', Reason.FORBIDDEN),
        ("fe_sendauth: no password supplied", Reason.FORBIDDEN),
        ('FATAL:  no pg_hba.conf entry for host "::1"', Reason.FORBIDDEN),
        ("FATAL:  sorry, too many clients already", Reason.BUSY),
        ("FATAL:  remaining connection slots are reserved for roles with …", Reason.BUSY),
        ("FATAL:  the database system is in recovery mode", Reason.DOWN),
        ("FATAL:  could not write init file: No space left on device", Reason.FULL),
        ('FATAL:  could not open file "global/pg_filenode.map"', Reason.DAMAGED),
        ("connection to server failed: Connection refused", Reason.DOWN),
        ("FATAL:  no more connections allowed (max_client_conn)", Reason.BUSY),
        (
            "FATAL:  server login has been failing, try again later (server_login_retry)",
            Reason.DOWN,
        ),
        ("failed: server is in hot standby mode", Reason.READ_ONLY),
        ("FATAL:  something that nobody foresaw", Reason.UNEXPECTED),
    ],
)
def test_what_a_server_says_to_who_is_not_connected_yet(says: str, expected: Reason) -> None:
    error = OperationalError(None, None, Exception(says))
    assert unavailable("membership", error).reason is expected


def test_every_reason_has_its_words_for_viewers_and_for_administrators() -> None:
    for words in (frame._REASONS, command._MEND, reach.MEND):
        assert set(words) == set(Reason)
        assert len(set(words.values())) >= len(Reason) - 1


def test_a_statement_that_takes_too_long_is_slow(
    clean: object, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setattr(in_force, "FOR_PAGES", {"statement_timeout": "50ms"})
    engines.forget()
    try:
        assert reason(read, "SELECT pg_sleep(5)") is Reason.SLOW
    finally:
        engines.forget()


def test_a_stopped_server_is_down_and_is_found_again_when_it_is_back(
    other_server: URL, configure: Configure, read: Read
) -> None:
    configure({name: other_server.set(database=name) for name in DATABASES}, "postgres")
    one = "SELECT 1 AS n"
    read(one)
    directory = Path(str(other_server.query["host"])).parent
    server.stop(directory)
    try:
        # Also the connection that the pool still holds.
        assert reason(read, one) is Reason.DOWN
        assert reason(read, one) is Reason.DOWN
    finally:
        server.start.__wrapped__(directory)
    read(one)


def test_a_connection_cut_between_two_reads_is_replaced_unnoticed(
    clean: object, read: Read
) -> None:
    read(COMMITTEES)
    with engines.owner("membership").begin() as connection:
        cut = connection.execute(
            text(
                "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'tejido' AND datname = current_database()"
            )
        ).all()
    # The pool holds one connection at least, and all that it holds are cut.
    assert cut
    assert all(ended for _pid, ended in cut)
    read(COMMITTEES)
    with engines.reader("membership").connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) not in {
            pid for pid, _ended in cut
        }
