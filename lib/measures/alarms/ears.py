"""EARS C1 and C2: the mean of the weeks before, plus a normal quantile of their deviations."""

import numpy as np
from scipy.special import ndtr, ndtri

from lib.measures.alarms.bounds import Baselines, Bounds
from lib.measures.rates import FloatArray
from lib.measures.thresholds import EarsThresholds

C1_LAG = 0
C2_LAG = 2


def ears_bounds(counts: FloatArray, baselines: Baselines, settings: EarsThresholds) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series) over their baselines.

    Source: Fricker, Hegler and Dunfee 2008; the conventions are those of ``earsC`` of the R package
    surveillance, whose ``minSigma`` is ``minimum_sigma``.
    """
    expected, sigma = expected_and_sigma(baselines.counts, settings)
    bound = expected + ndtri(1 - settings.alpha) * sigma
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = np.where(sigma > 0, ndtr(-(counts - expected) / sigma), np.nan)
    return baselines.bounds(expected, bound, chance)


def expected_and_sigma(
    baseline: FloatArray, settings: EarsThresholds
) -> tuple[FloatArray, FloatArray]:
    """Return mean and deviation over the last axis."""
    sigma = np.maximum(baseline.std(axis=-1, ddof=1), settings.minimum_sigma)
    return baseline.mean(axis=-1), sigma
