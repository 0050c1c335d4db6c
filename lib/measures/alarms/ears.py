"""EARS C1 and C2: the mean of the weeks before, plus a normal quantile of their deviations."""

import numpy as np
from scipy.stats import norm

from lib.measures.alarms.bounds import Bounds, bounds_of_recent, recent_baselines
from lib.measures.rates import FloatArray
from lib.measures.thresholds import EarsThresholds

C1_LAG = 0
C2_LAG = 2


def ears_bounds(counts: FloatArray, lag: int, settings: EarsThresholds) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series) with a baseline ``lag`` weeks back.

    Source: Fricker, Hegler and Dunfee 2008; the conventions are those of ``earsC`` of the R package
    surveillance, whose ``minSigma`` is ``minimum_sigma``.
    """
    baseline, _ = recent_baselines(counts, settings.baseline_weeks, lag)
    expected = baseline.mean(axis=2)
    sigma = np.maximum(baseline.std(axis=2, ddof=1), settings.minimum_sigma)
    bound = expected + norm.ppf(1 - settings.alpha) * sigma
    return bounds_of_recent(expected, bound, len(counts), settings.baseline_weeks, lag)
