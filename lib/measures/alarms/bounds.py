"""What every method gives for every week of every series, and the weeks it rests on."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lib.measures.rates import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]
IntArray: TypeAlias = NDArray[np.int64]

NO_WEEK = -1


@dataclass(frozen=True)
class Bounds:
    """Expected counts and the bounds above which a count is too high, all (weeks, series).

    ``expected`` and ``bound`` are NaN where the baseline reaches before the series or has a missing
    week in it. ``chance`` is the probability that a week with the expected count shows at least the
    observed one, by the method's own predictive distribution; NaN where the method has none.
    ``first`` and ``last`` are the positions of the first and the last baseline week of each week,
    ``NO_WEEK`` before there is one, and ``weeks`` is how many weeks the baseline has.
    """

    expected: FloatArray
    bound: FloatArray
    chance: FloatArray
    first: IntArray
    last: IntArray
    weeks: IntArray


@dataclass(frozen=True)
class Baselines:
    """The weeks that each week is judged by, both (weeks, series, baseline weeks), oldest first.

    ``counts`` are what they count, ``positions`` where they are; NaN and ``NO_WEEK`` where one of
    them lies before the series.
    """

    counts: FloatArray
    positions: IntArray

    @classmethod
    def recent(cls, counts: FloatArray, weeks: int, lag: int) -> "Baselines":
        """Return the ``weeks`` weeks up to ``lag`` before each of ``counts`` (weeks, series)."""
        positions = np.arange(len(counts))[:, None] - lag + np.arange(-weeks, 0)
        positions[positions[:, 0] < 0] = NO_WEEK
        wide = np.broadcast_to(positions[:, None, :], (*counts.shape, weeks))
        return cls(counts_at(counts, wide), wide)

    def last(self, weeks: int, lag: int = 0) -> "Baselines":
        """Return the last ``weeks`` of them, ``lag`` left out."""
        end = self.positions.shape[2] - lag
        part = slice(end - weeks, end)
        return Baselines(self.counts[:, :, part], self.positions[:, :, part])

    def bounds(self, expected: FloatArray, bound: FloatArray, chance: FloatArray) -> Bounds:
        """Return the bounds that come of them."""
        weeks = np.full(expected.shape, self.positions.shape[2])
        first, last = self.positions[:, :, 0], self.positions[:, :, -1]
        return Bounds(expected, bound, chance, first, last, weeks)


def counts_at(counts: FloatArray, positions: IntArray) -> FloatArray:
    """Return the counts (…, series, baseline weeks) of positions so shaped; NaN at ``NO_WEEK``."""
    if not len(counts):
        return np.empty(positions.shape)
    series = np.arange(counts.shape[1])[:, None]
    return np.where(positions == NO_WEEK, np.nan, counts[positions, series])
