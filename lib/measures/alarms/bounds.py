"""What every method gives for every week of every series."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lib.measures.rates import FloatArray

IntArray: TypeAlias = NDArray[np.int64]

NO_WEEK = -1


@dataclass(frozen=True)
class Bounds:
    """Expected counts and the bounds above which a count is too high.

    ``expected`` and ``bound`` have the shape (weeks, series) and are NaN where the baseline
    reaches before the series or has a missing week in it. ``first`` and ``last`` are the positions
    of the first and the last baseline week of each week, ``NO_WEEK`` before there is one, and
    ``weeks`` is how many weeks a baseline has.
    """

    expected: FloatArray
    bound: FloatArray
    first: IntArray
    last: IntArray
    weeks: int


def recent_baselines(counts: FloatArray, weeks: int, lag: int) -> tuple[FloatArray, int]:
    """Return the ``weeks`` counts up to ``lag`` weeks before each week that has so many.

    Shapes: (weeks, series) in; (judged weeks, series, baseline weeks) out, with the position of the
    first judged week.
    """
    first_judged = weeks + lag
    if len(counts) <= first_judged:
        return np.empty((0, counts.shape[1], weeks)), first_judged
    windows = sliding_window_view(counts, weeks, axis=0)
    return windows[: len(counts) - first_judged], first_judged


def bounds_of_recent(
    expected: FloatArray, bound: FloatArray, total_weeks: int, weeks: int, lag: int
) -> Bounds:
    """Return the bounds of the judged weeks padded to all weeks of the series."""
    missing = np.full((total_weeks - len(expected), expected.shape[1]), np.nan)
    position = np.arange(total_weeks)
    judged = position >= weeks + lag
    return Bounds(
        expected=np.concatenate([missing, expected]),
        bound=np.concatenate([missing, bound]),
        first=np.where(judged, position - lag - weeks, NO_WEEK),
        last=np.where(judged, position - lag - 1, NO_WEEK),
        weeks=weeks,
    )
