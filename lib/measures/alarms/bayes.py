"""The negative-binomial predictive bound of a Poisson rate with Jeffreys' prior."""

import numpy as np
from scipy.special import betainc
from scipy.stats import nbinom

from lib.measures.alarms.bounds import Bounds, IntArray, counts_at
from lib.measures.rates import FloatArray
from lib.measures.thresholds import BayesThresholds


def bayes_bounds(counts: FloatArray, positions: IntArray, settings: BayesThresholds) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series) over the baselines at ``positions``.

    After Σ incidents in n weeks the next week's count is negative binomial with size Σ + ½ and
    probability n / (n + 1); the bound is its 1 - α quantile and the expected count its mean.
    Source: Riebler 2004; ``algo.bayes`` of the R package surveillance without past years.
    """
    n = settings.weeks
    baseline = counts_at(counts, positions)
    total = baseline.sum(axis=2)
    # Few different totals occur, and the quantile is the costly part.
    totals, where = np.unique(total, return_inverse=True)
    bound = nbinom.ppf(1 - settings.alpha, totals + 0.5, n / (n + 1))[where].reshape(total.shape)
    return Bounds(
        expected=expected_of(total, n),
        bound=bound,
        chance=chance_of_at_least(counts, total, n),
        first=positions[:, :, 0],
        last=positions[:, :, -1],
        weeks=n,
    )


def expected_of(total: FloatArray, weeks: int) -> FloatArray:
    """Return the count expected after ``total`` incidents in ``weeks`` weeks."""
    return (total + 0.5) / weeks


def chance_of_at_least(counts: FloatArray, total: FloatArray, weeks: int) -> FloatArray:
    """Return P(a week's count is ``counts`` or more) after ``total`` incidents in ``weeks``."""
    least = np.ceil(counts)
    with np.errstate(invalid="ignore"):
        below = betainc(total + 0.5, np.maximum(least, 1), weeks / (weeks + 1))
    result: FloatArray = np.where(
        least > 0, 1 - below, np.where(np.isnan(total + least), np.nan, 1)
    )
    return result
