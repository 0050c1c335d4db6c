"""Committee × week, worked out by hand.

The calendar of these tests, America/Chicago: Monday 2026-03-02 (week A), 2026-03-09 (week B),
2026-03-16 (week C), 2026-03-23 (week D). They refresh as of Wednesday 2026-03-25, so week D runs.
"""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.refresh import refresh
from tests.data.derived import derive, queried
from tests.data.rows import Rows

A, B, C, D = (date(2026, 3, day) for day in (2, 9, 16, 23))
AS_OF = date(2026, 3, 25)


def weeks(column: str, committee: str | None = "c1", region: str = "southwest") -> dict[date, Any]:
    """Refresh, then read one column of one committee's (or region's at-large) weeks."""
    derive("membership", AS_OF, "committee_week")
    with engines.owner("membership").connect() as connection:
        rows = connection.execute(
            text(
                f"SELECT week_start, {column} FROM rollup.committee_week"
                " WHERE committee_id IS NOT DISTINCT FROM :committee AND region_id = :region"
            ),
            {"committee": committee, "region": region},
        )
        return {row[0]: row[1] for row in rows}


@pytest.fixture
def committee(rows: Rows) -> Rows:
    """A committee formed in week A."""
    rows("membership", "committee", {"committee_id": "c1", "formed_on": "2026-03-04"})
    return rows


def members(rows: Rows, *given: dict[str, Any]) -> None:
    rows("membership", "member", *({"committee_id": "c1", **row} for row in given))


def test_a_committee_has_a_row_for_every_week_from_its_forming_to_the_running_one(
    committee: Rows,
) -> None:
    assert weeks("members") == {A: 0, B: 0, C: 0, D: 0}


def test_a_stock_is_as_at_sunday_and_a_flow_counts_from_monday_to_sunday(committee: Rows) -> None:
    members(
        committee,
        {"joined_on": "2026-03-08"},  # Sunday of A: counted in A
        {"joined_on": "2026-03-09"},  # Monday of B: counted in B
        {"joined_on": "2026-03-15"},  # Sunday of B: counted in B
    )
    assert weeks("(joined, members)::text") == {A: "(1,1)", B: "(2,3)", C: "(0,3)", D: "(0,3)"}


def test_a_member_is_gone_from_the_week_of_the_first_day_without_membership(
    committee: Rows,
) -> None:
    members(
        committee,
        {"joined_on": "2026-03-02", "lapsed_on": "2026-03-15"},  # Sunday of B: not at B's end
        {"joined_on": "2026-03-02", "lapsed_on": "2026-03-16"},  # Monday of C: still at B's end
        {"joined_on": "2026-03-03", "lapsed_on": "2026-03-05"},  # never there on a Sunday
    )
    assert weeks("(lapsed, members)::text") == {A: "(1,2)", B: "(1,1)", C: "(1,0)", D: "(0,0)"}


def test_the_running_week_is_as_at_the_day_of_the_refresh(committee: Rows) -> None:
    members(
        committee,
        {"joined_on": "2026-03-25"},  # the very day: counts
        {"joined_on": "2026-03-25"},  # another, so that comings and goings don't cancel out
        {"joined_on": "2026-03-26"},  # tomorrow: not yet
        {"joined_on": "2026-03-02", "lapsed_on": "2026-03-25"},  # gone today
        {"joined_on": "2026-03-02", "lapsed_on": "2026-03-26"},  # gone tomorrow: still here
    )
    assert weeks("(joined, lapsed, members)::text") == {
        A: "(2,0,2)",
        B: "(0,0,2)",
        C: "(0,0,2)",
        D: "(2,1,3)",
    }


def test_a_lapse_before_the_joining_is_no_membership(committee: Rows) -> None:
    # Nor is it a joining or a lapse: one of the two days is wrong, and nobody knows which.
    members(committee, {"joined_on": "2026-03-10", "lapsed_on": "2026-03-03"})
    assert weeks("(joined, lapsed, members)::text") == {
        A: "(0,0,0)",
        B: "(0,0,0)",
        C: "(0,0,0)",
        D: "(0,0,0)",
    }


def test_members_from_before_the_forming_begin_the_committees_weeks_earlier(
    committee: Rows,
) -> None:
    members(committee, {"joined_on": "2026-02-25"})  # the week of Monday 2026-02-23
    assert weeks("members") == {date(2026, 2, 23): 1, A: 1, B: 1, C: 1, D: 1}


def dues(rows: Rows, *periods: tuple[str, str], **also: Any) -> None:
    rows(
        "membership",
        "dues_payment",
        *({"covers_from": begin, "covers_to": end, **also} for begin, end in periods),
    )


def test_good_standing_ends_with_the_last_day_covered_and_returns_with_the_dues(
    committee: Rows,
) -> None:
    members(committee, {"member_id": "m1", "joined_on": "2026-03-02"})
    # Covered to the Saturday before A's Sunday; again from C's Monday to tomorrow.
    dues(committee, ("2026-03-02", "2026-03-07"), ("2026-03-16", "2026-03-26"))
    assert weeks("(members, good_standing)::text") == {
        A: "(1,0)",
        B: "(1,0)",
        C: "(1,1)",
        D: "(1,1)",
    }


def test_overlapping_adjacent_and_repeated_payments_are_one_member_in_good_standing(
    committee: Rows,
) -> None:
    members(committee, {"member_id": "m1", "joined_on": "2026-03-02"})
    dues(
        committee,
        ("2026-03-02", "2026-03-15"),
        ("2026-03-05", "2026-03-10"),  # inside the first
        ("2026-03-14", "2026-03-18"),  # overlaps its end
        ("2026-03-19", "2026-03-22"),  # adjacent
        ("2026-03-19", "2026-03-22"),  # the same once more
    )
    # The last day covered is the Sunday of C.
    assert weeks("good_standing") == {A: 1, B: 1, C: 1, D: 0}


def test_a_payment_that_says_an_impossible_period_covers_nothing(committee: Rows) -> None:
    members(committee, {"member_id": "m1", "joined_on": "2026-03-02"})
    dues(committee, ("2026-03-20", "2026-03-01"))
    assert weeks("good_standing") == {A: 0, B: 0, C: 0, D: 0}


def test_dues_outside_the_membership_do_not_count(committee: Rows) -> None:
    members(
        committee,
        {"member_id": "m1", "joined_on": "2026-03-09", "lapsed_on": "2026-03-16"},
    )
    dues(committee, ("2026-01-01", "2026-12-31"))  # long before, long after
    assert weeks("good_standing") == {A: 0, B: 1, C: 0, D: 0}


def test_a_late_payment_covers_the_days_that_it_says_and_a_future_one_none(
    committee: Rows,
) -> None:
    members(
        committee,
        {"member_id": "m1", "joined_on": "2026-03-02"},
        {"member_id": "m2", "joined_on": "2026-03-02"},
    )
    # Paid in D for A: counted in A.
    dues(committee, ("2026-03-02", "2026-03-08"), member_id="m1", paid_on="2026-03-24")
    # Dated tomorrow: has not happened.
    dues(committee, ("2026-03-02", "2026-03-08"), member_id="m2", paid_on="2026-03-26")
    assert weeks("good_standing") == {A: 1, B: 0, C: 0, D: 0}


def test_a_tier_without_dues_is_in_good_standing_and_no_tier_is_not(committee: Rows) -> None:
    committee("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    members(
        committee,
        {"tier_id": "free", "joined_on": "2026-03-02", "lapsed_on": "2026-03-16"},
        {"tier_id": None, "joined_on": "2026-03-02"},
    )
    assert weeks("(members, good_standing)::text") == {
        A: "(2,1)",
        B: "(2,1)",
        C: "(1,0)",
        D: "(1,0)",
    }


def test_gatherings_count_with_and_without_an_attendance(committee: Rows) -> None:
    committee(
        "membership",
        "gathering",
        {"held_on": "2026-03-08", "attended": 12},  # Sunday of A
        {"held_on": "2026-03-09", "attended": 0},  # counted, nobody came
        {"held_on": "2026-03-10", "attended": None},  # nobody counted
        {"held_on": "2026-03-26", "attended": 50},  # tomorrow
    )
    assert weeks("(gatherings, gatherings_counted, attended)::text") == {
        A: "(1,1,12)",
        B: "(2,1,0)",
        C: "(0,0,0)",
        D: "(0,0,0)",
    }


def core(rows: Rows, *given: dict[str, Any]) -> None:
    rows(
        "membership",
        "enrollment",
        *({"course_id": "core", "enrolled_on": "2026-03-02", **row} for row in given),
    )


def test_a_certificate_counts_through_its_last_day(committee: Rows) -> None:
    members(
        committee,
        *({"member_id": f"m{n}", "joined_on": "2026-03-02"} for n in range(1, 5)),
    )
    core(
        committee,
        # To the Saturday of B: no more at B's end.
        {"member_id": "m1", "completed_on": "2026-03-08", "certified_until": "2026-03-14"},
        # To the Sunday of B: still at B's end.
        {"member_id": "m2", "completed_on": "2026-03-08", "certified_until": "2026-03-15"},
        # To the very day of the refresh.
        {"member_id": "m3", "completed_on": "2026-03-16", "certified_until": "2026-03-25"},
        # For ever; completed tomorrow.
        {"member_id": "m4", "completed_on": "2026-03-26", "certified_until": None},
    )
    assert weeks("core_certified") == {A: 2, B: 1, C: 1, D: 1}


def test_only_core_courses_certify_and_a_member_counts_once(committee: Rows) -> None:
    members(
        committee,
        {"member_id": "m1", "joined_on": "2026-03-02"},
        {"member_id": "m2", "joined_on": "2026-03-02"},
    )
    core(
        committee,
        {"member_id": "m1", "completed_on": "2026-03-03", "certified_until": None},
        {"member_id": "m1", "completed_on": "2026-03-10", "certified_until": "2026-03-20"},
        {"member_id": "m2", "course_id": "extra", "completed_on": "2026-03-03"},
        {"member_id": None, "completed_on": "2026-03-03"},  # a learner who is no member
    )
    assert weeks("core_certified") == {A: 1, B: 1, C: 1, D: 1}


def test_a_certificate_counts_in_the_members_committee_while_they_are_a_member(
    committee: Rows,
) -> None:
    committee("membership", "committee", {"committee_id": "c2", "formed_on": "2026-03-04"})
    members(
        committee,
        {"member_id": "m1", "joined_on": "2026-03-09", "lapsed_on": "2026-03-23"},
    )
    # Learned with c2, before joining; still valid after the lapse.
    core(committee, {"member_id": "m1", "committee_id": "c2", "completed_on": "2026-03-03"})
    assert weeks("core_certified") == {A: 0, B: 1, C: 1, D: 0}
    assert weeks("core_certified", "c2") == {A: 0, B: 0, C: 0, D: 0}


def test_enrollments_count_where_they_were_made(committee: Rows) -> None:
    members(committee, {"member_id": "m1"})
    core(
        committee,
        {"committee_id": "c1", "enrolled_on": "2026-03-08", "completed_on": "2026-03-09"},
        {"committee_id": "c1", "enrolled_on": "2026-03-24", "completed_on": "2026-03-26"},
        # Made without a committee: at large in the learner's region.
        {"member_id": "m1", "enrolled_on": "2026-03-10"},
        # Without a committee or a member: the unknown region.
        {"enrolled_on": "2026-03-17"},
    )
    pair = "(enrolled, completed)::text"
    assert {w: v for w, v in weeks(pair).items() if w >= A} == {
        A: "(1,0)",
        B: "(0,1)",
        C: "(0,0)",
        D: "(1,0)",
    }
    assert weeks(pair, None) == {B: "(1,0)", C: "(0,0)", D: "(0,0)"}
    assert weeks(pair, None, "unknown") == {C: "(1,0)", D: "(0,0)"}


def test_coordinators_are_people_in_a_term_not_terms(committee: Rows) -> None:
    members(committee, {"member_id": "m1"}, {"member_id": "m2"}, {"member_id": "m3"})
    committee(
        "membership",
        "role_term",
        {"member_id": "m1", "started_on": "2026-03-02", "ended_on": "2026-03-15"},  # B's Sunday
        {"member_id": "m1", "started_on": "2026-03-10", "ended_on": "2026-03-12"},  # twice
        {"member_id": "m2", "started_on": "2026-03-16", "ended_on": None},
        {"member_id": "m3", "started_on": "2026-03-02", "role": "responder"},
        {"member_id": "m3", "started_on": "2026-03-26", "role": "coordinator"},  # tomorrow
        {"member_id": "m3", "started_on": "2026-03-02", "role": "trainer"},
    )
    stocks = {w: v for w, v in weeks("(coordinators, responders)::text").items() if w >= A}
    assert stocks == {A: "(1,1)", B: "(1,1)", C: "(1,1)", D: "(1,1)"}


def test_trained_coordinators_hold_term_and_certificate_on_the_same_day(committee: Rows) -> None:
    members(committee, {"member_id": "m1"}, {"member_id": "m2"})
    committee(
        "membership",
        "role_term",
        {"member_id": "m1", "started_on": "2026-03-02", "ended_on": "2026-03-22"},
        {"member_id": "m2", "started_on": "2026-03-16"},
    )
    core(
        committee,
        # m1: trained in B, the term ends with C.
        {"member_id": "m1", "completed_on": "2026-03-11", "certified_until": None},
        # m2: the certificate has run out before the term begins.
        {"member_id": "m2", "completed_on": "2026-03-02", "certified_until": "2026-03-15"},
    )
    both = "(coordinators, coordinators_core)::text"
    assert {w: v for w, v in weeks(both).items() if w >= A} == {
        A: "(1,0)",
        B: "(1,1)",
        C: "(2,1)",
        D: "(1,0)",
    }


def test_members_without_a_committee_are_at_large_in_their_states_region_or_the_unknown_one(
    committee: Rows,
) -> None:
    committee(
        "membership",
        "member",
        {"committee_id": None, "state_fips": "13", "joined_on": "2026-03-10"},
        {"committee_id": None, "state_fips": None, "joined_on": "2026-03-17"},
        # In a committee of Arizona, living in Georgia: of the committee's region.
        {"committee_id": "c1", "state_fips": "13", "joined_on": "2026-03-10"},
    )
    assert weeks("members", None, "southeast") == {B: 1, C: 1, D: 1}
    assert weeks("members", None, "unknown") == {C: 1, D: 1}
    assert weeks("members", "c1") == {A: 0, B: 1, C: 1, D: 1}
    assert weeks("members", None, "southwest") == {}


def test_a_closed_committee_ends_with_the_week_of_its_closing(rows: Rows) -> None:
    rows(
        "membership",
        "committee",
        {
            "committee_id": "c1",
            "status": "closed",
            "formed_on": "2026-03-03",
            "closed_on": "2026-03-10",
        },
    )
    assert weeks("members") == {A: 0, B: 0}


def test_members_whom_a_closed_committee_still_has_stay_in_their_regions_total(
    rows: Rows,
) -> None:
    rows(
        "membership",
        "committee",
        {
            "committee_id": "c1",
            "status": "closed",
            "formed_on": "2026-03-03",
            "closed_on": "2026-03-04",
        },
    )
    members(rows, {"joined_on": "2026-03-03", "lapsed_on": "2026-03-23"})
    # Gone on the Monday of D, which still says so.
    assert weeks("(lapsed, members)::text") == {A: "(0,1)", B: "(0,1)", C: "(0,1)", D: "(1,0)"}


def test_a_committee_of_which_nothing_is_known_begins_with_the_running_week(rows: Rows) -> None:
    rows(
        "membership",
        "committee",
        {"committee_id": "c1", "status": "forming", "formed_on": None},
        {"committee_id": "c2", "status": "forming", "formed_on": "2026-04-01"},
    )
    assert weeks("members", "c1") == {D: 0}
    assert weeks("members", "c2") == {D: 0}


def test_five_years_are_kept_and_begin_with_what_was_there_before(committee: Rows) -> None:
    members(committee, {"joined_on": "2010-01-01"})
    result = weeks("(joined, members)::text")
    # 260 weeks before Monday 2026-03-23 is Monday 2021-03-29.
    assert min(result) == date(2021, 3, 29)
    assert len(result) == 261
    assert set(result.values()) == {"(0,1)"}


@pytest.mark.slow
def test_today_is_the_organizations_today(committee: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    done = refresh("membership")
    with engines.owner("membership").connect() as connection:
        # The database server's own idea of today in that zone, from a clock of its own.
        today = connection.scalar(text("SELECT (now() AT TIME ZONE 'America/Chicago')::date"))
    assert done.as_of == today


def test_a_regions_week_adds_up_its_committees_and_who_met_in_13_weeks(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows(
        "membership",
        "committee",
        {"committee_id": "c1", "formed_on": "2025-12-01"},
        {"committee_id": "c2", "formed_on": "2025-12-01"},
        {"committee_id": "new", "formed_on": "2026-03-10"},  # week B
        {"committee_id": "other", "place_id": "atlanta", "formed_on": "2025-12-01"},
    )
    rows(
        "membership",
        "gathering",
        # Week B is the 13th from it on, week C the first that it is no part of.
        {"committee_id": "c1", "held_on": "2025-12-15"},
        {"committee_id": "c2", "held_on": "2026-03-16"},  # week C
        {"committee_id": "other", "held_on": "2026-03-02"},
    )
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": "2026-03-09"},
        {"committee_id": "other", "joined_on": "2026-03-09"},
        # of no committee, in the same region
        {"committee_id": None, "state_fips": "04", "joined_on": "2026-03-09"},
    )
    found = queried(
        "membership",
        AS_OF,
        "SELECT week_start, committees, committees_met, members, joined, gatherings"
        " FROM rollup.region_week WHERE region_id = 'southwest' AND week_start >= '2026-03-02'"
        " ORDER BY week_start",
    )
    assert found == [
        (A, 2, 1, 0, 0, 0),
        (B, 3, 1, 2, 2, 0),
        (C, 3, 1, 2, 0, 1),
        (D, 3, 1, 2, 0, 0),
    ]
