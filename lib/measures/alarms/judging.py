"""Judging every week of every series by one method, or by the two that suit a short history."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.alarms.bayes import bayes_bounds
from lib.measures.alarms.bounds import NO_WEEK, Baselines, BoolArray, Bounds, IntArray
from lib.measures.alarms.ears import C1_LAG, C2_LAG, ears_bounds
from lib.measures.alarms.farrington import farrington_bounds
from lib.measures.alarms.floors import reaches_floor, sum_before
from lib.measures.alarms.surges import Surges, YearsBack, follow
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds, FloorThresholds

Number = TypeVar("Number", np.float64, np.int64)


class Method(StrEnum):
    """How a week is judged."""

    EARS_C1 = "ears_c1"
    EARS_C2 = "ears_c2"
    BAYES = "bayes"
    BAYES_AND_EARS_C2 = "bayes+ears_c2"
    FARRINGTON = "farrington"
    BY_HISTORY = "by_history"
    """Farrington where there are years enough, Bayes with EARS C2 elsewhere."""


class Status(StrEnum):
    """Whether a week could be judged."""

    OK = "ok"
    TOO_SHORT = "too_short"
    """The baseline reaches before the series, or a week of it is missing."""
    BELOW_FLOOR = "below_floor"
    """Too few incidents for an alarm, whatever the bound."""
    NO_COUNT = "no_count"
    """The week's own count is missing."""


@dataclass(frozen=True)
class Judgement:
    """One method's finding on every week of every series; all arrays (weeks, series).

    ``chance`` is that of ``Bounds``. ``least_alarming`` is the smallest count that would raise an
    alarm; NaN where none can. ``since`` is the position of the alarm with which the surge began
    that the week belongs to, ``NO_WEEK`` outside one.
    """

    method: NDArray[np.object_]
    observed: FloatArray
    expected: FloatArray
    bound: FloatArray
    chance: FloatArray
    first: IntArray
    last: IntArray
    weeks: IntArray
    least_alarming: FloatArray
    below_floor: BoolArray
    since: IntArray

    @property
    def alarm(self) -> BoolArray:
        """Whether the count is above its bound and not below the floor, and begins a surge."""
        result: BoolArray = (self.observed >= self.least_alarming) & ~self.still_high
        return result

    @property
    def still_high(self) -> BoolArray:
        """Whether the week belongs to a surge that began before it."""
        began_before = (self.since != NO_WEEK) & (self.since < np.arange(len(self.since))[:, None])
        result: BoolArray = began_before & ~np.isnan(self.observed) & ~np.isnan(self.bound)
        return result

    @property
    def status(self) -> NDArray[np.object_]:
        """The ``Status`` of each week."""
        return np.select(
            [np.isnan(self.observed), np.isnan(self.bound), self.below_floor],
            [Status.NO_COUNT, Status.TOO_SHORT, Status.BELOW_FLOOR],
            default=Status.OK,
        ).astype(object)


def judge(panel: pd.DataFrame, method: Method, settings: AlarmThresholds) -> Judgement:
    """Judge every week (row) of every series (column) of the panel.

    :raises ValueError: if the rows are not consecutive weeks, or a count is negative.
    """
    weeks, counts = _weekly(panel)
    match method:
        case Method.BY_HISTORY:
            return _by_history(counts, weeks, settings)
        case Method.BAYES_AND_EARS_C2:
            surges = follow(counts, reaches_floor(counts, settings.short_floor), None, settings)
            return _recent(counts, surges, settings)
        case _:
            return _alone(counts, weeks, method, settings)


def _weekly(panel: pd.DataFrame) -> tuple[pd.DatetimeIndex, FloatArray]:
    weeks = pd.DatetimeIndex(panel.index)
    if len(weeks) > 1 and not np.all(np.diff(weeks.to_numpy()) == np.timedelta64(7, "D")):
        raise ValueError("The rows must be consecutive weeks; fill unknown weeks with NaN.")
    counts = panel.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.any(counts < 0):
        raise ValueError("Counts must not be negative; leave such records out first.")
    return weeks, counts


def _by_history(
    counts: FloatArray, weeks: pd.DatetimeIndex, settings: AlarmThresholds
) -> Judgement:
    long = _alone(counts, weeks, Method.FARRINGTON, settings)
    years_back = YearsBack(long.expected, long.bound, long.alarm, long.first)
    enough = reaches_floor(counts, settings.short_floor)
    surges = follow(counts, enough, years_back, settings)
    holds = ~np.isnan(long.bound) & ~surges.outgrown
    return _merged(holds, replace(long, since=surges.since), _recent(counts, surges, settings))


def _recent(counts: FloatArray, surges: Surges, settings: AlarmThresholds) -> Judgement:
    """Judge by the weeks before that belong to no surge, and a surge by those before it."""
    by_two = [
        bayes_bounds(counts, surges.baselines.last(settings.bayes.weeks), settings.bayes),
        ears_bounds(
            counts, surges.baselines.last(settings.ears.baseline_weeks, C2_LAG), settings.ears
        ),
    ]
    ordinary, in_surge = (
        _decided(counts, Method.BAYES_AND_EARS_C2, bounds, settings.short_floor, highest)
        for bounds, highest in (
            (by_two, settings.agreement == "both"),
            ([surges.before.bounds(counts)], True),
        )
    )
    return replace(_merged(surges.before.is_known, in_surge, ordinary), since=surges.since)


def _alone(
    counts: FloatArray, weeks: pd.DatetimeIndex, method: Method, settings: AlarmThresholds
) -> Judgement:
    """Judge by one method as it is published, without a memory of surges."""
    floor = settings.short_floor
    match method:
        case Method.FARRINGTON:
            bounds = farrington_bounds(counts, weeks, settings.farrington)
            floor = settings.farrington_floor
        case Method.BAYES:
            before = Baselines.recent(counts, settings.bayes.weeks, lag=0)
            bounds = bayes_bounds(counts, before, settings.bayes)
        case _:
            lag = C1_LAG if method is Method.EARS_C1 else C2_LAG
            before = Baselines.recent(counts, settings.ears.baseline_weeks, lag)
            bounds = ears_bounds(counts, before, settings.ears)
    return _decided(counts, method, [bounds], floor, highest=True)


def _decided(
    counts: FloatArray, method: Method, bounds: list[Bounds], floor: FloorThresholds, highest: bool
) -> Judgement:
    """Judge by the highest bound, which only counts above all others exceed, or by the lowest."""
    stacked = np.stack([b.bound for b in bounds])
    has_bound = ~np.isnan(stacked).any(axis=0)
    decides = stacked.argmax(axis=0) if highest else stacked.argmin(axis=0)

    def of_decisive(arrays: list[NDArray[Number]]) -> NDArray[Number]:
        result: NDArray[Number] = np.take_along_axis(np.stack(arrays), decides[None], axis=0)[0]
        return result

    bound = np.where(has_bound, of_decisive([b.bound for b in bounds]), np.nan)
    before = sum_before(counts, floor.weeks)
    return Judgement(
        method=np.full(counts.shape, method, dtype=object),
        observed=counts,
        expected=np.where(has_bound, of_decisive([b.expected for b in bounds]), np.nan),
        bound=bound,
        chance=np.where(has_bound, of_decisive([b.chance for b in bounds]), np.nan),
        first=np.where(has_bound, of_decisive([b.first for b in bounds]), NO_WEEK),
        last=np.where(has_bound, of_decisive([b.last for b in bounds]), NO_WEEK),
        weeks=np.where(has_bound, of_decisive([b.weeks for b in bounds]), 0),
        least_alarming=np.maximum(np.floor(bound) + 1, floor.cases - before),
        below_floor=~reaches_floor(counts, floor),
        since=np.full(counts.shape, NO_WEEK),
    )


def _merged(holds: BoolArray, preferred: Judgement, other: Judgement) -> Judgement:
    """Return ``preferred`` where it holds and ``other`` elsewhere."""
    return Judgement(
        **{
            name: np.where(holds, getattr(preferred, name), getattr(other, name))
            for name in Judgement.__dataclass_fields__
        }
    )
