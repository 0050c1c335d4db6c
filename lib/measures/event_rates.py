"""Rates of events in small places, shrunk toward what all places have in common.

The places' true rates are taken as draws from one gamma distribution, fitted by maximum likelihood
of the negative binomial counts (empirical Bayes; Clayton and Kaldor 1987, Biometrics 43:671).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import digamma, gammaln
from scipy.stats import gamma

from lib.measures import thresholds
from lib.measures.rates import FloatArray

STRONGEST = 1e6
"""Beyond this shape the places cannot be told from one rate shared by all."""
WEAKEST = 1e-2
FLAT = 1e-6
"""Log-likelihoods closer than this are equal: far below what data can tell, above rounding."""


@dataclass(frozen=True)
class GammaPrior:
    """A gamma distribution of the places' rates; ``rate`` is in units of exposure."""

    shape: float
    rate: float

    @property
    def mean(self) -> float:
        """The rate that a place without data of its own would be given."""
        return self.shape / self.rate


JEFFREYS = GammaPrior(0.5, 1e-9)
"""What is left to say of a place where nothing tells how places differ."""


def events_of_exposure(events: ArrayLike, exposure: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return both as float arrays of one shape; NaN stays NaN.

    :raises ValueError: if one is negative.
    """
    y, n = np.broadcast_arrays(
        np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    )
    if np.any(y < 0) or np.any(n < 0):
        raise ValueError("Counts must not be negative; leave such records out first.")
    return y, n


def fit_gamma_poisson(events: ArrayLike, exposure: ArrayLike) -> GammaPrior:
    """Return the maximum likelihood prior of places with these counts.

    Places without exposure or with a missing count are left out. Fewer than two places, or no event
    anywhere, say nothing of how places differ: Jeffreys' prior. Places that differ no more than
    chance allows get a prior at the pooled rate, strong enough that all shrink to it.

    :raises ValueError: as ``events_of_exposure``.
    """
    y, n = (array.ravel() for array in events_of_exposure(events, exposure))
    has_data = (n > 0) & ~np.isnan(y)
    y, n = y[has_data], n[has_data]
    if y.size < 2 or y.sum() == 0:
        return JEFFREYS
    pooled = y.sum() / n.sum()
    # Exposure in units of one expected event, so that the optimizer sees numbers near one.
    expected = n * pooled
    best = minimize(
        _negative_log_likelihood,
        x0=[0.0, 0.0],
        args=(y, expected),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-20, 20), (np.log(WEAKEST), np.log(STRONGEST))],
        options={"ftol": 1e-14, "gtol": 1e-8},
    )
    together = np.array([0.0, np.log(STRONGEST)])
    if _negative_log_likelihood(together, y, expected)[0] < best.fun + FLAT:
        return GammaPrior(STRONGEST, STRONGEST / pooled)
    mean, shape = np.exp(best.x)
    return GammaPrior(float(shape), float(shape / (mean * pooled)))


def _negative_log_likelihood(
    point: FloatArray, y: FloatArray, expected: FloatArray
) -> tuple[float, FloatArray]:
    """Return the value and gradient at (log of the mean ratio, log of the shape)."""
    mean, shape = np.exp(point)
    rate = shape / mean
    value = np.sum(
        gammaln(y + shape)
        - gammaln(shape)
        + shape * np.log(rate)
        - (y + shape) * np.log(expected + rate)
        + y * np.log(expected)
        - gammaln(y + 1)
    )
    by_rate = np.sum(shape / rate - (y + shape) / (expected + rate))
    by_shape = np.sum(digamma(y + shape) - digamma(shape) + np.log(rate) - np.log(expected + rate))
    by_mean = -by_rate * shape / mean**2
    gradient = np.array([by_mean * mean, (by_shape + by_rate / mean) * shape])
    return float(-value), -gradient


def shrink_rates(
    events: ArrayLike, exposure: ArrayLike, prior: GammaPrior, confidence: float | None = None
) -> pd.DataFrame:
    """Return each place's posterior ``mean`` and the ``low`` and ``high`` of its central interval.

    One row a place, in the order given, per unit of exposure. NaN without exposure or where a count
    is missing: the prior is no data about a place. ``confidence`` is that of ``thresholds.toml``
    unless given.

    :raises ValueError: as ``events_of_exposure``.
    """
    y, n = (array.ravel() for array in events_of_exposure(events, exposure))
    y = np.where(n > 0, y, np.nan)
    tail = (1 - (thresholds.rates().confidence if confidence is None else confidence)) / 2
    shape, scale = y + prior.shape, 1 / (n + prior.rate)
    return pd.DataFrame(
        {
            "mean": shape * scale,
            "low": gamma.ppf(tail, shape, scale=scale),
            "high": gamma.ppf(1 - tail, shape, scale=scale),
        }
    )
