"""When the next release is due, told from what is published alone: no raw number is read."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib.publication.parameters import Parameters
from lib.publication.periods import WEEK, Calendar, end_of
from lib.publication.series import published_metrics


@dataclass(frozen=True, slots=True)
class Coming:
    """The next period of the metrics that are published by periods of one length.

    :ivar weeks: the length. Where another one is chosen for the period's year, it is due by that.
    :ivar codes: of the metrics, in the order of the parameters.
    :ivar through: the last day that is published of every one of them.
    :ivar start: the first day of the period.
    :ivar due: the day from which it may be published.
    :ivar waiting: how many periods are due and not published; 0: none yet.
    """

    weeks: int
    codes: tuple[str, ...]
    through: date
    start: date
    due: date
    waiting: int

    @property
    def end(self) -> date:
        """The last day of the period."""
        return end_of(self.start, self.weeks)

    def days_late(self, today: date) -> int:
        """Days since it became due; below 0: days until then."""
        return (today - self.due).days


def coming(atoms: pd.DataFrame, today: date, rules: Parameters) -> tuple[Coming, ...]:
    """What comes next of everything protected that was ever published, the first due in front.

    :param atoms: everything that is published; see :func:`lib.publication.store.atoms`.
    """
    by_length: dict[int, list[tuple[str, date]]] = {}
    for each in published_metrics(atoms, rules):
        newest = max(series.newest.end for series in each.series)
        by_length.setdefault(each.weeks, []).append((each.code, newest))
    found = [_next(weeks, metrics, today, rules) for weeks, metrics in by_length.items()]
    return tuple(sorted(found, key=lambda each: (each.due, each.weeks)))


def _next(weeks: int, metrics: list[tuple[str, date]], today: date, rules: Parameters) -> Coming:
    calendar = Calendar(rules.periods)
    through = min(end for _, end in metrics)
    start = through + timedelta(days=1)
    waiting = 0
    while calendar.is_due(start + waiting * weeks * WEEK, weeks, today):
        waiting += 1
    due = start + (weeks + rules.periods.delay_weeks) * WEEK
    return Coming(weeks, tuple(code for code, _ in metrics), through, start, due, waiting)
