"""Ties and further places of partners, by hand."""

from datetime import date

import pytest

from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)


def read(query: str) -> list[tuple[object, ...]]:
    return queried("membership", AS_OF, query)


@pytest.fixture
def partners(rows: Rows) -> Rows:
    """Three that are here, in two regions and in none, one that left and one still to come."""
    rows("membership", "place", {"place_id": "tucson"}, {"place_id": "atlanta", "state_fips": "13"})
    rows(
        "membership",
        "partner",
        {"partner_id": "west", "name": "West", "place_id": "tucson"},
        {"partner_id": "east", "name": "East", "place_id": "atlanta"},
        {"partner_id": "nowhere", "name": "Nowhere"},
        {"partner_id": "left", "place_id": "tucson", "left_on": "2026-03-25"},
        {"partner_id": "leaves", "place_id": "tucson", "left_on": "2026-03-26"},
    )
    return rows


def test_a_tie_is_a_row_of_each_partner_in_its_own_region(partners: Rows) -> None:
    partners(
        "membership",
        "partner_tie",
        {"partner_id": "west", "other_partner_id": "east", "kind": "space", "since": "2025-02-01"},
        # The same two, said the other way round: one tie, since the older day.
        {"partner_id": "east", "other_partner_id": "west", "kind": "cases", "since": "2025-01-01"},
        {"partner_id": "nowhere", "other_partner_id": "west"},
        {"partner_id": "west", "other_partner_id": "west"},  # to itself
        {"partner_id": "west", "other_partner_id": "left"},  # today is its first day without
    )
    query = (
        "SELECT region_id, partner_id, other_partner_id, kinds, since FROM rollup.partner_tie"
        " ORDER BY 2, 3"
    )
    assert read(query) == [
        ("southeast", "east", "west", "cases, space", date(2025, 1, 1)),
        ("unknown", "nowhere", "west", None, None),
        ("southwest", "west", "east", "cases, space", date(2025, 1, 1)),
        ("southwest", "west", "nowhere", None, None),
    ]


def test_a_tie_that_is_to_begin_ties_nobody_yet(partners: Rows) -> None:
    tie = {"partner_id": "west", "other_partner_id": "leaves", "since": "2026-03-26"}
    partners("membership", "partner_tie", tie)
    assert read("SELECT since FROM rollup.partner_tie") == []


def test_a_further_place_is_of_its_own_region(partners: Rows) -> None:
    partners("membership", "partner_place", {"partner_id": "east", "place_id": "tucson"})
    query = "SELECT region_id, partner_id, name, sector, latitude FROM rollup.partner_place"
    assert read(query) == [("southwest", "east", "East", "labor", 32.22)]
