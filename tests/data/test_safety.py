"""What must keep the app from reading a database, as its own login sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from lib.data.doctor import examine, reach, unsafe
from lib.data.migrate import migrate_all
from tests.data.conftest import alter, scratch_databases

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def safe(databases: Path) -> Iterator[dict[str, URL]]:
    """Databases that show nothing too much, for each test to spoil and to mend."""
    with scratch_databases(databases) as urls:
        migrate_all()
        yield urls


@pytest.mark.parametrize(
    ("database", "change", "says"),
    [
        ("membership", "GRANT SELECT ON source.member TO tejido_reader", "source.member"),
        ("incidents", "GRANT SELECT (notes) ON source.incident TO PUBLIC", "source.incident"),
        (
            "membership",
            "ALTER TABLE rollup.committee NO FORCE ROW LEVEL SECURITY",
            "row security is not forced on rollup.committee",
        ),
        (
            "incidents",
            "ALTER TABLE rollup.incident_week DISABLE ROW LEVEL SECURITY",
            "row security is not forced on rollup.incident_week",
        ),
        (
            "membership",
            "CREATE TABLE rollup.own AS SELECT 1 AS n; GRANT SELECT ON rollup.own TO tejido_reader",
            "row security is not forced on rollup.own",
        ),
        (
            "membership",
            "CREATE VIEW rollup.seen AS SELECT 1 AS n; GRANT SELECT ON rollup.seen TO PUBLIC",
            "rollup.seen is no table",
        ),
        ("dashboard", "GRANT UPDATE ON dashboard.audit TO tejido_reader", "UPDATE on dashboard"),
        ("dashboard", "ALTER ROLE tejido_reader BYPASSRLS", "whom no policy binds"),
        ("dashboard", "GRANT tejido_owner TO tejido_reader", "an owner"),
    ],
)
def test_what_shows_too_much_is_found_by_start_and_doctor_and_its_mend_mends_it(
    safe: dict[str, URL], database: str, change: str, says: str
) -> None:
    try:
        alter(safe[database], change)
        found = unsafe(database)
        assert [says in finding.what for finding in found] == [True]
        assert found[0].what in {finding.what for finding in examine(database)}
        alter(safe[database], found[0].mend)
        assert unsafe(database) == []
    finally:
        # Roles are the server's, not the scratch databases'.
        alter(
            safe["dashboard"],
            "ALTER ROLE tejido_reader NOBYPASSRLS",
            "REVOKE tejido_owner FROM tejido_reader",
        )


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("130023", "older than 14"),
        ("140018", "install PostgreSQL 14.19"),
        ("140019", None),
        ("150013", "install PostgreSQL 15.14"),
        ("150014", None),
        ("160009", "install PostgreSQL 16.10"),
        ("160010", None),
        ("170005", "install PostgreSQL 17.6"),
        ("170006", None),
        ("180000", None),
    ],
)
def test_a_server_that_tells_what_row_security_hides_is_refused(
    number: str, says: str | None
) -> None:
    class Answering:
        """No such servers can be had here: a connection that says the number alone."""

        def scalar(self, _statement: object) -> str:
            return number

    found = reach.version("membership", Answering())  # type: ignore[arg-type]
    assert len(found) == (says is not None)
    if says is not None:
        assert says in f"{found[0].what}; {found[0].mend}"
