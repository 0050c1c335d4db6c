"""Counted records, checked, and who of them is at risk when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lib.measures.rates import FloatArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Records:
    """Arrays of one length, without records that nobody has.

    :ivar durations: from the beginning to the end, or to when last watched; 0 or more.
    :ivar weights: how many have this record; 1 or more.
    :ivar entries: since when they are watched, 0 if from the beginning.
    :ivar used: which of the rows given these are.
    """

    durations: FloatArray
    weights: IntArray
    entries: FloatArray
    used: BoolArray

    def times(self) -> FloatArray:
        """Return 0 and the times at which somebody ended or was last watched, ascending."""
        return np.union1d(0.0, self.durations)

    def at_risk(self, times: FloatArray) -> IntArray:
        """Return how many are watched just before each of ``times``."""
        watched = _weight_below(self.entries, self.weights, times)
        # Who is watched from the beginning is at risk at time 0 too.
        watched[times <= 0] = self.weights[self.entries == 0].sum()
        return watched - _weight_below(self.durations, self.weights, times)

    def counted(self, times: FloatArray, chosen: BoolArray) -> IntArray:
        """Return how many of the ``chosen`` records have their duration at each of ``times``."""
        at = np.searchsorted(times, self.durations[chosen])
        return np.bincount(at, self.weights[chosen], len(times)).astype(np.int64)


def read_records(
    durations: ArrayLike, weights: ArrayLike | None = None, entries: ArrayLike | None = None
) -> Records:
    """Return the records that somebody has.

    :param durations: of each record.
    :param weights: how many have it; one each unless given.
    :param entries: when they came to be watched, counted from the same beginning; 0, or not given:
        from the beginning. Who comes at a time is at risk after it.
    :raises ValueError: a number is missing or negative, a weight is no whole number, or a record
        ends no later than it comes to be watched.
    """
    ends = np.asarray(durations, dtype=np.float64)
    counts = np.ones(len(ends)) if weights is None else np.asarray(weights, dtype=np.float64)
    since = np.zeros(len(ends)) if entries is None else np.asarray(entries, dtype=np.float64)
    if np.isnan(np.concatenate([ends, counts, since])).any():
        raise ValueError("A duration, weight or entry is missing; leave such records out first.")
    if min(ends.min(initial=0), counts.min(initial=0), since.min(initial=0)) < 0:
        raise ValueError("Durations, weights and entries must not be negative.")
    if np.any(counts != np.floor(counts)):
        raise ValueError("Weights are numbers of people; they must be whole.")
    if np.any((since > 0) & (ends <= since)):
        raise ValueError("A record ends no later than it is watched; leave such records out first.")
    used = counts > 0
    return Records(ends[used], counts[used].astype(np.int64), since[used], used)


def at_risk(
    times: ArrayLike,
    durations: ArrayLike,
    weights: ArrayLike | None = None,
    entries: ArrayLike | None = None,
) -> IntArray:
    """Return how many are watched just before each of ``times``, and have not ended.

    :raises ValueError: see ``read_records``.
    """
    records = read_records(durations, weights, entries)
    return records.at_risk(np.asarray(times, dtype=np.float64))


def _weight_below(values: FloatArray, weights: IntArray, limits: FloatArray) -> IntArray:
    """Return the weight of the values below each limit."""
    order = np.argsort(values, kind="stable")
    running = np.concatenate([[0], np.cumsum(weights[order])])
    return running[np.searchsorted(values[order], limits, side="left")]
