"""Waits, what visits follow, and what rests on posts, by hand; as of Wednesday 2026-03-25.

The running week began on Monday, March 23; the 13 weeks before it on Monday, 2025-12-22.
"""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.data import reading
from lib.data.scope import Scope
from tests.data.derived import behind, derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
SOUTHWEST = Scope(("southwest",))
WEEKS = {"first_week": date(2025, 1, 6), "last_week": date(2026, 3, 23)}
READS = ("request_waits", "visits_by_kind", "post_loads", "requests_waiting")
A, B, C = (f"organizer southwest {n}" for n in (1, 2, 3))


def _read(name: str, scope: Scope = SOUTHWEST, **parameters: Any) -> list[dict[str, Any]]:
    return reading.read("membership", name, scope, **parameters).to_dict("records")


def _waits(step: str) -> list[tuple[int, bool, int]]:
    derive("membership", AS_OF, *behind("membership", "request_waits"))
    rows = _read("request_waits", **WEEKS)
    return [(r["days"], bool(r["closed"]), r["requests"]) for r in rows if r["step"] == step]


def test_waits_are_counted_to_the_answer_or_to_today(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        # Answered and resolved on the day of asking: 0 days, and it counts.
        {
            "opened_on": "2026-03-02",
            "first_response_on": "2026-03-02",
            "resolved_on": "2026-03-02",
        },
        {"opened_on": "2026-03-02", "first_response_on": "2026-03-05"},  # unresolved for 23 days
        {"opened_on": "2026-03-02", "resolved_on": "2026-03-12"},  # no response on record: by then
        {"opened_on": "2026-03-25"},  # of today: has waited for 0 days
        {"opened_on": "2026-03-20", "first_response_on": "2026-03-26"},  # answered tomorrow
        {"opened_on": "2026-03-26"},  # of a day to come
        {"opened_on": "2026-03-10", "first_response_on": "2026-03-09"},  # can't be right
        {"opened_on": "2025-01-05"},  # of a week before
        {"opened_on": "2025-01-07"},  # for 442 days: 365 and on
    )
    assert _waits("answer") == [
        (0, False, 1),
        (0, True, 1),
        (3, True, 1),
        (5, False, 1),
        (10, True, 1),
        (365, False, 1),
    ]
    assert _waits("resolution") == [
        (0, False, 1),
        (0, True, 1),
        (5, False, 1),
        (10, True, 1),
        (23, False, 1),
        (365, False, 1),
    ]


def test_what_a_visit_follows(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        {"request_id": "r1", "opened_on": "2026-01-10", "resolved_on": "2026-01-20"},
        {"request_id": "r2", "opened_on": "2026-03-10", "committee_id": "c2"},
    )
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-01-09"},  # before it asked
        {"visited_on": "2026-01-10"},  # on the day of asking
        {"visited_on": "2026-01-20"},  # on the day of the resolution: it may be what resolved it
        {"visited_on": "2026-01-24"},  # 14 days after asking, resolved by then
        {"visited_on": "2026-02-24", "request_id": "r1"},  # resolved long since, and it names it
        {"visited_on": "2026-01-09", "request_id": "r1"},  # named, and before it asked
        {"visited_on": "2026-02-24", "request_id": "r2"},  # named, and another's: 45 days
        {"visited_on": "2025-12-25", "committee_id": "c2"},  # before
        {"visited_on": "2026-03-24", "committee_id": "c2"},  # open still
        {"visited_on": "2026-03-24", "committee_id": "c3"},  # never asked
        {"visited_on": "2026-03-26"},  # of a day to come
    )
    rows("membership", "support_visit", {"visited_on": "2025-12-01", "committee_id": "c1"})
    derive("membership", AS_OF, *behind("membership", "visits_by_kind"))
    visits = {r["days_since_asked"]: r["visits"] for r in _read("visits_by_kind", **WEEKS)}
    assert visits == {0: 4, 14: 1, 45: 1, 91: 5}


def _loads(scope: Scope = SOUTHWEST) -> dict[str | None, dict[str, Any]]:
    derive("membership", AS_OF, *behind("membership", "post_loads", "visits_by_kind"))
    return {None if pd.isna(r["post"]) else r["post"]: r for r in _read("post_loads", scope)}


def test_what_rests_on_each_of_several_posts(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        {"opened_on": "2026-03-01", "organizer": A},
        {
            "opened_on": "2026-03-01",
            "organizer": A,
            "committee_id": "c2",
            "first_response_on": "2026-03-02",
        },
        {"opened_on": "2025-06-01", "organizer": C},  # of a post of before, open still
        {"opened_on": "2025-06-01", "organizer": C, "resolved_on": "2025-07-01"},
        {"opened_on": "2026-03-01"},  # of nobody
    )
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2025-12-22", "organizer": A, "hours": 3},  # first day of the 13 weeks
        {"visited_on": "2025-12-21", "organizer": A, "hours": 50},  # the day before
        {"visited_on": "2026-03-23", "organizer": A, "hours": 50},  # of the week that is not over
        {"visited_on": "2026-03-22", "organizer": B, "hours": 2, "committee_id": "c3"},
        {"visited_on": "2026-02-01", "organizer": f" {B.title()} ", "hours": -1},  # the same post
        {"visited_on": "2026-02-01", "hours": 4},  # nobody says whose
    )
    loads = _loads()
    told = ("posts", "requests_open", "requests_unanswered", "committees", "visits", "hours")
    assert {post: tuple(row[name] for name in told) for post, row in loads.items()} == {
        A: (2, 2, 1, 2, 1, 3),
        B.title(): (2, 0, 0, 2, 2, 2),
        None: (2, 2, 2, 1, 1, 4),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "second",
    [
        None,
        {"visited_on": "2025-12-21", "organizer": B, "hours": 2},  # in old records only
        {"visited_on": "2026-03-01", "organizer": A.upper(), "hours": 2},  # the same one
        {"visited_on": "2026-03-01", "organizer": " ", "hours": 2},  # nobody
        # Of another region.
        {"visited_on": "2026-03-01", "organizer": B, "hours": 2, "committee_id": "east"},
    ],
)
def test_a_post_alone_in_its_region_is_a_person_and_no_sum_tells_its_hours(
    rows: Rows, second: dict[str, Any] | None
) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "east", "place_id": "atlanta"})
    rows("membership", "support_request", {"opened_on": "2026-03-01", "organizer": A})
    rows("membership", "support_visit", {"visited_on": "2026-03-02", "organizer": A, "hours": 7})
    if second:
        rows("membership", "support_visit", second)
    loads = _loads()
    assert list(loads) == [None]
    assert loads[None]["posts"] == 0
    for name in ("requests_open", "requests_unanswered", "committees", "visits", "hours"):
        assert pd.isna(loads[None][name])
    visits = _read("visits_by_kind", **WEEKS)
    assert sum(row["visits_with_hours"] for row in visits) == 0
    assert all(pd.isna(row["hours"]) for row in visits)


def test_requests_of_which_there_is_no_record_are_no_zero(rows: Rows) -> None:
    for post in (A, B):
        rows("membership", "support_visit", {"visited_on": "2026-03-02", "organizer": post})
    load = _loads()[A]
    assert (load["visits"], load["committees"]) == (1, 1)
    assert pd.isna(load["requests_open"])
    assert pd.isna(load["requests_unanswered"])


def test_hours_of_several_posts_are_told_of_the_13_weeks_alone(rows: Rows) -> None:
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-03-02", "organizer": A, "hours": 3},
        {"visited_on": "2026-03-03", "organizer": B, "hours": 4},
        {"visited_on": "2026-03-04", "organizer": B},  # says nothing
        {"visited_on": "2025-12-21", "organizer": A, "hours": 50},
        {"visited_on": "2026-03-24", "organizer": A, "hours": 50},
    )
    derive("membership", AS_OF, *behind("membership", "visits_by_kind"))
    (row,) = _read("visits_by_kind", **WEEKS)
    assert (row["visits"], row["visits_with_hours"], row["hours"]) == (5, 2, 7)


def test_when_a_committee_asked_last_and_who_has_a_mentor(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        {"opened_on": "2025-03-01"},
        {"opened_on": "2026-02-01", "resolved_on": "2026-02-02"},  # its last one is resolved
        {"opened_on": "2026-03-26", "kind": "mentorship"},  # of a day to come
        {"opened_on": "2026-01-05", "kind": "mentorship", "committee_id": "c2"},
    )
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-01-09", "kind": "mentorship", "committee_id": "c2"},
        {"visited_on": "2026-02-09", "committee_id": "c2"},
        {"visited_on": "2026-02-09", "kind": "mentorship", "committee_id": "c3"},
    )
    derive("membership", AS_OF, *behind("membership", "committee_support"))
    days = ("requests_since", "last_request_on", "last_mentored_on")
    told = {r["committee_id"]: [str(r[d])[:10] for d in days] for r in _read("committee_support")}
    assert told == {
        "c1": ["2025-03-01", "2026-02-01", "NaT"],
        "c2": ["2025-03-01", "2026-01-05", "2026-01-09"],
        "c3": ["2025-03-01", "NaT", "2026-02-09"],
    }


def test_each_region_sees_its_own(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "east", "place_id": "atlanta"})
    for table, day in (("support_request", "opened_on"), ("support_visit", "visited_on")):
        rows("membership", table, {day: "2026-03-01", "organizer": A, "committee_id": "east"})
    derive("membership", AS_OF, *behind("membership", *READS))
    for scope, seen in ((SOUTHWEST, 0), (Scope(), 0), (Scope(("southeast",)), 1)):
        for name in ("request_waits", "visits_by_kind"):
            assert bool(_read(name, scope, **WEEKS)) == bool(seen)
        assert len(_read("post_loads", scope)) == seen
        assert len(_read("requests_waiting", scope)) == seen
