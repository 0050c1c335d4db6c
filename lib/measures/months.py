"""Months that are over: what membership and dues are counted by."""

from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 12
"""Months of a year."""


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months up to the last one that is over on a day.

    :ivar as_of: a day of the month after the last.
    :ivar n: how many, at least one.
    """

    as_of: date
    n: int = YEAR

    @property
    def starts(self) -> list[date]:
        """The first day of each month, in order."""
        after = self.as_of.year * YEAR + self.as_of.month - 1
        return [date(m // YEAR, m % YEAR + 1, 1) for m in range(after - self.n, after)]

    @property
    def span(self) -> tuple[date, date]:
        """The first day of the first month and of the last."""
        starts = self.starts
        return starts[0], starts[-1]

    @property
    def with_one_before(self) -> "Months":
        """These months and the one before them, at whose end the first begins."""
        return Months(self.as_of, self.n + 1)

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return self.as_of.replace(day=1) - timedelta(days=1)
