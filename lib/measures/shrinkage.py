"""Shrinking the rates of small groups toward what all groups have in common.

The groups' true rates are taken as draws from one Beta(α, β), fitted by maximum likelihood of the
beta-binomial counts (empirical Bayes; Gelman et al., Bayesian Data Analysis, chapter 5).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaln, digamma, expit, logit
from scipy.stats import beta as beta_distribution

from lib.measures import thresholds
from lib.measures.rates import FloatArray, counts_of_trials

# Beyond this many prior trials the groups cannot be told from one rate shared by all.
COMPLETE_POOLING = 1e6
WEAKEST = 1e-2
# Log-likelihoods closer than this are equal: far below what data can tell, above rounding.
FLAT = 1e-6


@dataclass(frozen=True)
class BetaPrior:
    """A Beta(alpha, beta) distribution of the groups' rates."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        """The rate that a group without data of its own would be given."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def strength(self) -> float:
        """How many trials of its own outweigh the prior in a group's shrunk rate."""
        return self.alpha + self.beta


JEFFREYS = BetaPrior(0.5, 0.5)


def fit_beta_binomial(successes: ArrayLike, trials: ArrayLike) -> BetaPrior:
    """Return the maximum likelihood prior of groups with these counts.

    Groups without trials or with a missing count are left out. Fewer than two groups say nothing
    of how groups differ: Jeffreys' prior. Groups that differ no more than chance allows have their
    likelihood's supremum at infinite strength: a prior at the pooled rate, strong enough
    (``COMPLETE_POOLING``) that all shrink to it.

    :raises ValueError: if a count is negative, or there are more successes than trials.
    """
    y, n = (array.ravel() for array in counts_of_trials(successes, trials))
    has_data = (n > 0) & ~np.isnan(y)
    y, n = y[has_data], n[has_data]
    if y.size < 2:
        return JEFFREYS
    # Half a success and half a failure keep the pooled rate off 0 and 1.
    pooled = (y.sum() + 0.5) / (n.sum() + 1)
    if y.sum() in (0, n.sum()):
        return _prior(pooled, COMPLETE_POOLING)
    groups, times = np.unique(np.column_stack([y, n]), axis=0, return_counts=True)
    repeats = times.astype(np.float64)
    strength_bounds = (np.log(WEAKEST), np.log(COMPLETE_POOLING))
    best = minimize(
        _negative_log_likelihood,
        x0=[logit(pooled), np.log(10.0)],
        args=(groups[:, 0], groups[:, 1], repeats),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-20, 20), strength_bounds],
        options={"ftol": 1e-14, "gtol": 1e-8},
    )
    # The likelihood flattens long before the bound is touched, and the optimizer stops there.
    everyone = y.sum() / n.sum()
    pooling = np.array([logit(everyone), strength_bounds[1]])
    if _negative_log_likelihood(pooling, groups[:, 0], groups[:, 1], repeats)[0] < best.fun + FLAT:
        return _prior(everyone, COMPLETE_POOLING)
    return _prior(float(expit(best.x[0])), float(np.exp(best.x[1])))


def _prior(mean: float, strength: float) -> BetaPrior:
    return BetaPrior(alpha=float(mean * strength), beta=float((1 - mean) * strength))


def _negative_log_likelihood(
    point: FloatArray, y: FloatArray, n: FloatArray, repeats: FloatArray
) -> tuple[float, FloatArray]:
    """Return the value and gradient at (logit of the mean, log of the strength)."""
    mean, strength = expit(point[0]), np.exp(point[1])
    a, b = mean * strength, (1 - mean) * strength
    value = -np.sum(repeats * (betaln(y + a, n - y + b) - betaln(a, b)))
    common = digamma(strength) - digamma(n + strength)
    by_a = np.sum(repeats * (digamma(y + a) - digamma(a) + common))
    by_b = np.sum(repeats * (digamma(n - y + b) - digamma(b) + common))
    gradient = np.array([(by_a - by_b) * a * (1 - mean), by_a * a + by_b * b])
    return float(value), -gradient


def shrink(
    successes: ArrayLike, trials: ArrayLike, prior: BetaPrior, confidence: float | None = None
) -> pd.DataFrame:
    """Return each group's posterior ``mean`` and the ``low`` and ``high`` of its central interval.

    One row a group, in the order given. NaN without trials or where a count is missing: the prior
    is no data about a group. ``confidence`` is that of ``thresholds.toml`` unless given.

    :raises ValueError: if a count is negative, or there are more successes than trials.
    """
    y, n = (array.ravel() for array in counts_of_trials(successes, trials))
    y = np.where(n > 0, y, np.nan)
    tail = (1 - (thresholds.rates().confidence if confidence is None else confidence)) / 2
    a, b = y + prior.alpha, n - y + prior.beta
    return pd.DataFrame(
        {
            "mean": a / (a + b),
            "low": beta_distribution.ppf(tail, a, b),
            "high": beta_distribution.ppf(1 - tail, a, b),
        }
    )
