"""Members by place, by hand; as of Wednesday 2026-03-25, when February is the last month over."""

from datetime import date

import pandas as pd

from lib.data import reading
from lib.data.scope import UNKNOWN_REGION, Scope
from tests.data.derived import behind, derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
EVERYWHERE = Scope(("southwest", "southeast", UNKNOWN_REGION))
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)

FREE = {"tier_id": "free"}
"""Members of a tier without dues: their spells are what the list says."""
MEMBERS = (
    {"state_fips": "04", "joined_on": "2025-12-31"},  # before the months
    {"state_fips": "04", "joined_on": "2026-02-28"},  # on the last day of the last month
    {"state_fips": "04", "joined_on": "2026-03-01"},  # after it: in no figure
    # Joined, and gone on the first day after the month: a member at its end.
    {"state_fips": "04", "joined_on": "2026-01-05", "lapsed_on": "2026-03-01"},
    {"state_fips": "04", "joined_on": "2026-01-05", "lapsed_on": "2026-02-28"},  # gone before
    {"state_fips": "48", "joined_on": "2026-01-31"},
    {"joined_on": "2026-02-03"},  # nobody knows the state
    # Of a committee in Arizona, though they live in Georgia: counted where the committee is.
    {"state_fips": "13", "committee_id": "c1", "joined_on": "2026-02-02"},
)


def _refreshed(rows: Rows) -> None:
    rows("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    rows("membership", "place", {"place_id": "tucson", "county_fips": "04019"})
    rows("membership", "committee", {"committee_id": "empty"})
    rows("membership", "member", *(FREE | member for member in MEMBERS))
    derive("membership", AS_OF, *behind("membership", "members_by_place", "committee_memberships"))


def _by_place(scope: Scope = EVERYWHERE) -> pd.DataFrame:
    return reading.read(
        "membership", "members_by_place", scope, first_month=JANUARY, last_month=FEBRUARY
    )


def _by_committee(committee_id: str = "") -> pd.DataFrame:
    return reading.read(
        "membership",
        "committee_memberships",
        EVERYWHERE,
        first_month=JANUARY,
        last_month=FEBRUARY,
        committee_id=committee_id,
    )


def test_members_without_a_committee_are_counted_in_their_own_state(rows: Rows) -> None:
    _refreshed(rows)
    found = _by_place()
    at_large = found[found["committee_id"].isna()]
    places = at_large[["region_id", "state_fips", "members", "joined"]]
    assert places.astype(object).where(places.notna(), None).to_numpy().tolist() == [
        ["southwest", "04", 3, 3],
        ["southwest", "48", 1, 1],
        [UNKNOWN_REGION, None, 1, 1],
    ]


def test_members_of_a_committee_are_counted_where_it_is(rows: Rows) -> None:
    _refreshed(rows)
    found = _by_place().dropna(subset="committee_id").set_index("committee_id")
    columns = ["state_fips", "county_fips", "members", "joined"]
    assert found.loc["c1", columns].tolist() == ["04", "04019", 1, 1]
    # One that never had a member has a row, too.
    assert found.loc["empty", columns].tolist() == ["04", "04019", 0, 0]


def test_the_places_of_a_region_add_up_to_what_is_told_of_it_by_committee(rows: Rows) -> None:
    _refreshed(rows)
    changes = _by_committee()
    by_region = _by_place().groupby("region_id")[["members", "joined"]].sum()
    summed = changes.groupby("region_id")[["members", "joined"]].sum()
    assert by_region.to_numpy().tolist() == summed.to_numpy().tolist()


def test_who_slipped_are_those_who_lapsed_and_those_behind_at_the_end(rows: Rows) -> None:
    dues = {"tier_id": "paying", "committee_id": "c1", "joined_on": "2025-06-01"}
    rows(
        "membership",
        "member",
        dues | {"member_id": "m1"},  # covered at the end of February
        dues | {"member_id": "m2"},  # covered until the 10th of January: behind, within the grace
        # Covered until the 20th of November: lapsed 60 days later, in January.
        dues | {"member_id": "m3"},
        dues | {"member_id": "m4"},  # nothing was ever paid: only the list tells
    )
    for member, until in (("m1", "2026-03-31"), ("m2", "2026-01-10"), ("m3", "2025-11-20")):
        payment = {"member_id": member, "paid_on": "2025-06-01", "covers_from": "2025-06-01"}
        rows("membership", "dues_payment", payment | {"covers_to": until})
    derive("membership", AS_OF, *behind("membership", "members_by_place", "committee_memberships"))
    found = _by_committee()
    columns = ["committee_id", "members", "behind", "joined", "lapsed"]
    assert found[columns].to_numpy().tolist() == [["c1", 3, 1, 0, 1]]
    assert _by_committee("c1")[columns].to_numpy().tolist() == [["c1", 3, 1, 0, 1]]
    assert _by_committee("c2").empty


def test_nobody_sees_the_states_of_another_region(rows: Rows) -> None:
    _refreshed(rows)
    assert _by_place(Scope(("southeast",))).empty
    assert _by_place(Scope(())).empty
