"""People whom the other programmes' pages count, of several regions and of each of them."""

from datetime import date

import pytest

from lib import reads
from lib.data.refresh import refresh
from lib.data.scope import UNKNOWN_REGION, Scope
from tests.data.rows import Rows
from tests.pages.conftest import forget_reads

AS_OF = date(2026, 4, 10)
WEST, EAST = Scope(("southwest",)), Scope(("southeast",))
BOTH = Scope(("southeast", "southwest", UNKNOWN_REGION))


@pytest.fixture(autouse=True)
def anew(rows: Rows) -> None:
    """What an earlier test read of the same day is forgotten."""
    forget_reads()


def test_callers_of_few_are_in_no_sum(rows: Rows) -> None:
    def call(n: int, fips: str | None) -> None:
        received = {"received_at": "2026-03-10 18:00+00", "language": "es"}
        rows("incidents", "hotline_call", *[{**received, "state_fips": fips}] * n)

    call(9, "04")
    call(4, "13")  # too few
    call(3, None)  # from nobody knows where
    refresh("incidents", AS_OF)
    of_both = reads.incidents.call_languages(BOTH)
    assert (
        of_both["calls"].tolist() == [9] == reads.incidents.call_languages(WEST)["calls"].tolist()
    )
    assert reads.incidents.call_languages(EAST).empty


def test_participants_of_few_are_in_no_sum(rows: Rows) -> None:
    rows("membership", "resource", {"resource_id": "guide"})
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "e1", "place_id": "atlanta"})
    for committee, participants in (("c1", 20), ("e1", 4), ("e1", 7)):
        use = {"committee_id": committee, "used_on": "2026-03-10", "participants": participants}
        rows("membership", "resource_use", {"resource_id": "guide", **use})
    refresh("membership", AS_OF)
    took_part = [
        reads.membership.tool_uses(scope, date(2025, 4, 10))["participants"].sum()
        for scope in (BOTH, WEST, EAST)
    ]
    assert took_part == [27, 20, 7]


def test_hours_of_a_region_s_only_post_are_in_no_sum(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "e1", "place_id": "atlanta"})
    for committee, post, hours in (("c1", "a", 3), ("c1", "b", 4), ("e1", "c", 5)):
        visit = {"committee_id": committee, "visited_on": "2026-03-10", "hours": hours}
        rows("membership", "support_visit", {**visit, "organizer": post})
    refresh("membership", AS_OF)
    told = [
        reads.membership.visits_by_kind(scope, date(2026, 1, 4), date(2026, 4, 5))["hours"].sum()
        for scope in (BOTH, WEST, EAST)
    ]
    assert told == [7, 7, 0]


def test_a_mobilization_of_few_is_in_no_sum(rows: Rows) -> None:
    rows("incidents", "state", {"state_fips": "04"}, {"state_fips": "13"})
    for region, participants in (("southwest", 30), ("southeast", 4)):
        call = {"called_at": "2026-03-10 18:00+00", "participants": participants}
        rows("incidents", "mobilization", {"region_id": region, **call})
    refresh("incidents", AS_OF)
    span = date(2026, 3, 1), date(2026, 4, 5)
    took_part = [
        reads.incidents.mobilization_calls(scope, *span)["participants"].sum()
        for scope in (BOTH, WEST, EAST)
    ]
    assert took_part == [30, 30, 0]
