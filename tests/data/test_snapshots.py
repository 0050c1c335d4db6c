"""Every figure that health is measured from, derived from rows at the boundaries of its definition.

The day is 25 March 2026, a Wednesday. Of its 90 days the first is 26 December 2025, 89 days before.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from tests.data.derived import derive
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 25)
FIRST = DAY - timedelta(days=89)
"""First of the 90 days."""
BEFORE = DAY - timedelta(days=90)
YESTERDAY = DAY - timedelta(days=1)
TOMORROW = DAY + timedelta(days=1)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def days(committee: str = "c1", as_of: date = DAY) -> dict[date, dict[str, Any]]:
    """A committee's rows of the rollup, by day, refreshed for a day."""
    derive("membership", as_of, "committee_snapshot")
    with engines.owner("membership").connect() as connection:
        rows = connection.execute(
            text("SELECT * FROM rollup.committee_snapshot WHERE committee_id = :id"),
            {"id": committee},
        ).mappings()
        return {row["as_of"]: dict(row) for row in rows}


def figures(*names: str, committee: str = "c1") -> tuple[Any, ...]:
    today = days(committee)[DAY]
    return tuple(today[name] for name in names)


def test_members_are_counted_at_the_end_of_the_day(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": DAY},  # joined on the day: counted
        {"committee_id": "c1", "joined_on": TOMORROW},  # not yet
        {"committee_id": "c1", "lapsed_on": TOMORROW},  # still a member: counted
        {"committee_id": "c1", "lapsed_on": DAY},  # the first day without membership: not counted
        {"committee_id": "c1", "joined_on": DAY, "lapsed_on": DAY},  # never a member
        {"committee_id": "c1", "joined_on": DAY, "lapsed_on": YESTERDAY},  # can't be right
        {"committee_id": None, "state_fips": "04"},  # at large: of no committee
        {"committee_id": "c2"},  # of another
    )
    assert figures("members") == (2,)


def test_joins_and_lapses_of_the_90_days(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": DAY},  # the day itself: joined
        {"committee_id": "c1", "joined_on": FIRST},  # the first of the 90: joined
        {"committee_id": "c1", "joined_on": BEFORE},  # one day too early
        {"committee_id": "c1", "joined_on": TOMORROW},
        {"committee_id": "c1", "lapsed_on": DAY},  # lapsed
        {"committee_id": "c1", "lapsed_on": FIRST},  # lapsed
        {"committee_id": "c1", "lapsed_on": BEFORE},
        {"committee_id": "c1", "lapsed_on": TOMORROW},
        {"committee_id": "c1", "joined_on": ago(30), "lapsed_on": ago(10)},  # both, though gone
    )
    assert figures("joined_90", "lapsed_90") == (3, 3)


def test_members_90_days_ago(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": BEFORE},  # counted
        {"committee_id": "c1", "joined_on": FIRST},  # a day later
        {"committee_id": "c1", "lapsed_on": BEFORE},  # no more, that day
        {"committee_id": "c1", "lapsed_on": FIRST},  # counted: still a member then
    )
    assert figures("members_90_days_ago", "members") == (2, 2)


@pytest.mark.parametrize(("formed_on", "expected"), [(BEFORE, 0), (FIRST, None)])
def test_members_before_the_committee_was_formed_are_unknown(
    rows: Rows, formed_on: date, expected: int | None
) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": formed_on})
    rows("membership", "member", {"committee_id": "c1", "joined_on": DAY})
    assert figures("members_90_days_ago", "members") == (expected, 1)


def test_members_covered_by_dues(rows: Rows) -> None:
    rows("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    members = {name: {"member_id": name, "committee_id": "c1"} for name in "abcdefg"}
    members["e"]["tier_id"] = "free"  # no dues: covered
    members["f"]["tier_id"] = "free"
    gone = [{**members["f"], "lapsed_on": DAY}, {**members["g"], "lapsed_on": DAY}]
    rows("membership", "member", *(members[name] for name in "abcde"), *gone)
    rows(
        "membership",
        "dues_payment",
        {"member_id": "a", "covers_from": ago(30), "covers_to": DAY},  # to the day: covered
        {"member_id": "b", "covers_from": ago(30), "covers_to": YESTERDAY},  # until yesterday
        {"member_id": "c", "covers_from": DAY, "covers_to": TOMORROW},  # from the day: covered
        {"member_id": "c", "covers_from": ago(9), "covers_to": TOMORROW},  # again: once
        {"member_id": "d", "covers_from": TOMORROW, "covers_to": TOMORROW},  # not yet
        {"member_id": "g", "covers_from": ago(30), "covers_to": DAY},  # covered, but lapsed
    )
    assert figures("covered_by_dues", "members") == (3, 5)


def test_gatherings_and_attendance_of_the_90_days_and_of_those_before(rows: Rows) -> None:
    rows(
        "membership",
        "gathering",
        {"held_on": DAY, "attended": 10},
        {"held_on": FIRST, "attended": 20, "kind": "drill"},  # a drill is a gathering
        {"held_on": ago(5), "attended": 0},  # counted, and nobody came
        {"held_on": ago(5)},  # nobody counted: held, no attendance
        {"held_on": TOMORROW, "attended": 99},  # to come
        {"held_on": BEFORE, "attended": 7},  # the last of the 90 before
        {"held_on": ago(179), "attended": 8},  # the first of these
        {"held_on": ago(180), "attended": 99},  # before them
    )
    assert figures("gatherings_90", "counted_gatherings_90", "attended_90") == (4, 3, 30)
    # 30 people at 3 counted gatherings; 15 at 2.
    assert figures("turnout", "turnout_before") == (10.0, 7.5)


def test_turnout_is_unknown_where_nobody_counted(rows: Rows) -> None:
    rows("membership", "gathering", {"held_on": DAY}, {"committee_id": "c2", "attended": 5})
    assert figures("counted_gatherings_90", "attended_90", "turnout", "turnout_before") == (
        0,
        0,
        None,
        None,
    )


def test_an_attendance_that_cannot_be_right_is_no_count(rows: Rows) -> None:
    rows(
        "membership",
        "gathering",
        {"held_on": DAY, "attended": -5},
        {"held_on": ago(1), "attended": 6},
    )
    assert figures("gatherings_90", "counted_gatherings_90", "attended_90") == (2, 1, 6)


def test_who_comes_to_an_action_says_nothing_of_how_many_members_come(rows: Rows) -> None:
    rows(
        "membership",
        "gathering",
        {"held_on": DAY, "attended": 12},
        {"held_on": ago(1), "attended": 300, "kind": "action"},
        {"held_on": ago(2), "attended": 40, "kind": "outreach"},
        {"held_on": ago(3), "attended": 8, "kind": "training"},
    )
    # All four were held; 20 people came to the two that are for members.
    assert figures("gatherings_90", "counted_gatherings_90", "attended_90") == (4, 2, 20)
    # As a sign of life, who comes to any of them counts: 360 people at 4.
    assert figures("turnout") == (90.0,)


def test_own_rhythm_is_of_the_year_before_the_90_days(rows: Rows) -> None:
    rows(
        "membership",
        "gathering",
        {"held_on": FIRST},  # of the 90 days, not of the year before
        {"held_on": BEFORE},  # the last day of that year
        {"held_on": ago(454)},  # its first
        {"held_on": ago(455)},
    )
    assert figures("own_rhythm_90") == (pytest.approx(2 * 90 / 365),)


@pytest.mark.parametrize(
    ("formed", "expected"),
    [
        # Days of existence from the forming to 90 days ago, both included.
        (200, 90 / 111),
        (179, 90 / 90),
        (178, None),  # 89 days are too few
    ],
)
def test_own_rhythm_counts_the_days_on_which_the_committee_existed(
    rows: Rows, formed: int, expected: float | None
) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": ago(formed)})
    rows("membership", "gathering", {"held_on": ago(120)})
    assert figures("own_rhythm_90") == (pytest.approx(expected) if expected else None,)


def test_days_since_the_last_gathering_drill_and_visit(rows: Rows) -> None:
    rows(
        "membership",
        "gathering",
        {"held_on": ago(7)},
        {"held_on": ago(3)},  # the last
        {"held_on": TOMORROW},  # planned
        {"held_on": ago(40), "kind": "drill"},  # the last drill
    )
    rows("membership", "support_visit", {"visited_on": DAY}, {"visited_on": ago(8)})
    names = ("days_since_last_gathering", "days_since_last_drill", "days_since_last_visit")
    assert figures(*names) == (3, 40, 0)


def test_where_it_never_happened_days_run_from_the_forming(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": ago(50)})
    rows("membership", "committee", {"committee_id": "undated", "formed_on": None})
    # Another committee's: the organization records such things.
    rows("membership", "gathering", {"committee_id": "c2", "held_on": ago(9), "kind": "drill"})
    rows("membership", "support_visit", {"committee_id": "c2", "visited_on": ago(9)})
    names = ("days_since_last_gathering", "days_since_last_drill", "days_since_last_visit")
    assert figures(*names) == (50, 50, 50)
    assert figures(*names, committee="undated") == (None, None, None)


def test_people_in_roles_and_their_certificates(rows: Rows) -> None:
    term = {"committee_id": "c1", "role": "coordinator", "started_on": ago(100)}
    rows("membership", "member", *({"member_id": name, "committee_id": "c1"} for name in "abcdef"))
    rows(
        "membership",
        "role_term",
        {**term, "member_id": "a", "ended_on": DAY},  # the last day in the role: counted
        {**term, "member_id": "b", "ended_on": YESTERDAY},  # over
        {**term, "member_id": "c", "started_on": DAY},  # counted
        {**term, "member_id": "c", "started_on": ago(9)},  # a double term: once
        {**term, "member_id": "d", "started_on": TOMORROW},
        {**term, "member_id": "e", "role": "responder"},
        {**term, "member_id": "f", "role": "trainer"},  # neither
    )
    certificate = {"course_id": "core", "completed_on": ago(50)}
    rows(
        "membership",
        "enrollment",
        {**certificate, "member_id": "a", "certified_until": DAY},  # valid to the day
        {**certificate, "member_id": "c", "certified_until": YESTERDAY},  # expired
        {**certificate, "member_id": "e", "certified_until": None},  # does not expire
        {**certificate, "member_id": "f", "completed_on": TOMORROW},  # not yet
        {**certificate, "member_id": "b", "course_id": "other"},  # no core course
    )
    assert figures("coordinators", "coordinators_core", "responders") == (2, 1, 1)
    # a and e.
    assert figures("core_certified") == (2,)


def test_a_certificate_counts_while_its_holder_is_a_member(rows: Rows) -> None:
    rows("membership", "member", {"member_id": "a", "committee_id": "c1", "lapsed_on": DAY})
    rows("membership", "enrollment", {"member_id": "a", "completed_on": ago(50)})
    assert figures("core_certified", "members") == (0, 0)


def test_open_requests_and_those_open_longer_than_14_days(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        {"opened_on": DAY},  # open
        {"opened_on": TOMORROW},
        {"opened_on": ago(14)},  # open for exactly 14 days: not longer
        {"opened_on": ago(15)},  # longer
        {"opened_on": ago(15), "resolved_on": DAY},  # resolved
        {"opened_on": ago(40), "resolved_on": TOMORROW},  # open, and longer
        {"opened_on": ago(3), "resolved_on": ago(5)},  # can't be right
        {"opened_on": ago(3), "resolved_on": ago(3)},  # done at once
        {"opened_on": ago(30), "resolved_on": ago(15)},
    )
    assert figures("requests_open", "requests_open_over_14_days") == (4, 2)


MEMBERS = ("members", "members_90_days_ago", "joined_90", "lapsed_90")
KINDS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "member": ({"committee_id": "c2"}, MEMBERS),
    # Somebody's: there is a member as well.
    "dues_payment": ({}, (*MEMBERS, "covered_by_dues")),
    "enrollment": ({"member_id": "m1"}, (*MEMBERS, "core_certified")),
    "role_term": ({"committee_id": "c2"}, (*MEMBERS, "coordinators")),
    "role_term responder": ({"committee_id": "c2", "role": "responder"}, (*MEMBERS, "responders")),
    "gathering": ({"committee_id": "c2"}, ("gatherings_90", "own_rhythm_90")),
    "gathering counted": (
        {"committee_id": "c2", "attended": 4},
        ("gatherings_90", "own_rhythm_90", "counted_gatherings_90", "attended_90"),
    ),
    "support_request": ({"committee_id": "c2"}, ("requests_open", "requests_open_over_14_days")),
}
"""A record that is not of the committee, and the figures of which it makes none a zero."""

UNKNOWN = sorted({name for _, names in KINDS.values() for name in names} | {"coordinators_core"})


def test_without_any_record_every_figure_is_unknown(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    today = days()[DAY]
    known = ("region_id", "committee_id", "as_of", "kept", "status", "formed_on")
    assert {name for name, value in today.items() if value is not None} == set(known)


@pytest.mark.parametrize("kind", KINDS)
def test_none_is_zero_only_where_the_organization_records_the_kind(rows: Rows, kind: str) -> None:
    record, zero = KINDS[kind]
    rows("membership", "committee", {"committee_id": "c1"})
    rows("membership", kind.split()[0], record)
    today = days()[DAY]
    expected = {name: 0 if name in zero else None for name in UNKNOWN}
    assert {name: today[name] for name in UNKNOWN} == expected


def test_days_since_are_unknown_where_the_organization_has_no_such_record(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    rows("membership", "gathering", {"committee_id": "c2"})
    names = ("days_since_last_gathering", "days_since_last_drill", "days_since_last_visit")
    # From 1 January 2024, the forming; there is no drill and no visit anywhere.
    assert figures(*names) == ((DAY - date(2024, 1, 1)).days, None, None)


def test_before_the_first_record_of_a_kind_its_figures_are_unknown(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    rows("membership", "support_request", {"committee_id": "c2", "opened_on": date(2026, 1, 31)})
    rows("membership", "support_request", {"committee_id": "c2", "opened_on": TOMORROW})
    by_day = {day: row["requests_open"] for day, row in days().items()}
    assert by_day[date(2026, 1, 31)] == 0  # the day of the first request
    assert by_day[date(2025, 12, 31)] is None
    assert {by_day[day] for day in by_day if day >= date(2026, 1, 31)} == {0}


def test_a_record_dated_ahead_begins_nothing(rows: Rows) -> None:
    rows("membership", "support_request", {"committee_id": "c1", "opened_on": TOMORROW})
    assert figures("requests_open") == (None,)


def test_figures_of_an_earlier_day_are_those_of_its_own_90_days(rows: Rows) -> None:
    end = date(2025, 11, 30)  # a Sunday and the last day of its month
    rows(
        "membership",
        "gathering",
        {"held_on": end, "attended": 4},
        {"held_on": end - timedelta(days=89), "attended": 6},
        {"held_on": end - timedelta(days=90), "attended": 9},
        {"held_on": end + timedelta(days=1), "attended": 30},
    )
    rows("membership", "member", {"committee_id": "c1", "joined_on": end + timedelta(days=1)})
    row = days()[end]
    assert (row["gatherings_90"], row["attended_90"], row["turnout_before"]) == (2, 10, 9.0)
    assert row["days_since_last_gathering"] == 0
    assert row["members"] is None  # nobody was a member anywhere yet


def test_gatherings_of_the_next_90_days_are_unknown_until_these_are_over(rows: Rows) -> None:
    end = date(2025, 12, 31)
    rows(
        "membership",
        "gathering",
        {"held_on": end},  # of the day itself: not of the next
        {"held_on": end + timedelta(days=1)},
        {"held_on": end + timedelta(days=90)},  # the last of them, 31 March
        {"held_on": end + timedelta(days=91)},
    )
    after = end + timedelta(days=91)
    assert days(as_of=after - timedelta(days=1))[end]["gatherings_next_90"] is None
    assert days(as_of=after)[end]["gatherings_next_90"] == 2


def test_no_gathering_in_the_next_90_days_is_zero(rows: Rows) -> None:
    rows("membership", "gathering", {"held_on": date(2025, 6, 1)})
    assert days()[date(2025, 6, 30)]["gatherings_next_90"] == 0


def test_a_committee_is_in_it_from_its_forming_on(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": date(2026, 1, 31)})
    # Its founders were members before.
    rows("membership", "member", {"committee_id": "c1", "joined_on": date(2025, 6, 1)})
    found = days()
    assert min(found) == date(2026, 1, 31)
    assert found[min(found)]["members"] == 1


def test_where_the_forming_is_unknown_from_its_first_sign_of_life(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": None})
    rows("membership", "gathering", {"held_on": date(2026, 2, 28)}, {"held_on": date(2026, 3, 2)})
    assert min(days()) == date(2026, 2, 28)
    rows("membership", "member", {"committee_id": "c1", "joined_on": date(2026, 1, 30)})
    assert min(days()) == date(2026, 1, 31)


@pytest.mark.parametrize("formed_on", [None, TOMORROW])
def test_on_the_day_of_the_refresh_every_committee_is_in_it(
    rows: Rows, formed_on: date | None
) -> None:
    rows("membership", "committee", {"committee_id": "c1", "formed_on": formed_on})
    assert list(days()) == [DAY]


def test_the_region_is_the_committees(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c1", "place_id": "atlanta"})
    # A member who lives in another region.
    rows("membership", "member", {"committee_id": "c1", "state_fips": "04"})
    assert {row["region_id"] for row in days().values()} == {"southeast"}


def statuses(rows: Rows, *gatherings: date, **committee: Any) -> dict[date, str]:
    """Statuses by day of a committee that is so today, changed after all its days."""
    rows("membership", "committee", {"committee_id": "c1", **committee})
    rows("membership", "gathering", *({"held_on": day} for day in gatherings))
    return {day: row["status"] for day, row in days().items()}


def test_a_closed_committee_was_active_until_its_closing(rows: Rows) -> None:
    found = statuses(rows, ago(300), status="closed", closed_on=date(2026, 2, 28))
    assert found[date(2026, 2, 28)] == "closed"  # at the end of the day
    assert found[date(2026, 2, 22)] == "active"  # the Sunday before
    assert found[DAY] == "closed"


def test_where_the_closing_is_unknown_it_came_after_the_last_gathering(rows: Rows) -> None:
    found = statuses(rows, date(2026, 2, 28), status="closed")
    assert (found[date(2026, 2, 28)], found[date(2026, 3, 1)]) == ("active", "closed")


def test_a_dormant_committee_was_active_while_it_met(rows: Rows) -> None:
    met = date(2025, 10, 2)
    found = statuses(rows, met, status="dormant")
    # 30 December is 89 days later, 31 December 90.
    assert met + timedelta(days=90) == date(2025, 12, 31)
    assert found[date(2025, 11, 30)] == "active"
    assert found[date(2025, 12, 31)] == "dormant"
    assert found[date(2025, 9, 30)] == "dormant"  # before it ever met
    assert found[DAY] == "dormant"


def test_from_its_last_change_on_a_committee_is_what_it_is_today(rows: Rows) -> None:
    found = statuses(
        rows,
        date(2026, 3, 1),
        status="dormant",
        # In Chicago, the organization's time zone, it is still 8 March.
        updated_at="2026-03-09 04:30+00",
    )
    assert found[date(2026, 3, 8)] == "dormant"
    assert found[date(2026, 3, 1)] == "active"


@pytest.mark.parametrize("status", ["active", "forming"])
def test_any_other_committee_was_what_it_is_today(rows: Rows, status: str) -> None:
    assert set(statuses(rows, ago(3), status=status).values()) == {status}
