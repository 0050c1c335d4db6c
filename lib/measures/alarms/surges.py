"""Following a series through a surge, so that the surge does not become its own baseline.

A surge begins with an alarm. Until it is over its weeks are left out of the baselines of recent
weeks, which reach back to those before it, so that what is expected stays what it was. Past years
are weighed by Farrington's method itself and left as they are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lib.measures.alarms.bayes import chance_of_at_least, expected_of
from lib.measures.alarms.bounds import NO_WEEK, IntArray, counts_at
from lib.measures.alarms.ears import C2_LAG, expected_and_sigma
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds, SurgeThresholds

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class YearsBack:
    """What past years say of each week, all (weeks, series).

    ``expected`` is NaN where they say nothing; ``first`` is the position of the first of them.
    """

    expected: FloatArray
    alarm: BoolArray
    first: IntArray


@dataclass(frozen=True)
class Surges:
    """Where each series is in a surge.

    ``since`` (weeks, series) is the position of the alarm that the surge began with, ``NO_WEEK``
    outside one. ``baseline`` (weeks, series, depth) are the positions of the last weeks before
    each that belong to none, the oldest first. ``outgrown`` (weeks, series) says that past years
    say nothing of a week: a surge that lasted too long has become the series' new usual level.
    """

    since: IntArray
    baseline: IntArray
    outgrown: BoolArray


def baseline_depth(settings: AlarmThresholds) -> int:
    """Return how many weeks the two methods for short histories look back."""
    return max(settings.bayes.weeks, settings.ears.baseline_weeks + C2_LAG)


def follow(
    counts: FloatArray, enough: BoolArray, years_back: YearsBack | None, settings: AlarmThresholds
) -> Surges:
    """Follow every series of ``counts`` (weeks, series) from its first week to its last.

    :param enough: whether a week's count reaches the floor for short histories.
    :param years_back: what past years say, which is preferred to the weeks before.
    """
    return _Following(counts, settings).through(enough, years_back)


class _Following:
    """The state of every series from week to week."""

    def __init__(self, counts: FloatArray, settings: AlarmThresholds) -> None:
        self.counts = counts
        self.settings = settings
        series = counts.shape[1]
        self.since = np.full(series, NO_WEEK)
        self.evidence = np.zeros(series)
        self.observed_since = np.zeros(series)
        self.weeks_since = np.zeros(series)
        self.dispersion = np.ones(series)
        self.new_level_from = np.zeros(series, dtype=np.int64)
        self.baseline = np.full((series, baseline_depth(settings)), NO_WEEK)
        self.ordinary = np.zeros(counts.shape, dtype=bool)

    def through(self, enough: BoolArray, years_back: YearsBack | None) -> Surges:
        since = np.full(self.counts.shape, NO_WEEK)
        baselines = np.full((*self.counts.shape, self.baseline.shape[1]), NO_WEEK)
        outgrown = np.zeros(self.counts.shape, dtype=bool)
        for week in range(len(self.counts)):
            self._settle(week)
            baselines[week] = self.baseline
            expected, alarm = self._recent(week)
            alarm &= enough[week]
            if years_back is not None:
                outgrown[week] = years_back.first[week] < self.new_level_from
                holds = ~np.isnan(years_back.expected[week]) & ~outgrown[week]
                expected = np.where(holds, years_back.expected[week], expected)
                alarm = np.where(holds, years_back.alarm[week], alarm)
            self._step(week, expected, alarm)
            since[week] = self.since
        return Surges(since, baselines, outgrown)

    def _settle(self, week: int) -> None:
        """Take the weeks of a surge that lasted too long as the usual ones."""
        lasting = week - self.since >= self.settings.surge.new_level_after_weeks
        lasting &= self.since != NO_WEEK
        if lasting.any():
            depth = self.baseline.shape[1]
            self.new_level_from[lasting] = self.since[lasting]
            self.baseline[lasting] = np.arange(week - depth, week)
            for series in np.flatnonzero(lasting):
                self.ordinary[: self.since[series], series] = False
                self.ordinary[self.since[series] : week, series] = True
            self.since[lasting] = NO_WEEK

    def _recent(self, week: int) -> tuple[FloatArray, BoolArray]:
        """Return what the two methods for short histories expect, and whether they alarm."""
        bayes, ears = self.settings.bayes, self.settings.ears
        observed = self.counts[week]
        known = counts_at(self.counts, self.baseline)
        total = known[:, -bayes.weeks :].sum(axis=1)
        depth = known.shape[1]
        window = known[:, depth - C2_LAG - ears.baseline_weeks : depth - C2_LAG]
        mean, sigma = expected_and_sigma(window, ears)
        with np.errstate(invalid="ignore"):
            by_bayes = chance_of_at_least(observed, total, bayes.weeks) <= bayes.alpha
            by_ears = observed > mean + ndtri(1 - ears.alpha) * sigma
        together = np.logical_and if self.settings.agreement == "both" else np.logical_or
        alarm = together(by_bayes, by_ears) & ~np.isnan(total + mean)
        return np.where(np.isnan(mean), np.nan, expected_of(total, bayes.weeks)), alarm

    def _step(self, week: int, expected: FloatArray, alarm: BoolArray) -> None:
        """Let surges begin and end with the count of a week."""
        running = self.since != NO_WEEK
        observed = self.counts[week]
        level = self.observed_since / np.maximum(self.weeks_since, 1)
        gained = evidence_of_an_end(observed, expected, level, self.dispersion, self.settings.surge)
        evidence = np.maximum(self.evidence + np.nan_to_num(gained), 0)
        over = running & ~alarm & (evidence >= np.log(self.settings.surge.odds_of_an_end))
        begins = alarm & ~running
        for series in np.flatnonzero(begins):
            self.dispersion[series] = self._dispersion(week, int(series))
        self.since[over] = NO_WEEK
        self.since[begins] = week
        ordinary = self.since == NO_WEEK
        self.evidence = np.where(ordinary | begins, 0, evidence)
        self.observed_since += np.nan_to_num(observed)
        self.weeks_since += ~np.isnan(observed)
        self.observed_since[ordinary], self.weeks_since[ordinary] = 0, 0
        self.ordinary[week] = ordinary
        self.baseline[ordinary, :-1] = self.baseline[ordinary, 1:]
        self.baseline[ordinary, -1] = week

    def _dispersion(self, week: int, series: int) -> float:
        """Return variance over mean of the year's weeks before that belong to no surge."""
        rule = self.settings.surge
        begin = max(week - rule.dispersion_weeks, 0)
        before = self.counts[begin:week, series][self.ordinary[begin:week, series]]
        before = before[~np.isnan(before)]
        if len(before) < rule.dispersion_weeks // 2 or not before.any():
            return 1.0
        return max(1.0, float(before.var(ddof=1) / before.mean()))


def evidence_of_an_end(
    counts: FloatArray,
    expected: FloatArray,
    level: FloatArray,
    dispersion: FloatArray,
    settings: SurgeThresholds,
) -> FloatArray:
    """Return by how much a week's count speaks for the usual level against a surge's least.

    The logarithm of the likelihood ratio of two Poisson means, over the dispersion (McCullagh and
    Nelder's quasi-likelihood): the expected one, and the highest of ``least_ratio`` times it,
    ``least_excess`` above it, and ``least_share`` of the surge's mean ``level`` so far. NaN where
    the count or what is expected is not known.
    """
    usual = np.maximum(expected, settings.least_expected)
    raised = np.maximum(settings.least_ratio * usual, usual + settings.least_excess)
    raised = np.maximum(raised, settings.least_share * level)
    result: FloatArray = (raised - usual - counts * np.log(raised / usual)) / dispersion
    return result
