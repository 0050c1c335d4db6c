"""Weeks and periods: the complete weeks that are compared, and the running one that never is."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

WEEK = timedelta(days=7)
YEAR = 52
"""Weeks of a year."""


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Period:
    """A number of complete weeks up to the week of ``as_of``, which is still running."""

    as_of: date
    weeks: int

    @property
    def running_week(self) -> date:
        """The week that is not over on ``as_of``."""
        return week_of(self.as_of)

    @property
    def first_week(self) -> date:
        """The first complete week of the period."""
        return self.running_week - self.weeks * WEEK

    @property
    def first_month(self) -> date:
        """The first day of the month in which the period begins."""
        return self.first_week.replace(day=1)

    @property
    def first_quarter(self) -> date:
        """The first day of the quarter in which the period begins."""
        first = self.first_month
        return first.replace(month=first.month - (first.month - 1) % 3)

    def at_least(self, weeks: int) -> "Period":
        """This period, or the one of so many weeks up to the same day if that is longer."""
        return Period(self.as_of, max(self.weeks, weeks))

    def followed(self, days: int) -> "Period":
        """The newest period of as many weeks whose every day is at least so many days ago."""
        return Period(self.as_of - timedelta(days=days - 1), self.weeks)

    @property
    def previous(self) -> "Period":
        """The period of as many weeks just before this one."""
        return Period(self.first_week, self.weeks)

    @property
    def span(self) -> tuple[date, date]:
        """The first week to read and the last: the period and the running week."""
        return self.first_week, self.running_week

    @property
    def complete_span(self) -> tuple[date, date]:
        """The first and the last complete week."""
        return self.first_week, self.running_week - WEEK

    @property
    def span_with_previous(self) -> tuple[date, date]:
        """The same with the period before."""
        return self.previous.first_week, self.running_week

    def complete(self, frame: pd.DataFrame, week: str = "week_start") -> pd.DataFrame:
        """The rows of a weekly frame that lie in the complete weeks of the period."""
        first, end = pd.Timestamp(self.first_week), pd.Timestamp(self.running_week)
        return frame[(frame[week] >= first) & (frame[week] < end)]

    def shown(self, frame: pd.DataFrame, week: str = "week_start") -> pd.DataFrame:
        """The rows of a weekly frame that a chart shows: the period and the running week."""
        return frame[frame[week] >= pd.Timestamp(self.first_week)]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure now and what it is compared with; NaN where there is no data."""

    value: float
    before: float

    @property
    def difference(self) -> float:
        """Now less before."""
        return self.value - self.before


def stock_change(weekly: pd.DataFrame, column: str, period: Period) -> Change:
    """A stock at the end of the newest week, against the end of the week before the period.

    :param weekly: one row a week, ``week_start`` and the column.
    """
    by_week = weekly.set_index("week_start")[column]
    if by_week.empty:
        return Change(float("nan"), float("nan"))
    before = by_week.get(pd.Timestamp(period.first_week - WEEK), float("nan"))
    return Change(float(by_week.iloc[-1]), float(before))


def flow_change(
    weekly: pd.DataFrame, column: str, period: Period, begins: pd.Timestamp | None
) -> Change:
    """The sum of a flow over the period's complete weeks, against as many weeks before them.

    :param weekly: rows by ``week_start``, several a week allowed, and the column; a week without a
        row had none.
    :param begins: the first week of which there is any record, whether or not it is among the rows;
        null: there is none. What lies before it has no data, which is not zero.
    """
    if pd.isna(begins):
        return Change(float("nan"), float("nan"))
    value = float(period.complete(weekly)[column].sum())
    before = float(period.previous.complete(weekly)[column].sum())
    is_covered = begins <= pd.Timestamp(period.previous.first_week)
    return Change(value, before if is_covered else float("nan"))


def every_week(weekly: pd.DataFrame, period: Period, fill: float = 0.0) -> pd.DataFrame:
    """A weekly frame with a row for each week of the period and the running one.

    :param weekly: one row a week, ``week_start`` and numeric columns.
    :param fill: what stands where a week has no row.
    """
    weeks = pd.date_range(period.first_week, period.running_week, freq="7D", name="week_start")
    return weekly.set_index("week_start").reindex(weeks, fill_value=fill).reset_index()
