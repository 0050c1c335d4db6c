"""The factory of the tests' own rows."""

from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from tests.data.rows import Rows


def _scalar(database: str, query: str) -> object:
    with engines.owner(database).connect() as connection:
        return connection.scalar(text(query))


def test_every_table_of_the_contract_takes_a_row_of_defaults(rows: Rows) -> None:
    for database, metadata in SOURCES.items():
        for table in metadata.sorted_tables:
            before = _scalar(database, f"SELECT count(*) FROM {table.fullname}")
            rows(database, table.name)
            after = _scalar(database, f"SELECT count(*) FROM {table.fullname}")
            assert (before, after) == (before, int(str(before)) + 1), table.name


def test_parents_come_into_being_under_the_keys_that_rows_name(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    rows("membership", "member", {"committee_id": "c2"}, {"committee_id": "c2"})
    region = _scalar("membership", "SELECT region_id FROM source.state WHERE state_fips = '13'")
    assert region == "southeast"
    assert _scalar("membership", "SELECT count(*) FROM source.member") == 2


def test_each_test_starts_with_empty_tables(rows: Rows) -> None:
    assert _scalar("membership", "SELECT count(*) FROM source.region") == 0
