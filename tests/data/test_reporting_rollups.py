"""Late reports, waits that are still open and hours of the day, by hand in America/Chicago."""

from datetime import date
from typing import Any

from tests.data.rows import Rows
from tests.data.test_incident_rollups import incidents, read

WEEK = date(2026, 3, 9)
"""The week of the incidents (Wednesday 2026-03-11, 13:00); as_of is Wednesday 2026-03-25."""


def test_a_report_is_as_late_as_its_week_is_after_the_incidents_week(rows: Rows) -> None:
    incidents(
        rows,
        {"reported_at": "2026-03-16 04:59+00"},  # Sunday 2026-03-15 23:59: the same week
        {"reported_at": "2026-03-16 05:00+00"},  # Monday 0:00: the next
        {"reported_at": "2026-03-24 18:00+00", "state_fips": "13"},  # another region
        {"reported_at": "2026-03-16 05:00+00", "verification": "unverified"},  # counts alike
    )
    query = (
        "SELECT region_id, week_start, delay_weeks, incidents FROM rollup.report_week ORDER BY 1, 3"
    )
    assert read(query) == [
        ("southeast", WEEK, 2, 1),
        ("unknown", WEEK, 0, 1),
        ("unknown", WEEK, 1, 2),
    ]


def test_reports_that_tell_nothing_of_delays_are_left_out(rows: Rows) -> None:
    incidents(
        rows,
        {"reported_at": None},
        {"reported_at": "2026-03-10 18:00+00"},  # before it happened
        {"reported_at": "2026-03-26 18:00+00"},  # tomorrow
        {"reported_at": "2026-03-11 18:30+00", "verification": "false_report"},
    )
    assert read("SELECT delay_weeks FROM rollup.report_week") == []


OPEN = "SELECT step, minutes, incidents FROM rollup.open_wait_week ORDER BY 1, 2"
DAY = 24 * 60


def test_what_is_not_done_waits_until_the_end_of_the_day_of_the_refresh(rows: Rows) -> None:
    # 2026-03-11 18:00 UTC to midnight in Chicago after 2026-03-25, 2026-03-26 05:00 UTC.
    incidents(rows, {"reported_at": "2026-03-11 18:00+00", "verification": "unverified"})
    waited = 14 * DAY + 11 * 60
    assert read(OPEN) == [("arrive", waited, 1), ("dispatch", waited, 1), ("verify", waited, 1)]
    assert read("SELECT week_start FROM rollup.open_wait_week GROUP BY 1") == [(WEEK,)]


def test_what_is_done_or_needs_no_doing_does_not_wait(rows: Rows) -> None:
    report: dict[str, Any] = {"reported_at": "2026-03-11 18:00+00"}
    incidents(
        rows,
        # Verified, nobody knows when; someone is on the way and has not arrived.
        {**report, "incident_id": "i1", "verified_at": None},
        # Nobody is sent to a false report.
        {**report, "incident_id": "i2", "verification": "false_report"},
        # Nobody knows since when it waits; reported tomorrow.
        {"incident_id": "i3", "reported_at": None, "verification": "unverified"},
        {"incident_id": "i4", "reported_at": "2026-03-26 18:00+00", "verification": "unverified"},
    )
    rows("incidents", "response", {"incident_id": "i1", "dispatched_at": "2026-03-11 18:10+00"})
    assert read(OPEN) == [("arrive", 14 * DAY + 11 * 60, 1)]


def test_what_is_done_after_the_refresh_still_waits(rows: Rows) -> None:
    incidents(
        rows,
        {
            "incident_id": "i1",
            "reported_at": "2026-03-25 18:00+00",
            "verified_at": "2026-03-26 18:00+00",
            "verification": "unverified",
        },
    )
    rows("incidents", "response", {"dispatched_at": "2026-03-26 18:10+00"})
    assert [row[:2] for row in read(OPEN)] == [
        (s, 11 * 60) for s in ("arrive", "dispatch", "verify")
    ]


def test_no_wait_is_longer_than_ninety_days(rows: Rows) -> None:
    incidents(
        rows,
        {"occurred_at": "2025-12-01 18:00+00", "reported_at": "2025-12-01 18:00+00"},
        {"occurred_at": "2025-12-02 18:00+00", "reported_at": "2025-12-02 18:00+00"},
    )
    assert read(OPEN) == [("arrive", 90 * DAY, 2), ("dispatch", 90 * DAY, 2)]


def test_waits_by_the_hour_and_weekday_of_the_report(rows: Rows) -> None:
    incidents(
        rows,
        {
            "incident_id": "i1",
            "occurred_at": "2026-03-07 20:00+00",
            # Sunday 2026-03-08 at 1:59 by the clocks that then went on to 3:00.
            "reported_at": "2026-03-08 07:59+00",
            "verified_at": "2026-03-08 08:09+00",
        },
        {
            "incident_id": "i2",
            "occurred_at": "2026-03-07 20:00+00",
            "reported_at": "2026-03-08 08:00+00",  # 3:00
            "verified_at": "2026-03-08 08:10+00",
        },
    )
    query = (
        "SELECT hour, weekday, minutes, closed, incidents FROM rollup.delay_hour"
        " WHERE step = 'verify' ORDER BY 1"
    )
    assert read(query) == [(1, 7, 10, True, 1), (3, 7, 10, True, 1)]
    open_ones = "SELECT DISTINCT step FROM rollup.delay_hour WHERE NOT closed ORDER BY 1"
    assert read(open_ones) == [("arrive",), ("dispatch",)]


def test_hours_are_of_the_last_52_complete_weeks(rows: Rows) -> None:
    # The running week begins on 2026-03-23, the first of the 52 on 2025-03-24.
    for day in ("2026-03-23 05:00", "2026-03-23 04:59", "2025-03-24 05:00", "2025-03-24 04:59"):
        incidents(rows, {"occurred_at": f"{day}+00", "reported_at": f"{day}+00"})
    query = "SELECT hour, weekday FROM rollup.delay_hour WHERE step = 'dispatch' ORDER BY 1"
    assert read(query) == [(0, 1), (23, 7)]


def test_incidents_by_hour_and_those_that_nobody_answered(rows: Rows) -> None:
    incidents(
        rows,
        # 13:00 by its own time, 22:00 by its report's.
        {"incident_id": "i1", "reported_at": "2026-03-12 03:00+00"},
        {"incident_id": "i2", "reported_at": "2026-03-12 03:59+00"},
        {"incident_id": "i3", "reported_at": None},
        {"incident_id": "i4", "reported_at": None, "verification": "false_report"},
    )
    rows("incidents", "response", {"incident_id": "i1", "dispatched_at": "2026-03-12 04:00+00"})
    query = "SELECT week_start, hour, incidents, unanswered FROM rollup.incident_hour ORDER BY 2"
    assert read(query) == [(WEEK, 13, 1, 1), (WEEK, 22, 2, 1)]


def test_a_refresh_a_little_later_changes_no_wait(rows: Rows) -> None:
    incidents(rows, {"reported_at": "2026-03-11 18:00+00", "verification": "unverified"})
    query = "SELECT xmin::text, minutes FROM rollup.open_wait_week ORDER BY step"
    assert read(query) == read(query)
