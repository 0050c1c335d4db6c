"""Weeks and periods: which weeks count, and what is compared with what."""

from datetime import date, timedelta

import pandas as pd
import pytest

from lib.measures.periods import Period, every_week, flow_change, stock_change, week_of

# Wednesday 24 June 2026; its week began on Monday the 22nd.
PERIOD = Period(date(2026, 6, 24), 2)


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 6, 22), date(2026, 6, 22)),  # a Monday is its own week's first day
        (date(2026, 6, 28), date(2026, 6, 22)),  # the Sunday after belongs to it
        (date(2026, 6, 29), date(2026, 6, 29)),
        (date(2027, 1, 1), date(2026, 12, 28)),  # over the turn of the year
    ],
)
def test_a_week_begins_on_monday(day: date, monday: date) -> None:
    assert week_of(day) == monday


def test_a_period_is_complete_weeks_before_the_running_one() -> None:
    assert PERIOD.running_week == date(2026, 6, 22)
    assert PERIOD.first_week == date(2026, 6, 8)
    assert PERIOD.previous.first_week == date(2026, 5, 25)
    assert PERIOD.previous.running_week == PERIOD.first_week
    assert PERIOD.first_month == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("as_of", "quarter"),
    [
        (date(2026, 6, 24), date(2026, 4, 1)),  # the period begins on 8 June
        (date(2026, 4, 15), date(2026, 1, 1)),  # … on 30 March, the quarter's last week
        (date(2026, 4, 22), date(2026, 4, 1)),  # … on 6 April
        (date(2026, 1, 14), date(2025, 10, 1)),  # … on 29 December
    ],
)
def test_the_quarter_in_which_a_period_begins(as_of: date, quarter: date) -> None:
    assert Period(as_of, 2).first_quarter == quarter


@pytest.mark.parametrize(("weeks", "used"), [(2, 52), (52, 52), (53, 53)])
def test_a_period_of_at_least_so_many_weeks_ends_on_the_same_day(weeks: int, used: int) -> None:
    assert Period(PERIOD.as_of, weeks).at_least(52) == Period(PERIOD.as_of, used)


@pytest.mark.parametrize(
    ("as_of", "last_day"),
    [
        # Sunday 28 June + 90 days is Saturday 26 September: told on that day, not the day before.
        (date(2026, 9, 26), date(2026, 6, 28)),
        (date(2026, 9, 25), date(2026, 6, 21)),
        (date(2026, 10, 2), date(2026, 6, 28)),
        (date(2026, 10, 3), date(2026, 7, 5)),
    ],
)
def test_a_followed_period_ends_with_the_newest_week_that_is_so_many_days_ago(
    as_of: date, last_day: date
) -> None:
    period = Period(as_of, 4).followed(90)
    assert period.complete_span == (last_day - timedelta(days=27), last_day - timedelta(days=6))


def _weekly(*values: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {"week_start": pd.to_datetime([w for w, _ in values]), "n": [v for _, v in values]}
    )


WEEKS = _weekly(
    ("2026-05-25", 1),  # the two weeks before the period
    ("2026-06-01", 2),
    ("2026-06-08", 4),  # the period
    ("2026-06-15", 8),
    ("2026-06-22", 16),  # the running week: in no sum
)


BEGINS = pd.Timestamp("2026-05-25")
"""The first week of the span before the period."""


def test_a_flow_is_summed_over_complete_weeks_and_compared_with_as_many_before() -> None:
    change = flow_change(WEEKS, "n", PERIOD, BEGINS)
    assert (change.value, change.before, change.difference) == (12, 3, 9)


def test_a_week_without_a_row_in_the_span_before_had_none_and_is_compared() -> None:
    # Nothing happened in the week of 25 May; the records are older.
    change = flow_change(WEEKS.iloc[1:], "n", PERIOD, BEGINS)
    assert (change.value, change.before) == (12, 2)
    # Nor in any week of the span before.
    assert flow_change(WEEKS.iloc[2:], "n", PERIOD, BEGINS).before == 0


def test_a_flow_whose_records_begin_inside_the_span_before_has_nothing_to_compare_with() -> None:
    change = flow_change(WEEKS.iloc[1:], "n", PERIOD, pd.Timestamp("2026-06-01"))
    assert change.value == 12
    assert pd.isna(change.before)


def test_a_flow_of_records_without_a_row_in_the_period_is_zero() -> None:
    assert flow_change(WEEKS.iloc[:0], "n", PERIOD, BEGINS).value == 0


def test_a_stock_is_todays_against_the_end_of_the_week_before_the_period() -> None:
    change = stock_change(WEEKS, "n", PERIOD)
    assert (change.value, change.before) == (16, 2)


def test_no_rows_are_no_data_and_not_zero() -> None:
    assert pd.isna(stock_change(WEEKS.iloc[:0], "n", PERIOD).value)
    assert pd.isna(flow_change(WEEKS.iloc[:0], "n", PERIOD, None).value)


def test_a_week_without_a_row_is_filled_in() -> None:
    filled = every_week(_weekly(("2026-06-15", 8)), PERIOD)
    assert filled["n"].tolist() == [0, 8, 0]
    assert filled["week_start"].dt.day.tolist() == [8, 15, 22]


def test_a_chart_shows_the_period_and_the_running_week() -> None:
    assert PERIOD.shown(WEEKS)["n"].tolist() == [4, 8, 16]
