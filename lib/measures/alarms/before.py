"""What was usual before a surge: the year's weeks before its alarm that belong to none."""

from dataclasses import dataclass, fields

import numpy as np

from lib.measures.alarms.bayes import chance_of_at_least, expected_of, quantile_of
from lib.measures.alarms.bounds import NO_WEEK, BoolArray, Bounds, IntArray
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds, SurgeThresholds


@dataclass(frozen=True)
class Before:
    """The weeks before each series' surge, of one shape: (series) or (weeks, series).

    ``weeks`` are how many, from position ``first`` to ``last``, and ``total`` what they counted; 0
    and ``NO_WEEK`` outside a surge. ``dispersion`` is their variance over their mean, at least 1.
    ``limit`` is the highest count that is usual: the 1 - α quantile of Bayes, of the same mean and
    so many times the variance; NaN outside a surge.
    """

    weeks: IntArray
    total: FloatArray
    dispersion: FloatArray
    limit: FloatArray
    first: IntArray
    last: IntArray

    @classmethod
    def nothing(cls, shape: tuple[int, ...]) -> "Before":
        """Return that of series without a surge."""
        return cls(
            weeks=np.zeros(shape, dtype=np.int64),
            total=np.zeros(shape),
            dispersion=np.ones(shape),
            limit=np.full(shape, np.nan),
            first=np.full(shape, NO_WEEK),
            last=np.full(shape, NO_WEEK),
        )

    @property
    def is_known(self) -> BoolArray:
        """Whether there is a surge, and anything to judge it by."""
        return self.weeks > 0

    @property
    def expected(self) -> FloatArray:
        """The count that was usual; NaN outside a surge."""
        with np.errstate(divide="ignore"):
            return np.where(self.is_known, expected_of(self.total, self.weeks), np.nan)

    def learn(
        self, series: int, counts: FloatArray, ordinary: BoolArray, settings: AlarmThresholds
    ) -> None:
        """Take the last weeks of a series up to the alarm that a surge begins with.

        :param series: which one; the arrays are of the shape (series).
        :param counts: its counts up to the alarm, without it.
        :param ordinary: which of these belong to no surge.
        """
        rule = settings.surge
        usable = np.flatnonzero(ordinary & ~np.isnan(counts))
        usable = usable[: max(len(usable) - rule.left_out_before, 0)][-rule.past_weeks :]
        if not len(usable):
            return
        known = counts[usable]
        self.weeks[series], self.total[series] = len(known), known.sum()
        self.first[series], self.last[series] = usable[0], usable[-1]
        self.dispersion[series] = dispersion_of(known, rule)
        self.limit[series] = quantile_of(
            1 - settings.bayes.alpha, known.sum(), len(known), self.dispersion[series]
        )

    def forget(self, which: BoolArray) -> None:
        """Take the series of ``which`` as without a surge."""
        nothing = Before.nothing(which.shape)
        for field in fields(self):
            getattr(self, field.name)[which] = getattr(nothing, field.name)[which]

    def keep(self, week: int, now: "Before") -> None:
        """Keep what holds in a week; the arrays are of the shape (weeks, series)."""
        for field in fields(self):
            getattr(self, field.name)[week] = getattr(now, field.name)

    def bounds(self, counts: FloatArray) -> Bounds:
        """Return the limits of these weeks, for counts (weeks, series)."""
        weeks = np.where(self.is_known, self.weeks, np.nan)
        chance = chance_of_at_least(counts, self.total, weeks, self.dispersion)
        return Bounds(self.expected, self.limit, chance, self.first, self.last, self.weeks)


def dispersion_of(counts: FloatArray, rule: SurgeThresholds) -> float:
    """Return variance over mean, at least 1; 1 of few weeks, or without an incident."""
    if len(counts) < rule.least_weeks_of_dispersion or not counts.any():
        return 1.0
    return max(1.0, float(counts.var(ddof=1) / counts.mean()))
