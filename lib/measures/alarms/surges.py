"""Following a series through a surge, so that the surge does not become its own baseline.

A surge begins with an alarm. Until it is over its weeks are left out of the baselines of recent
weeks, and what is expected is what was usual before it. Past years are weighed by Farrington's
method itself, which is left as it is published.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from lib.measures.alarms.bayes import chance_of_at_least, expected_of
from lib.measures.alarms.before import Before
from lib.measures.alarms.bounds import NO_WEEK, Baselines, BoolArray, IntArray, counts_at
from lib.measures.alarms.ears import C2_LAG, expected_and_sigma
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds, SurgeThresholds


@dataclass(frozen=True)
class YearsBack:
    """What past years say of each week, all (weeks, series).

    ``expected`` and ``bound`` are NaN where they say nothing; ``first`` is the position of the
    first week that they rest on.
    """

    expected: FloatArray
    bound: FloatArray
    alarm: BoolArray
    first: IntArray


@dataclass(frozen=True)
class Surges:
    """Where each series is in a surge.

    ``since`` (weeks, series) is the position of the alarm that the surge began with, ``NO_WEEK``
    outside one. ``baselines`` are the last weeks before each that belong to none; the alarm of a
    surge that is over comes back among them, counting no more than the limit of the time before it.
    ``before`` (weeks, series) is what was usual before a surge, for each week of it but the first.
    ``outgrown`` (weeks, series) says that past years say nothing of a week: a surge that lasted too
    long has become the series' usual level.
    """

    since: IntArray
    baselines: Baselines
    before: Before
    outgrown: BoolArray


def follow(
    counts: FloatArray, enough: BoolArray, years_back: YearsBack | None, settings: AlarmThresholds
) -> Surges:
    """Follow every series of ``counts`` (weeks, series) from its first week to its last.

    :param enough: whether a week's count reaches the floor for short histories.
    :param years_back: what past years say, which is preferred to the weeks before.
    """
    following = _Following(counts, settings)
    depth = following.positions.shape[1]
    since = np.full(counts.shape, NO_WEEK)
    outgrown = np.zeros(counts.shape, dtype=bool)
    positions = np.full((*counts.shape, depth), NO_WEEK)
    past = np.full((*counts.shape, depth), np.nan)
    before = Before.nothing(counts.shape)
    for week in range(len(counts)):
        following.settle(week)
        positions[week], past[week] = following.positions, following.past()
        before.keep(week, following.before)
        expected, alarm = following.by_recent_weeks(week, past[week], enough[week])
        if years_back is not None:
            outgrown[week] = years_back.first[week] < following.new_level_from
            holds = ~np.isnan(years_back.bound[week]) & ~outgrown[week]
            expected = np.where(holds, years_back.expected[week], expected)
            alarm = np.where(holds, years_back.alarm[week], alarm)
        following.step(week, expected, alarm)
        since[week] = following.since
    return Surges(since, Baselines(past, positions), before, outgrown)


class _Following:
    """The state of every series as weeks go by; arrays of the shape (series) unless said."""

    def __init__(self, counts: FloatArray, settings: AlarmThresholds) -> None:
        self.observed = counts
        self.counts = counts.copy()
        """(weeks, series), alarms of surges that are over no higher than their limit."""
        self.settings = settings
        series = counts.shape[1]
        self.since = np.full(series, NO_WEEK)
        self.evidence = np.zeros(series)
        self.observed_since, self.weeks_since = np.zeros((2, series))
        self.before = Before.nothing((series,))
        self.new_level_from = np.zeros(series, dtype=np.int64)
        depth = max(settings.bayes.weeks, settings.ears.baseline_weeks + C2_LAG)
        self.positions = np.full((series, depth), NO_WEEK)
        self.ordinary = np.zeros(counts.shape, dtype=bool)
        """(weeks, series): which weeks belong to no surge."""

    def settle(self, week: int) -> None:
        """Take the weeks of a surge that lasted too long as the usual ones."""
        lasting = week - self.since >= self.settings.surge.new_level_after_weeks
        lasting &= self.since != NO_WEEK
        if not lasting.any():
            return
        self.new_level_from[lasting] = self.since[lasting]
        recent = np.arange(week - self.positions.shape[1], week)
        self.positions[lasting] = np.maximum(recent, NO_WEEK)
        is_since = np.arange(len(self.ordinary))[:, None] >= self.since
        is_past = np.arange(len(self.ordinary))[:, None] < week
        self.ordinary[:, lasting] = (is_since & is_past)[:, lasting]
        self.since[lasting] = NO_WEEK
        self.before.forget(lasting)

    def past(self) -> FloatArray:
        """Return the counts of the baselines (series, depth)."""
        return counts_at(self.counts, self.positions)

    def by_recent_weeks(
        self, week: int, past: FloatArray, enough: BoolArray
    ) -> tuple[FloatArray, BoolArray]:
        """Return what the methods for short histories expect, and whether they alarm."""
        bayes, ears = self.settings.bayes, self.settings.ears
        observed = self.observed[week]
        total = past[:, -bayes.weeks :].sum(axis=1)
        end = past.shape[1] - C2_LAG
        mean, sigma = expected_and_sigma(past[:, end - ears.baseline_weeks : end], ears)
        by_bayes = chance_of_at_least(observed, total, bayes.weeks) <= bayes.alpha
        by_ears = observed > mean + ndtri(1 - ears.alpha) * sigma
        together = np.logical_and if self.settings.agreement == "both" else np.logical_or
        known = ~np.isnan(total + mean)
        in_surge = self.before.is_known
        expected = np.where(known, expected_of(total, bayes.weeks), np.nan)
        return (
            np.where(in_surge, self.before.expected, expected),
            np.where(in_surge, observed > self.before.limit, together(by_bayes, by_ears) & known)
            & enough,
        )

    def step(self, week: int, expected: FloatArray, alarm: BoolArray) -> None:
        """Let surges begin and end with the count of a week."""
        rule = self.settings.surge
        observed = self.observed[week]
        level = self.observed_since / np.maximum(self.weeks_since, 1)
        gained = evidence_of_an_end(observed, expected, level, self.before.dispersion, rule)
        self.evidence += np.nan_to_num(gained)
        self.evidence = np.maximum(self.evidence, -np.log(rule.odds_remembered))
        running = self.since != NO_WEEK
        begins = alarm & ~running
        self._end(running & ~alarm & (self.evidence >= np.log(rule.odds_of_an_end)))
        for series in np.flatnonzero(begins):
            self.before.learn(
                int(series),
                self.counts[:week, series],
                self.ordinary[:week, series],
                self.settings,
            )
        self.since[begins] = week
        ordinary = self.since == NO_WEEK
        self.evidence[ordinary | begins] = 0
        self.observed_since = np.where(ordinary, 0, self.observed_since + np.nan_to_num(observed))
        self.weeks_since = np.where(ordinary, 0, self.weeks_since + ~np.isnan(observed))
        self._append(ordinary, np.full(len(ordinary), week))

    def _end(self, over: BoolArray) -> None:
        """Let surges end: the week of the alarm comes back, as high as was usual at most."""
        began = self.since[over]
        self.counts[began, over] = np.fmin(self.counts[began, over], self.before.limit[over])
        self._append(over, self.since)
        self.since[over] = NO_WEEK
        self.before.forget(over)

    def _append(self, which: BoolArray, position: IntArray) -> None:
        """Add a week at ``position`` to the baselines of the series ``which``."""
        self.ordinary[position[which], which] = True
        self.positions[which, :-1] = self.positions[which, 1:]
        self.positions[which, -1] = position[which]


def evidence_of_an_end(
    counts: FloatArray,
    expected: FloatArray,
    level: FloatArray,
    dispersion: FloatArray,
    rule: SurgeThresholds,
) -> FloatArray:
    """Return by how much a week's count speaks for the usual level against a surge's least.

    The logarithm of the likelihood ratio of two Poisson means, over the dispersion (McCullagh and
    Nelder's quasi-likelihood): the expected one, and the highest of ``least_ratio`` times it,
    ``least_excess`` above it, and ``least_share`` of the surge's mean ``level`` so far. NaN where
    the count or what is expected is not known.
    """
    usual = np.maximum(expected, rule.least_expected)
    raised = np.maximum(rule.least_ratio * usual, usual + rule.least_excess)
    raised = np.maximum(raised, rule.least_share * level)
    result: FloatArray = (raised - usual - counts * np.log(raised / usual)) / dispersion
    return result
