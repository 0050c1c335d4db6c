"""Dates of the sources that can't be right are told by the doctor, by column and id."""

from datetime import date

import pytest

from lib.data import engines
from lib.data.contract import SOURCES, source_table
from lib.data.contract.plausible import is_temporal, plausible
from lib.data.doctor import dates
from tests.data.rows import Rows


def told(database: str) -> list[str]:
    with engines.owner(database).connect() as connection:
        return [finding.what for finding in dates.check(database, connection)]


def test_a_date_of_the_year_203_is_told_by_its_id(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"member_id": "a", "joined_on": "0203-05-01"},
        {"member_id": "b", "joined_on": "1900-01-01"},  # a program's "no date"
        {"member_id": "c", "joined_on": "1901-01-01", "lapsed_on": "9999-12-31"},  # no end
        {"member_id": "d", "joined_on": "2025-01-01", "lapsed_on": "2203-01-01"},
    )
    assert told("membership") == [
        "source.member has 2 records whose joined_on is before 1901-01-01 or after 2100-12-31:"
        " a, b",
        "source.member has 1 record whose lapsed_on is before 1901-01-01 or after 2100-12-31: d",
    ]


def test_an_instant_before_computers_is_told_and_the_first_five_are_named(rows: Rows) -> None:
    odd = [{"call_id": f"c{n}", "received_at": "1970-01-01 00:00+00"} for n in range(6)]
    rows("incidents", "hotline_call", *odd, {"received_at": "1980-01-02 00:00+00"})
    (finding,) = told("incidents")
    assert finding.endswith("c0, c1, c2, c3, c4, …")
    assert "6 records whose received_at" in finding


@pytest.mark.parametrize(
    ("table", "column", "first"),
    [
        ("member", "joined_on", date(1901, 1, 1)),
        ("resource", "published_on", date(1789, 3, 4)),  # a book may be old
        ("jurisdiction_policy", "in_force_from", date(1789, 3, 4)),
        ("member", "updated_at", date(1980, 1, 1)),
    ],
)
def test_the_range_is_that_of_the_column(table: str, column: str, first: date) -> None:
    assert plausible(source_table("membership", table).c[column])[0] == first


def test_every_date_of_the_contract_has_a_range() -> None:
    columns = [c for m in SOURCES.values() for t in m.sorted_tables for c in t.c if is_temporal(c)]
    assert len(columns) > 60
    assert all(first < last for first, last in map(plausible, columns))
