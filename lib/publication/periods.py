"""Publication periods: of one week, 4, 12 or 52, and the day from which they may be published.

Blocks of four weeks, quarters of three blocks and years of thirteen are counted from a fixed
Monday. A quarter belongs to the calendar year in which it begins, its blocks and weeks with it, so
that a change of the period's length at the turn of a year never makes two periods overlap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lib.publication.parameters import Periods

WEEK = timedelta(weeks=1)
BLOCK = 4
"""Weeks of the longer period."""
QUARTER = 12
"""Weeks of the period of what four weeks mostly hide."""
YEAR = 52
"""Weeks of the period of what is too rare for any shorter one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods as the parameters count them."""

    rules: Periods

    def block_of(self, day: date) -> date:
        """The first Monday of the four weeks that a day lies in."""
        return self._holding(day, BLOCK)

    def quarter_of(self, day: date) -> date:
        """The first Monday of the twelve weeks that a day lies in."""
        return self._holding(day, QUARTER)

    def year_of(self, start: date) -> int:
        """The year whose choice of topics and period lengths a period follows."""
        return self.quarter_of(start).year

    def _holding(self, day: date, weeks: int) -> date:
        periods = (day - self.rules.anchor).days // (7 * weeks)
        return self.rules.anchor + periods * weeks * WEEK

    def is_due(self, start: date, weeks: int, today: date) -> bool:
        """Whether enough time has passed since the end of a period to publish it."""
        return start + (weeks + self.rules.delay_weeks) * WEEK <= today

    def starts(self, weeks: int, first: date, today: date) -> Iterator[date]:
        """The periods from that of ``first`` on that are due, each by its first Monday."""
        start = self.block_of(first)
        start -= (start - self.rules.anchor) // WEEK % max(weeks, BLOCK) * WEEK
        while self.is_due(start, weeks, today):
            yield start
            start += weeks * WEEK


def end_of(start: date, weeks: int) -> date:
    """The last day of a period."""
    return start + weeks * WEEK - timedelta(days=1)
