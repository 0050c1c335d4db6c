"""What the page of the network says, over organizations small enough to count by hand.

Phoenix is 172 km from Tucson by great circle, Nogales 96 km: a drive of 120 minutes covers 100.
"""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import use
from lib.topics.network.coming import COMING
from lib.topics.network.coverage import COVERAGE, PLACES
from lib.topics.network.hubs import HUBS, PEOPLE
from lib.topics.network.only import ONLY
from lib.topics.network.protection import PROTECTION
from lib.topics.network.ties import TIES
from lib.topics.network.to_do import TO_DO
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from tests.data.derived import derive
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 6, 1)
MEMBERSHIP = (
    *("committee", "committee_support", "committee_week", "county", "hub", "partner"),
    *("partner_place", "partner_tie", "region", "state"),
)
INCIDENTS = ("county_week", "incident_week")
"""What the page reads of each source."""
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
COUNTRY = Choice(Scope(("southeast", "southwest", UNKNOWN_REGION)), weeks=13)
PHOENIX = {"latitude": 33.45, "longitude": -112.07}
NOGALES = {"latitude": 31.36, "longitude": -110.93}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was made of another test's organization is of the same choice."""
    st.cache_data.clear()


@pytest.fixture
def organization(rows: Rows) -> Rows:
    """Committees in Tucson (two), Phoenix and Atlanta; a legal partner near Tucson alone."""
    rows(
        "membership",
        "place",
        {"place_id": "tucson", "county_fips": "04019"},
        {"place_id": "nogales", "name": "Nogales", **NOGALES},
        {"place_id": "phoenix", "name": "Phoenix", **PHOENIX},
        {"place_id": "atlanta", "name": "Atlanta", "state_fips": "13", "latitude": 33.75,
         "longitude": -84.39},
    )  # fmt: skip
    rows(
        "membership",
        "county",
        {"county_fips": "04019", "name": "Pima County", "latitude": 32.22, "longitude": -110.97,
         "foreign_born_population": 1000},
        {"county_fips": "04013", "name": "Maricopa County", "foreign_born_population": 3000,
         **PHOENIX},
    )  # fmt: skip
    rows(
        "membership",
        "committee",
        {"committee_id": "c1"},
        {"committee_id": "c2", "status": "forming"},  # open: it counts
        {"committee_id": "c3", "status": "closed", "place_id": "nogales"},
        {"committee_id": "c4", "place_id": "phoenix"},
        {"committee_id": "c5", "place_id": "atlanta"},
    )
    rows(
        "membership",
        "partner",
        {"partner_id": "legal", "name": "Defense", "sector": "legal", "place_id": "nogales",
         "is_hub": True, "joined_on": "2025-12-31"},
        {"partner_id": "gone", "sector": "faith", "place_id": "tucson",
         "joined_on": "2025-01-01", "left_on": "2026-06-01"},  # its first day without
        {"partner_id": "nowhere", "sector": "media"},  # no place: near nobody
    )  # fmt: skip
    return rows


def refreshed() -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    derive("incidents", AS_OF, *INCIDENTS)
    st.cache_data.clear()


def made(figure: Figure[Any], choice: Choice = SOUTHWEST) -> Any:
    return figure.made(choice).value


def test_of_two_places_and_ten_sectors_one_combination_has_somebody(organization: Rows) -> None:
    refreshed()
    grid = made(COVERAGE)
    # Tucson has a legal partner within 96 km, Phoenix nobody: 19 of 2 × 10 have none.
    assert "95% (19 of 20)" in grid.title
    assert int(grid.table["points"].sum()) == 20
    assert int(grid.table["sole"].sum()) == 1
    assert "place is unknown" not in grid.caption  # its region is none, and not in view
    assert "1 partner's place is unknown" in made(COVERAGE, COUNTRY).caption


def test_the_place_that_lacks_most_stands_first(organization: Rows) -> None:
    refreshed()
    table = made(PLACES)
    assert "50% (1 of 2)" in table.title  # at Phoenix nobody of any sector
    assert table.frame["place"].tolist() == ["Phoenix, AZ", "Tucson, AZ"]
    assert table.frame["missing"].tolist() == [10, 9]
    assert table.frame["committees"].tolist() == [1, 2]


def test_the_only_legal_partner_takes_its_sector_along(organization: Rows) -> None:
    refreshed()
    table = made(ONLY)
    assert table.frame[["name", "places", "committees"]].to_numpy().tolist() == [["Defense", 1, 2]]
    assert "1 combination of a place and a sector" in table.title


def test_a_further_place_counts_and_its_partner_is_still_one(organization: Rows) -> None:
    organization(
        "membership",
        "partner_place",
        {"partner_place_id": "w1", "partner_id": "legal", "place_id": "phoenix"},
        {"partner_place_id": "w2", "partner_id": "legal", "place_id": "tucson"},
        {"partner_place_id": "w3", "partner_id": "gone", "place_id": "phoenix"},  # it left
    )
    refreshed()
    assert "90% (18 of 20)" in made(COVERAGE).title
    assert made(ONLY).frame["places"].tolist() == [2]


def test_a_partner_of_another_region_counts_where_its_further_place_is(organization: Rows) -> None:
    organization("membership", "partner", {"partner_id": "east", "place_id": "atlanta"})
    refreshed()
    assert "(19 of 20)" in made(COVERAGE).title
    organization("membership", "partner_place", {"partner_id": "east", "place_id": "phoenix"})
    refreshed()
    assert "(18 of 20)" in made(COVERAGE).title


def test_how_far_a_hub_is_and_whom_it_reaches(organization: Rows) -> None:
    refreshed()
    table = made(HUBS)
    assert table.title == "50% (1 of 2) of committees' places have no hub within reach"
    assert table.frame[["place", "near"]].to_numpy().tolist() == [
        ["Phoenix, AZ", 0],
        ["Tucson, AZ", 1],
    ]
    # Pima's 1,000 are within reach, Maricopa's 3,000 aren't.
    assert (
        made(PEOPLE).title == "75% (3,000 of 4,000) of foreign-born people have no hub within reach"
    )


def test_who_came_and_went_by_half_year(organization: Rows) -> None:
    refreshed()
    chart = made(COMING)
    assert chart.title == "Since Jan 2025: 2 partners joined and 1 left"
    assert chart.table["joined"].tolist() == [1, 1, 0]
    assert chart.table["left"].tolist() == [0, 0, 1]
    assert "When 1 partner joined" in made(COMING, COUNTRY).caption


def test_counties_with_incidents_and_nobody_who_protects(organization: Rows) -> None:
    here = {"state_fips": "04", "region_id": "southwest", "occurred_at": "2026-05-01 18:00+00"}
    organization(
        "incidents",
        "incident",
        here | {"county_fips": "04019"},
        *[here | {"county_fips": "04013"}] * 3,
        here,  # no county is known
        here | {"county_fips": "04013", "occurred_at": "2025-01-01 18:00+00"},  # too long ago
    )
    refreshed()
    table = made(PROTECTION)
    assert table.title.startswith("50% (1 of 2) of counties with incidents have neither")
    assert table.frame["place"].tolist() == ["Maricopa County, AZ", "Pima County, AZ"]
    # 3 of 3,000 and 1 of 1,000 people.
    assert table.frame["crude"].tolist() == [100.0, 100.0]
    assert table.frame["near"].tolist() == ["Nobody", "Legal"]
    assert "1 incident is in no county" in table.caption
    assert "partner within reach: Maricopa County" in made(TO_DO).body


def test_a_region_of_which_no_incident_was_ever_recorded_is_not_called_quiet(
    organization: Rows,
) -> None:
    at = {"occurred_at": "2026-05-01 18:00+00", "state_fips": "13", "region_id": "southeast"}
    organization("incidents", "incident", at)
    refreshed()
    assert made(PROTECTION) is None


def test_ties_are_told_where_they_are_on_record(organization: Rows) -> None:
    refreshed()
    assert made(TIES) is None
    organization(
        "membership",
        "partner",
        *({"partner_id": each, "name": each, "place_id": "tucson"} for each in ("a", "b", "c")),
    )
    tie = {"kind": "coalition", "since": "2025-01-01"}
    organization(
        "membership",
        "partner_tie",
        {"partner_id": "a", "other_partner_id": "b", **tie},
        {"partner_id": "b", "other_partner_id": "a", "kind": "space"},  # said again
        {"partner_id": "b", "other_partner_id": "c"},
        {"partner_id": "c", "other_partner_id": "gone"},  # it left
        {"partner_id": "c", "other_partner_id": "a", "since": "2099-01-01"},  # not yet
        {"partner_id": "c", "other_partner_id": "c"},  # itself
    )
    refreshed()
    table = made(TIES, COUNTRY)
    # Without b, one of the other two is cut off.
    assert table.frame[["name", "degree", "cut_off"]].to_numpy().tolist() == [
        ["b", 2, 1],
        ["a", 1, 0],
        ["c", 1, 0],
    ]
    assert table.title == "1 of 3 partners with ties would cut off others by leaving"
    assert table.frame["kind"].tolist() == ["coalition and space", "coalition and space", ""]
    # Of a region nobody knows what other regions hold together.
    assert made(TIES).title == "3 partners here have ties to others on record"
    assert "cut_off" not in made(TIES).columns


def test_without_a_record_of_partners_nothing_is_told(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "tucson"})
    rows("membership", "committee", {"committee_id": "c1"})
    refreshed()
    figures = (COVERAGE, PLACES, ONLY, HUBS, PEOPLE, COMING, PROTECTION, TO_DO)
    assert [figure.key for figure in figures if made(figure) is not None] == []


def test_a_region_without_a_partner_has_gaps_and_no_error(organization: Rows) -> None:
    refreshed()
    east = Choice(Scope(("southeast",)), weeks=13)
    assert "100% (10 of 10)" in made(COVERAGE, east).title
    assert made(ONLY, east).title == "No sector hangs on a single partner at any committee's place"
    assert made(HUBS, east).title == "No hub whose place is known is in these regions"
    assert made(PEOPLE, east) is None
    assert made(COMING, east) is None


def test_without_a_committee_partners_have_nobody_to_be_near(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "tucson"})
    rows("membership", "partner", {"partner_id": "legal", "place_id": "tucson"})
    refreshed()
    assert made(COVERAGE) is None
    with use("es"):
        assert made(ONLY) is None
