"""Sources that lack what the contract calls optional are read as if it were empty."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.doctor import Severity, examine
from lib.data.migrate import migrate_all
from lib.data.refresh import RefreshError, lacking, refresh
from tests.data.conftest import alter, scratch_databases
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 25)


def test_a_view_without_an_optional_column_is_read_as_null(rows: Rows) -> None:
    rows("membership", "dues_payment", {"payment_id": "p1", "amount_cents": 500, "kind": "dues"})
    with engines.owner("membership").connect() as connection:
        connection.execute(text("ALTER TABLE source.dues_payment DROP COLUMN kind"))
        names = lacking.stand_in(connection, "membership")
        assert names == {"dues_payment"}
        sql = "SELECT payment_id, amount_cents, kind FROM source.dues_payment AS d"
        row = connection.execute(text(lacking.over(sql, names))).one()
        assert tuple(row) == ("p1", 500, None)


@pytest.fixture(scope="module")
def databases_without(databases: Path) -> Iterator[dict[str, URL]]:
    """Both sources without any of their optional tables, and one committee's request."""
    with scratch_databases(databases) as urls:
        migrate_all()
        Rows()("membership", "committee", {"committee_id": "c1"})
        Rows()("membership", "member", {"member_id": "m1", "committee_id": "c1"})
        for database, metadata in SOURCES.items():
            for table in metadata.sorted_tables:
                if lacking.is_optional(table):
                    alter(urls[database], f"DROP TABLE {table.fullname} CASCADE")
        yield dict(urls)


def value(database: str, statement: str) -> object:
    with engines.owner(database).connect() as connection:
        return connection.scalar(text(statement))


def test_a_source_without_any_optional_table_is_refreshed_again_and_again(
    databases_without: dict[str, URL],
) -> None:
    for database in ("membership", "incidents", "membership"):
        refresh(database, DAY)
    assert value("membership", "SELECT count(*) FROM rollup.committee") == 1
    # A table that is not there has neither a newest record nor a row.
    clock = "SELECT (newest_record, row_count)::text FROM rollup.refresh WHERE source_table = "
    assert value("membership", f"{clock}'support_request'") == "(,0)"
    assert value("incidents", f"{clock}'hotline_call'") == "(,0)"


def test_the_doctor_advises_and_calls_nothing_wrong(databases_without: dict[str, URL]) -> None:
    refresh("membership", DAY)
    findings = [f for f in examine("membership") if f.what.startswith("source.")]
    assert "source.membership_spell is missing" in [f.what for f in findings]
    assert {f.severity for f in findings} == {Severity.ADVICE}


def test_a_required_table_that_lacks_stops_the_refresh(databases_without: dict[str, URL]) -> None:
    alter(databases_without["membership"], "DROP TABLE source.gathering CASCADE")
    with pytest.raises(RefreshError, match="gathering"):
        refresh("membership", DAY)


def test_only_what_lacks_is_replaced_in_a_statement() -> None:
    sql = "SELECT * FROM source.resource_use JOIN source.resource USING (resource_id)"
    assert lacking.over(sql, {"resource"}) == (
        "SELECT * FROM source.resource_use JOIN pg_temp.source_resource USING (resource_id)"
    )
    assert lacking.over(sql, ()) == sql
