"""What every method gives for every week of every series."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lib.measures.rates import FloatArray

IntArray: TypeAlias = NDArray[np.int64]

NO_WEEK = -1


@dataclass(frozen=True)
class Bounds:
    """Expected counts and the bounds above which a count is too high, all (weeks, series).

    ``expected`` and ``bound`` are NaN where the baseline reaches before the series or has a missing
    week in it. ``chance`` is the probability that a week with the expected count shows at least the
    observed one, by the method's own predictive distribution; NaN where the method has none.
    ``first`` and ``last`` are the positions of the first and the last baseline week of each week,
    ``NO_WEEK`` before there is one, and ``weeks`` is how many weeks a baseline has.
    """

    expected: FloatArray
    bound: FloatArray
    chance: FloatArray
    first: IntArray
    last: IntArray
    weeks: int


def recent_positions(shape: tuple[int, ...], weeks: int, lag: int) -> IntArray:
    """Return the positions of the ``weeks`` weeks up to ``lag`` weeks before each, oldest first.

    Shapes: (weeks, series) in; (weeks, series, baseline weeks) out. ``NO_WEEK`` where one of them
    lies before the series.
    """
    ends = np.arange(shape[0])[:, None] - lag
    positions = ends + np.arange(-weeks, 0)
    positions[positions[:, 0] < 0] = NO_WEEK
    return np.broadcast_to(positions[:, None, :], (*shape, weeks))


def counts_at(counts: FloatArray, positions: IntArray) -> FloatArray:
    """Return the counts (…, series, baseline weeks) of positions so shaped; NaN at ``NO_WEEK``."""
    if not len(counts):
        return np.empty(positions.shape)
    series = np.arange(counts.shape[1])[:, None]
    return np.where(positions == NO_WEEK, np.nan, counts[positions, series])
