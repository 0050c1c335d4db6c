from datetime import date

import pandas as pd
import pytest

from lib.measures.completion.cohorts import Cohort, cohorts


def of(*days: str) -> list[Cohort]:
    return cohorts(pd.Series(days, dtype=object)).tolist()


@pytest.mark.parametrize(
    ("day", "first", "last_month"),
    [
        ("2025-01-01", date(2025, 1, 1), date(2025, 3, 1)),
        ("2025-03-31", date(2025, 1, 1), date(2025, 3, 1)),
        ("2025-04-01", date(2025, 4, 1), date(2025, 6, 1)),
        ("2025-12-31", date(2025, 10, 1), date(2025, 12, 1)),
    ],
)
def test_few_days_are_in_quarters(day: str, first: date, last_month: date) -> None:
    (found,) = of(day)
    assert (found.first, found.last_month, found.months) == (first, last_month, 3)


FIVE = ("2024-11-30", "2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01")


def test_a_year_has_parts_of_five_quarters() -> None:
    assert {cohort.months for cohort in of(*FIVE)} == {3}


def test_more_quarters_are_half_years() -> None:
    found = of(*FIVE, "2024-09-30", "2025-06-30")
    assert {(cohort.first, cohort.last_month) for cohort in found} == {
        (date(2024, 7, 1), date(2024, 12, 1)),
        (date(2025, 1, 1), date(2025, 6, 1)),
        (date(2025, 7, 1), date(2025, 12, 1)),
    }


def test_cohorts_sort_by_when_they_began_and_nobody_has_none() -> None:
    assert sorted(of("2025-07-02", "2024-12-31"))[0].first == date(2024, 10, 1)
    assert of() == []
