"""How unlike each other weeks are in when their reports come in, as they are in batches.

A week's own shares of reports at each delay are taken as Dirichlet around those of all weeks. The
sum of its parameters, the concentration, says how alike weeks are: a share s varies from week to
week with the variance s (1 - s) / (concentration + 1).
"""

import numpy as np
from scipy.special import gammaln

from lib.measures.rates import FloatArray
from lib.measures.thresholds import NowcastThresholds

_CONCENTRATIONS = 40
"""Finite values of the concentration that are compared."""


def concentrations(settings: NowcastThresholds) -> FloatArray:
    """Return the concentrations that are thought possible, the last of them infinite."""
    finite = np.geomspace(
        settings.lowest_concentration, settings.highest_concentration, _CONCENTRATIONS
    )
    return np.append(finite, np.inf)


def concentration_posterior(
    triangle: FloatArray, share: FloatArray, settings: NowcastThresholds
) -> FloatArray:
    """Return the probability of each of ``concentrations``, alike before any report is seen.

    ``triangle`` (weeks, delays) ends with the last complete week, of which only delay 0 can be
    seen; ``share`` (delays) is the mean share of a week's reports at each delay. Given how many
    reports of a week were seen, those at the delays seen are Dirichlet-multinomial (Mosimann 1962)
    whose parameters are the shares times the concentration.
    """
    seen = np.arange(len(triangle))[::-1, None] >= np.arange(triangle.shape[1])
    counts = np.where(seen, triangle, 0)
    possible = concentrations(settings)
    logarithms = np.array([_log_likelihood(counts, seen * share, value) for value in possible])
    weight = np.exp(logarithms - logarithms.max())
    result: FloatArray = weight / weight.sum()
    return result


def _log_likelihood(counts: FloatArray, share: FloatArray, concentration: float) -> float:
    """Return that of counts and shares (weeks, delays) without what is the same for each value."""
    is_possible = share > 0
    counts, total = np.where(is_possible, counts, 0), share.sum(axis=1, keepdims=True)
    if np.isinf(concentration):
        # The multinomial, which the other tends to.
        shares = np.where(is_possible, share, 1) / np.where(total > 0, total, 1)
        return float((counts * np.log(np.where(is_possible, shares, 1))).sum())
    by_delay = np.where(is_possible, share, 1) * concentration
    delays = np.where(is_possible, gammaln(by_delay + counts) - gammaln(by_delay), 0).sum()
    seen = np.where(total > 0, total, 1) * concentration
    n = counts.sum(axis=1, keepdims=True)
    return float(delays - (gammaln(seen + n) - gammaln(seen)).sum())


def own_shares(
    mean: FloatArray, concentration: FloatArray, settings: NowcastThresholds
) -> FloatArray:
    """Return the shares that weeks have of their own, drawn around ``mean`` (draws, weeks).

    ``concentration`` (draws); where it is infinite the shares are the mean ones.
    """
    random = np.random.default_rng(settings.seed + 2)
    size = np.broadcast_to(concentration[:, None], mean.shape)
    is_unlike = np.isfinite(size) & (mean > 0) & (mean < 1)
    shares = mean.copy()
    alpha = size[is_unlike] * mean[is_unlike]
    shares[is_unlike] = random.beta(alpha, size[is_unlike] - alpha)
    return np.maximum(shares, np.minimum(mean, settings.least_own_share))
