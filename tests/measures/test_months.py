"""Months that are over."""

from datetime import date

from lib.measures.months import Months


def test_the_month_of_the_day_is_not_over_even_on_its_last_day() -> None:
    months = Months(date(2026, 1, 31), 3)
    assert months.starts == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)]
    assert months.span == (date(2025, 10, 1), date(2025, 12, 1))
    assert months.last_day == date(2025, 12, 31)


def test_a_year_is_twelve_months_and_begins_with_the_end_of_the_one_before() -> None:
    months = Months(date(2026, 11, 27))
    assert months.span == (date(2025, 11, 1), date(2026, 10, 1))
    assert months.with_one_before.span == (date(2025, 10, 1), date(2026, 10, 1))
