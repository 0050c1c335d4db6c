"""Members without a committee, and which ones are near."""

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.topics.membership import at_large
from lib.topics.membership.places import AT_LARGE, Places
from lib.ui.filters import Choice

CHOICE = Choice(Scope(("west",)), 13)
ROWS = pd.DataFrame(
    [
        ("c1", "06", "06037", "active", 40),
        ("c2", "06", "06037", "active", 60),
        ("c3", "06", "06073", "dormant", 50),
        ("c4", "41", "41051", "closed", 0),
        (None, "06", AT_LARGE, None, 12),
        (None, "41", AT_LARGE, None, 7),  # its committee is closed
        (None, "53", AT_LARGE, None, 3),  # too few
        (None, "32", AT_LARGE, None, 5),  # goes with them
    ],
    columns=["committee_id", "state_fips", "county", "status", "members"],
).assign(region_id="west", joined=0)
STATES = pd.DataFrame(
    {
        "state_fips": ["06", "41", "53", "32"],
        "name": ["California", "Oregon", "Washington", "Nevada"],
        "region_id": "west",
    }
)
UNKNOWN = pd.DataFrame([{"region_id": "unknown", "county": AT_LARGE, "members": 6, "joined": 0}])


def _where(*more: pd.DataFrame) -> Places:
    return Places(pd.concat([ROWS, *more], ignore_index=True), STATES, pd.DataFrame())


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_large, "committee_names", lambda _scope: {"c1": "One", "c2": "Two"})


def test_members_are_pointed_to_active_committees_of_their_state() -> None:
    with use("en"):
        shown = at_large.in_words(at_large.at_large(_where()), CHOICE)
    assert shown.title == "12 members without a committee in 1 state that has active ones"
    assert shown.listing is not None
    ((state, members, point),) = [row.cells for row in shown.listing.rows]
    assert (state.text, members.text) == ("California", "12")
    # The largest first; the dormant one is nobody to be pointed to.
    assert (point.text, point.notes) == ("2 active committees", ("Two and One",))
    assert "7 more members are in states without an active committee: Oregon (7)." in shown.note
    # Washington's three and Nevada's five are told nowhere.
    assert "Nevada" not in shown.note
    assert "knows the state" not in shown.note


def test_of_whom_nobody_knows_the_state_are_counted_apart() -> None:
    with use("en"):
        shown = at_large.in_words(at_large.at_large(_where(UNKNOWN)), CHOICE)
    assert "Of 6 more nobody knows the state." in shown.note


def test_of_many_committees_three_are_named() -> None:
    more = ROWS[:1].assign(committee_id="c9")
    extra = pd.concat([more.assign(committee_id=f"c{n}") for n in (7, 8, 9)])
    with use("en"):
        shown = at_large.in_words(at_large.at_large(_where(extra)), CHOICE)
    assert shown.listing is not None
    point = shown.listing.rows[0].cells[2]
    assert point.text == "5 active committees"
    assert point.notes[0].endswith("and 2 more")


def test_where_no_committee_is_active_nobody_can_be_pointed_to_one() -> None:
    rows = ROWS.assign(status="dormant")
    with use("en"):
        shown = at_large.in_words(at_large.at_large(Places(rows, STATES, pd.DataFrame())), CHOICE)
    assert shown.title == "In no state with an active committee are members without one known"
    assert shown.listing is None
    assert "19 more members are in states without an active committee" in shown.note


def test_of_many_states_five_are_seen_and_the_others_folded_away() -> None:
    # Nine states with one committee each; in the n-th, 100 - n members have none.
    fips = [f"{n:02d}" for n in range(1, 10)]
    rows = pd.DataFrame(
        [(f"c{n}", n, f"{n}001", "active", 40) for n in fips]
        + [(None, n, AT_LARGE, None, 100 - int(n)) for n in fips],
        columns=["committee_id", "state_fips", "county", "status", "members"],
    ).assign(region_id="west", joined=0)
    states = pd.DataFrame({"state_fips": fips, "name": fips, "region_id": "west"})
    with use("en"):
        shown = at_large.in_words(at_large.at_large(Places(rows, states, pd.DataFrame())), CHOICE)
    assert shown.listing is not None
    assert shown.folded is not None
    named = [[row.cells[0].text for row in part.rows] for part in (shown.listing, shown.folded)]
    assert named == [fips[:5], fips[5:]]
    # 99 + 98 + … + 91
    assert shown.title == "855 members without a committee in 9 states that have active ones"
