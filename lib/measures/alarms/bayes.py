"""The negative-binomial predictive bound of a Poisson rate with Jeffreys' prior."""

import numpy as np
from scipy.special import betainc
from scipy.stats import nbinom

from lib.measures.alarms.bounds import Baselines, Bounds, IntArray
from lib.measures.rates import FloatArray
from lib.measures.thresholds import BayesThresholds


def bayes_bounds(counts: FloatArray, baselines: Baselines, settings: BayesThresholds) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series) over their baselines.

    After Σ incidents in n weeks the next week's count is negative binomial with size Σ + ½ and
    probability n / (n + 1); the bound is its 1 - α quantile and the expected count its mean.
    Source: Riebler 2004; ``algo.bayes`` of the R package surveillance without past years.
    """
    n = settings.weeks
    total = baselines.counts.sum(axis=2)
    # Few different totals occur, and the quantile is the costly part.
    totals, where = np.unique(total, return_inverse=True)
    bound = quantile_of(1 - settings.alpha, totals, n)[where].reshape(total.shape)
    return baselines.bounds(expected_of(total, n), bound, chance_of_at_least(counts, total, n))


def expected_of(total: FloatArray, weeks: FloatArray | IntArray | int) -> FloatArray:
    """Return the count expected after ``total`` incidents in ``weeks`` weeks."""
    return (total + 0.5) / weeks


def chance_of_at_least(
    counts: FloatArray,
    total: FloatArray,
    weeks: FloatArray | IntArray | int,
    dispersion: FloatArray | float = 1.0,
) -> FloatArray:
    """Return P(a week's count is ``counts`` or more) after ``total`` incidents in ``weeks``.

    The predictive distribution keeps its mean and has ``dispersion`` times its variance, if the
    weeks varied by as much more than Poisson counts.
    """
    size, probability = _negative_binomial(total, weeks, dispersion)
    least = np.ceil(counts)
    with np.errstate(invalid="ignore"):
        # The upper tail by itself: one minus the lower is 0 where it matters most.
        tail = betainc(np.maximum(least, 1), size, 1 - probability)
    known = np.where(np.isnan(total + least), np.nan, 1.0)
    result: FloatArray = np.where(least > 0, tail, known)
    return result


def quantile_of(
    share: float,
    total: FloatArray,
    weeks: FloatArray | IntArray | int,
    dispersion: FloatArray | float = 1.0,
) -> FloatArray:
    """Return the ``share`` quantile of the distribution of ``chance_of_at_least``."""
    return np.asarray(nbinom.ppf(share, *_negative_binomial(total, weeks, dispersion)))


def _negative_binomial(
    total: FloatArray, weeks: FloatArray | IntArray | int, dispersion: FloatArray | float
) -> tuple[FloatArray, FloatArray]:
    """Return size and probability: mean (Σ + ½) / n, variance the dispersion × (n + 1) / n times.

    With a dispersion of 1 these are Σ + ½ and n / (n + 1).
    """
    ratio = np.asarray(dispersion * (weeks + 1) / weeks)
    return expected_of(total, weeks) / (ratio - 1), 1 / ratio
