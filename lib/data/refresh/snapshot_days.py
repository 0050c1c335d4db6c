"""The days of which the committees' health is saved."""

from datetime import date, timedelta

WEEKS = 15
"""Ends of weeks: the running one, which ends with the day of the refresh, and those before it.

Today is compared with 13 weeks ago, of which the newest Sunday is the fourteenth back, unless today
is a Sunday itself.
"""

MONTHS = 36
"""Ends of months: those that were over on the day of the refresh."""


def snapshot_days(as_of: date) -> list[date]:
    """The day of a refresh, the Sundays of 14 weeks and the last days of 36 months before it.

    A Sunday that ends a month is one day.
    """
    this_week = as_of - timedelta(days=as_of.weekday())
    sundays = (this_week - timedelta(weeks=n, days=1) for n in range(WEEKS - 1))
    return sorted({as_of, *sundays, *_months(as_of)})


def _months(as_of: date) -> list[date]:
    ends = [as_of.replace(day=1) - timedelta(days=1)]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends
