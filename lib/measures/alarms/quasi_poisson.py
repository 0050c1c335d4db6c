"""Many quasi-Poisson fits of a level and a trend at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.measures.rates import FloatArray

# Those of R's glm.
MAXIMUM_STEPS = 25
CONVERGED = 1e-8


@dataclass(frozen=True)
class PoissonFit:
    """Quasi-Poisson fits, one a row, of baseline counts (fits, baseline weeks).

    ``mean`` are the fitted counts, ``leverage`` the diagonal of the hat matrix; ``forecast`` and
    ``forecast_variance`` belong to the judged week, the latter on the scale of the logarithm and
    before dispersion; ``trend_z`` is the trend over its standard error before dispersion.
    """

    mean: FloatArray
    leverage: FloatArray
    forecast: FloatArray
    forecast_variance: FloatArray
    trend_z: FloatArray
    parameters: int
    converged: NDArray[np.bool_]


def fit_poisson(y: FloatArray, time: FloatArray, weights: FloatArray) -> PoissonFit:
    """Fit log(mean) = a + b·time to each row of ``y`` by iteratively reweighted least squares.

    All of the shape (fits, baseline weeks); the judged week is at time 0. Rows whose times are all
    equal get no trend.
    """
    has_trend = bool(np.any(time))
    mean = y + 0.1
    eta = np.log(mean)
    deviance = np.full(len(y), np.inf)
    converged = np.zeros(len(y), dtype=bool)
    for _ in range(MAXIMUM_STEPS):
        working = weights * mean
        total = working.sum(axis=1)
        centre = (working * time).sum(axis=1) / total
        away = time - centre[:, None]
        target = eta + (y - mean) / mean
        level = (working * target).sum(axis=1) / total
        spread = (working * away**2).sum(axis=1)
        slope = (working * away * target).sum(axis=1) / spread if has_trend else np.zeros(len(y))
        eta = level[:, None] + slope[:, None] * away
        mean = np.exp(eta)
        before, deviance = deviance, _deviance(y, mean, weights)
        converged = np.abs(deviance - before) / (np.abs(deviance) + 0.1) < CONVERGED
        if converged.all():
            break
    working = weights * mean
    total, spread = working.sum(axis=1), (working * away**2).sum(axis=1)
    tilt = 1 / spread if has_trend else np.zeros(len(y))
    return PoissonFit(
        mean=mean,
        leverage=working * (1 / total[:, None] + away**2 * tilt[:, None]),
        forecast=np.exp(level - slope * centre),
        forecast_variance=1 / total + centre**2 * tilt,
        trend_z=slope * np.sqrt(spread),
        parameters=2 if has_trend else 1,
        converged=converged,
    )


def _deviance(y: FloatArray, mean: FloatArray, weights: FloatArray) -> FloatArray:
    logarithm = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mean), 0)
    result: FloatArray = 2 * (weights * (logarithm - (y - mean))).sum(axis=1)
    return result


def pearson_dispersion(y: FloatArray, fit: PoissonFit, weights: FloatArray) -> FloatArray:
    """Return Pearson's estimate."""
    pearson = (weights * (y - fit.mean) ** 2 / fit.mean).sum(axis=1)
    result: FloatArray = pearson / (y.shape[1] - fit.parameters)
    return result
