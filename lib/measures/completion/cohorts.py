"""Learners put together by when they enrolled: quarters, or half-years where these are many."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

QUARTER, HALF_YEAR = 3, 6
MOST_QUARTERS = 5
"""A year, whenever it begins, has parts of no more quarters."""


@dataclass(frozen=True, slots=True, order=True)
class Cohort:
    """Those who enrolled in so many months from the first day of one on."""

    first: date
    months: int

    @property
    def last_month(self) -> date:
        """The first day of the last of its months."""
        return self.first.replace(month=self.first.month + self.months - 1)


def cohorts(enrolled: pd.Series) -> pd.Series:
    """Return the ``Cohort`` of each day of enrolling (dates, or their ISO text; none missing).

    Quarters if the days lie in no more than ``MOST_QUARTERS`` of them, else half-years.
    """
    days = pd.to_datetime(enrolled)
    months = QUARTER if days.dt.to_period("Q").nunique() <= MOST_QUARTERS else HALF_YEAR
    first = days.dt.month - (days.dt.month - 1) % months
    made = [Cohort(date(y, m, 1), months) for y, m in zip(days.dt.year, first, strict=True)]
    return pd.Series(made, index=enrolled.index, dtype=object)
