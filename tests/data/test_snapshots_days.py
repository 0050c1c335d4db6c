"""On which days committees are looked at, and which columns are kept of them."""

from datetime import date, timedelta

import pytest

from lib.data.contract.snapshots import health_snapshot
from lib.data.refresh.snapshot_days import snapshot_days
from lib.measures.early_warning.history import HISTORY
from lib.measures.health import health_thresholds
from lib.measures.health.inputs import DEFINITIONS


def test_ends_of_weeks_and_of_months() -> None:
    days = snapshot_days(date(2026, 3, 25))  # a Wednesday
    assert days == sorted(set(days))
    assert days[-5:] == [
        date(2026, 3, 1),
        date(2026, 3, 8),
        date(2026, 3, 15),
        date(2026, 3, 22),
        date(2026, 3, 25),
    ]
    # The fourteenth Sunday back, and the months among them.
    assert [day for day in days if date(2025, 12, 14) <= day < date(2026, 1, 4)] == [
        date(2025, 12, 21),
        date(2025, 12, 28),
        date(2025, 12, 31),
    ]
    assert days[0] == date(2023, 3, 31)  # 36 months back
    # 15 ends of weeks, 36 of months, none of them twice.
    assert len(days) == 51


def test_a_sunday_that_ends_a_month_is_one_day() -> None:
    days = snapshot_days(date(2026, 6, 3))
    assert date(2026, 5, 31).weekday() == 6
    assert days.count(date(2026, 5, 31)) == 1
    assert len(days) == 50


def test_on_a_monday_the_week_before_is_complete_and_the_running_one_a_day_long() -> None:
    assert snapshot_days(date(2026, 3, 23))[-2:] == [date(2026, 3, 22), date(2026, 3, 23)]


def test_on_a_sunday_the_running_week_ends_with_it() -> None:
    assert snapshot_days(date(2026, 3, 22))[-2:] == [date(2026, 3, 15), date(2026, 3, 22)]


@pytest.mark.parametrize("days_later", range(7))
def test_on_every_day_of_the_week_a_day_is_kept_to_compare_with(days_later: int) -> None:
    today = date(2026, 11, 23) + timedelta(days=days_later)
    allowed = timedelta(days=health_thresholds().need.snapshot_days)
    for weeks in (4, 13):
        then = today - timedelta(weeks=weeks)
        # Of those before it, the newest is what health's change is measured from.
        sundays = [day for day in snapshot_days(today) if day.weekday() == 6 and day <= then]
        assert then - max(sundays) <= allowed


def test_the_last_day_of_a_month_is_over_the_day_after() -> None:
    day = date(2026, 3, 31)
    assert snapshot_days(day)[0] == date(2023, 3, 31)
    assert snapshot_days(day + timedelta(days=1))[0] == date(2023, 4, 30)


def test_everything_that_health_and_early_warning_are_measured_from_is_kept() -> None:
    own = {"kept", "saved_at"}
    assert {c.name for c in health_snapshot.columns} - own == {*DEFINITIONS, *HISTORY}
