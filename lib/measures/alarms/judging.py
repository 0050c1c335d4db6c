"""Judging every week of every series by one method, or by the two that suit a short history."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.alarms.bayes import bayes_bounds
from lib.measures.alarms.bounds import NO_WEEK, Bounds, IntArray
from lib.measures.alarms.ears import C1_LAG, C2_LAG, ears_bounds
from lib.measures.alarms.farrington import farrington_bounds
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds, FloorThresholds

BoolArray: TypeAlias = NDArray[np.bool_]
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

    ``least_alarming`` is the smallest count that would raise an alarm; NaN where none can.
    """

    method: NDArray[np.object_]
    observed: FloatArray
    expected: FloatArray
    bound: FloatArray
    first: IntArray
    last: IntArray
    weeks: IntArray
    least_alarming: FloatArray
    below_floor: BoolArray

    @property
    def alarm(self) -> BoolArray:
        """Whether the count is above its bound and not below the floor."""
        result: BoolArray = self.observed >= self.least_alarming
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
    if method is Method.BY_HISTORY:
        short = _judge(counts, weeks, Method.BAYES_AND_EARS_C2, settings)
        long = _judge(counts, weeks, Method.FARRINGTON, settings)
        return _first_known(long, short)
    return _judge(counts, weeks, method, settings)


def _weekly(panel: pd.DataFrame) -> tuple[pd.DatetimeIndex, FloatArray]:
    weeks = pd.DatetimeIndex(panel.index)
    if len(weeks) > 1 and not np.all(np.diff(weeks.to_numpy()) == np.timedelta64(7, "D")):
        raise ValueError("The rows must be consecutive weeks; fill unknown weeks with NaN.")
    counts = panel.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.any(counts < 0):
        raise ValueError("Counts must not be negative; leave such records out first.")
    return weeks, counts


def _judge(
    counts: FloatArray, weeks: pd.DatetimeIndex, method: Method, settings: AlarmThresholds
) -> Judgement:
    match method:
        case Method.EARS_C1:
            bounds = [ears_bounds(counts, C1_LAG, settings.ears)]
        case Method.EARS_C2:
            bounds = [ears_bounds(counts, C2_LAG, settings.ears)]
        case Method.BAYES:
            bounds = [bayes_bounds(counts, settings.bayes)]
        case Method.FARRINGTON:
            bounds = [farrington_bounds(counts, weeks, settings.farrington)]
        case _:
            bounds = [
                bayes_bounds(counts, settings.bayes),
                ears_bounds(counts, C2_LAG, settings.ears),
            ]
    floor = settings.farrington_floor if method is Method.FARRINGTON else settings.short_floor
    return _decided(counts, method, bounds, floor, highest=settings.agreement == "both")


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

    def across(by_week: IntArray) -> IntArray:
        return np.broadcast_to(by_week[:, None], counts.shape)

    bound = np.where(has_bound, of_decisive([b.bound for b in bounds]), np.nan)
    before = _sum_before(counts, floor.weeks)
    return Judgement(
        method=np.full(counts.shape, method, dtype=object),
        observed=counts,
        expected=np.where(has_bound, of_decisive([b.expected for b in bounds]), np.nan),
        bound=bound,
        first=np.where(has_bound, of_decisive([across(b.first) for b in bounds]), NO_WEEK),
        last=np.where(has_bound, of_decisive([across(b.last) for b in bounds]), NO_WEEK),
        weeks=np.where(has_bound, np.array([b.weeks for b in bounds])[decides], 0),
        least_alarming=np.maximum(np.floor(bound) + 1, floor.cases - before),
        below_floor=before + np.nan_to_num(counts) < floor.cases,
    )


def _sum_before(counts: FloatArray, weeks: int) -> FloatArray:
    """Return the incidents of the ``weeks`` - 1 weeks before each week, unknown ones as none."""
    running = np.cumsum(np.nan_to_num(counts), axis=0)
    before = np.concatenate([np.zeros((1, counts.shape[1])), running[:-1]])
    oldest = np.maximum(np.arange(len(counts)) - weeks + 1, 0)
    result: FloatArray = before - before[oldest] if len(counts) else counts
    return result


def _first_known(preferred: Judgement, other: Judgement) -> Judgement:
    """Return ``preferred`` where it has a bound and ``other`` elsewhere."""
    has_bound = ~np.isnan(preferred.bound)
    return Judgement(
        **{
            name: np.where(has_bound, getattr(preferred, name), getattr(other, name))
            for name in Judgement.__dataclass_fields__
        }
    )
