"""Rates of small groups, with Wilson score intervals."""

from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from lib.measures import thresholds

FloatArray: TypeAlias = NDArray[np.float64]


def counts_of_trials(successes: ArrayLike, trials: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return both as float arrays of one shape; NaN stays NaN.

    :raises ValueError: if a count is negative, or there are more successes than trials.
    """
    y, n = np.broadcast_arrays(
        np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    )
    if np.any(y < 0) or np.any(n < 0):
        raise ValueError("Counts must not be negative; leave such records out first.")
    if np.any(y > n):
        raise ValueError("Successes must not exceed trials; leave such records out first.")
    return y, n


def rate(successes: ArrayLike, trials: ArrayLike) -> FloatArray:
    """Return successes / trials; NaN without trials or where a count is missing.

    :raises ValueError: as ``counts_of_trials``.
    """
    y, n = counts_of_trials(successes, trials)
    share: FloatArray = np.divide(y, n, out=np.full(y.shape, np.nan), where=n > 0)
    return share


def wilson_interval(
    successes: ArrayLike, trials: ArrayLike, confidence: float | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the lower and upper limits of the Wilson score interval, elementwise.

    Both are NaN without trials or where a count is missing: no data is not a rate of zero.
    ``confidence`` is that of ``thresholds.toml`` unless given. Source: Wilson 1927, as in
    statsmodels' ``proportion_confint``.

    :raises ValueError: as ``counts_of_trials``.
    """
    y, n = counts_of_trials(successes, trials)
    low, high = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    has_data = (n > 0) & ~np.isnan(y)
    if has_data.any():
        # Only here: it takes a second to load, and most commands tell no rate.
        from statsmodels.stats.proportion import proportion_confint

        alpha = 1 - (thresholds.rates().confidence if confidence is None else confidence)
        limits = proportion_confint(y[has_data], n[has_data], alpha=alpha, method="wilson")
        low[has_data], high[has_data] = limits
    return low, high


def with_wilson(frame: pd.DataFrame, successes: str, trials: str) -> pd.DataFrame:
    """Return the frame with columns ``rate``, ``low`` and ``high`` of its two count columns.

    :raises ValueError: as ``counts_of_trials``.
    """
    y = frame[successes].to_numpy(dtype=np.float64, na_value=np.nan)
    n = frame[trials].to_numpy(dtype=np.float64, na_value=np.nan)
    low, high = wilson_interval(y, n)
    return frame.assign(rate=rate(y, n), low=low, high=high)
