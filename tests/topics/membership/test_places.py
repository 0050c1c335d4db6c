"""Members by place: what is told of small places, by hand."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.measures.months import Months
from lib.topics.membership import place_map, place_table, places
from lib.topics.membership.places import AT_LARGE, COUNTY, STATE, Places
from lib.ui.filters import Choice

ROWS = pd.DataFrame(
    [
        ("c1", "west", "06", "06037", 40, 6),
        ("c2", "west", "06", "06073", 12, 0),
        ("c3", "west", "06", "06073", 2, 1),  # with c2 in one county: 14 members, 1 joined
        ("c4", "west", "06", "06001", 3, 0),  # too few
        (None, "west", "06", AT_LARGE, 9, 7),  # goes with them: 12 together
        ("c5", "west", "53", "53033", 4, 0),  # a state with too few members
        ("c6", "west", "41", "41051", 12, 5),
        ("c7", "west", "32", "32003", 0, 0),  # nobody
        (None, "west", "53", AT_LARGE, 2, 0),  # too few: with Oregon's, in other states
        (None, "west", "41", AT_LARGE, 6, 0),
        (None, "west", "35", AT_LARGE, 1, 0),  # and a state that has no committee
        (None, "east", "36", AT_LARGE, 3, 0),  # other states of another region
        (None, "east", "34", AT_LARGE, 4, 0),
        (None, "unknown", None, AT_LARGE, 20, 0),  # nobody knows the state
        ("c8", "south", "12", "12086", 2, 2),  # a region with too few
    ],
    columns=["committee_id", "region_id", "state_fips", "county", *places.COUNTS],
)
STATES = pd.DataFrame(
    {
        "state_fips": ["06", "53", "41", "32", "12", "02"],
        "usps": ["CA", "WA", "OR", "NV", "FL", "AK"],
        "name": ["California", "Washington", "Oregon", "Nevada", "Florida", "Alaska"],
        "region_id": ["west", "west", "west", "west", "south", "west"],
        "people": [200_000.0, 50_000.0, 50_000.0, 50_000.0, 100_000.0, math.nan],
    }
)
COUNTIES = pd.DataFrame(
    {
        "county_fips": ["06037", "06073", "06001", "53033", "41051", "32003", "12086"],
        "name": ["Los Angeles", "San Diego", "Alameda", "King", "Multnomah", "Clark", "Dade"],
        "state_fips": ["06", "06", "06", "53", "41", "32", "12"],
        "people": [100_000.0, 50_000.0, 50_000.0, 50_000.0, 50_000.0, 50_000.0, 100_000.0],
    }
)
WHERE = Places(ROWS, STATES, COUNTIES)
MONTHS = Months(pd.Timestamp("2026-11-27").date())
COUNTRY = Choice(Scope(("west", "south")), 13)


@pytest.fixture(autouse=True)
def _regions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_table, "region_name", str.title)


def lines(places_of: list[str]) -> pd.DataFrame:
    with use("en"):
        return place_table.table(places.told(ROWS, places_of), WHERE, "members")


def shown(frame: pd.DataFrame) -> list[tuple[str, float | None, float | None]]:
    rows = frame[["place", "members", "joined"]]
    return [tuple(row) for row in rows.astype(object).where(rows.notna(), None).to_numpy()]


def test_small_states_are_told_together_within_their_region() -> None:
    assert shown(lines(STATE)) == [
        ("California", 66, 14),
        ("State unknown", 20, 0),
        ("Oregon", 12, 5),
        # New York's 3 and New Jersey's 4, all of the East.
        ("Without a committee, other states", 7, None),
        # Washington's 4, and the 2, 6 and 1 without a committee.
        ("Other places: West", 13, None),
    ]


def test_a_state_does_not_tell_how_few_have_no_committee() -> None:
    # Whoever knows Oregon's committee, of 12, learns nothing of its 6 from the 12 of the state:
    # they are too few in Washington and New Mexico to be told, and the 6 would tell the rest of 9.
    enough = ROWS[ROWS["state_fips"] != "53"]
    told = places.told(enough, STATE).set_index(["region_id", "state_fips"])["members"]
    assert told["west", "41"] == 12
    assert told["west", places.OTHER_STATES] == 7
    with use("en"):
        said = shown(place_table.table(places.told(enough, STATE), WHERE, "members"))
    assert ("Without a committee, other states", 7, None) in said


def test_a_state_whose_few_members_have_no_committee_is_not_one_without_members() -> None:
    rows = ROWS.assign(members=ROWS["members"].mask(ROWS["committee_id"] == "c6", 0))
    with use("en"):
        states = place_map.shaded(places.told(rows, STATE), replace(WHERE, rows=rows), "members")
    assert math.isnan(states.set_index("usps")["value"]["OR"])


def test_small_counties_are_told_together_within_their_state() -> None:
    told = {place: (members, joined) for place, members, joined in shown(lines(COUNTY))}
    assert told["Los Angeles"] == (40, None)
    assert told["San Diego"] == (14, None)
    # Alameda's 3 and the 9 without a committee. San Diego's one who joined, and Los Angeles' six.
    assert told["Other places: California"] == (12, 7)
    assert "Alameda" not in told
    # The nine are among the others; the seven who joined tell of nobody else.
    assert told["Without a committee"] == (None, 7)


@pytest.mark.parametrize("places_of", [STATE, COUNTY])
def test_the_table_adds_up_to_all_but_the_small_regions(places_of: list[str]) -> None:
    frame = lines(places_of)
    assert frame["members"].sum() == ROWS["members"].sum() - 2
    assert frame["joined"].sum() == ROWS["joined"].sum() - 2


def test_a_rate_is_of_the_people_of_the_place_and_what_is_told_together_has_none() -> None:
    rates = lines(STATE).set_index("place")["rate"]
    assert rates["California"] == pytest.approx(100_000 * 66 / 200_000)
    assert math.isnan(rates["Other places: West"])
    assert math.isnan(rates["State unknown"])


def test_the_map_tells_nobody_from_too_few_to_be_told() -> None:
    with use("en"):
        states = place_map.shaded(places.told(ROWS, STATE), WHERE, "members").set_index("usps")
    assert states["value"]["CA"] == pytest.approx(33)
    assert states["value"]["NV"] == 0
    assert states["value"][["WA", "FL"]].isna().all()
    assert states["said"]["WA"] == "fewer than 5, or told with others"
    assert states["said"]["CA"] == "66 members by dues = 33 per 100,000 Latinx people"
    # Nobody counted its people; but that it has no members is known.
    assert states["said"]["AK"] == "0 members by dues"


def test_the_title_counts_what_the_table_has() -> None:
    by_state = places.told(ROWS, STATE)
    with use("en"):
        members = place_map.title(by_state, WHERE, "members", MONTHS)
        joined = place_map.title(by_state, WHERE, "joined", MONTHS)
        note = place_table.note(WHERE, by_state)
    assert members == "Oct 2026: 118 members by dues. Most were in California: 66 of 118 (56%)"
    assert (
        joined == "Nov 2025 to Oct 2026: 19 people joined. Most were in California: 14 of 19 (74%)"
    )
    assert "Left out, because so few are members there: South." in note
    assert "Nobody counted the Latinx people of Alaska." in note


def test_committees_are_told_only_where_their_county_is_and_no_other_one_tells_them() -> None:
    told = places.told_committees(ROWS, "members")
    assert told["c1"] == 40
    # c3's 2 of the 14 of its county would tell c2's 12, and the other way round.
    assert told[["c2", "c3", "c4", "c5", "c8"]].isna().all()
    assert told[["c6", "c7"]].tolist() == [12, 0]


def test_one_member_of_one_committee_is_told_nowhere() -> None:
    one = Places(ROWS[-1:], STATES, COUNTIES)
    assert not (places.told(one.rows, COUNTY)["members"] > 0).any()
    with use("en"):
        assert place_map.title(places.told(one.rows, STATE), one, "members", MONTHS) == (
            "Too few in each place to be told"
        )
