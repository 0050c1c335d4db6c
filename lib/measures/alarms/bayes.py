"""The negative-binomial predictive bound of a Poisson rate with Jeffreys' prior."""

import numpy as np
from scipy.stats import nbinom

from lib.measures.alarms.bounds import Bounds, bounds_of_recent, recent_baselines
from lib.measures.rates import FloatArray
from lib.measures.thresholds import BayesThresholds


def bayes_bounds(counts: FloatArray, settings: BayesThresholds) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series).

    After Σ incidents in n weeks the next week's count is negative binomial with size Σ + ½ and
    probability n / (n + 1); the bound is its 1 - α quantile and the expected count its mean.
    Source: Riebler 2004; ``algo.bayes`` of the R package surveillance without past years.
    """
    n = settings.weeks
    baseline, _ = recent_baselines(counts, n, lag=0)
    total = baseline.sum(axis=2)
    # Few different totals occur, and the quantile is the costly part.
    totals, where = np.unique(total, return_inverse=True)
    bound = nbinom.ppf(1 - settings.alpha, totals + 0.5, n / (n + 1))[where].reshape(total.shape)
    return bounds_of_recent((total + 0.5) / n, bound, len(counts), n, lag=0)
