"""Farrington's flexible method: the same season of past years, past outbreaks counting less.

Source: Noufaily et al. 2013, as ``farringtonFlexible`` of the R package surveillance computes it
with one period a year and its ``delta`` bound. Its rule that the last 26 weeks are no baseline is
kept by taking past years only. All weeks of all series are fitted at once: with a single covariate
each step of the fit is a weighted straight line, which has a closed form.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm
from scipy.stats import t as student

from lib.measures.alarms.bounds import NO_WEEK, Bounds, IntArray
from lib.measures.rates import FloatArray
from lib.measures.thresholds import FarringtonThresholds

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


def farrington_bounds(
    counts: FloatArray, weeks: pd.DatetimeIndex, settings: FarringtonThresholds
) -> Bounds:
    """Return the bounds of ``counts`` (weeks, series), whose rows begin at ``weeks``.

    A baseline without a single incident expects none, and its bound is zero.
    """
    members = baseline_positions(weeks, settings.years, settings.half_window_weeks)
    judged = np.flatnonzero(members[:, 0] >= 0)
    expected, bound, chance = np.full((3, *counts.shape), np.nan)
    # (judged weeks, series, baseline weeks), of which only complete baselines are fitted
    baselines = np.moveaxis(counts[members[judged]], 1, 2)
    complete = ~np.isnan(baselines).any(axis=2)
    if complete.any():
        past = members[judged] - judged[:, None]
        time = np.broadcast_to(past[:, None, :].astype(np.float64), baselines.shape)
        forecast = _forecasts(baselines[complete], time[complete], settings)
        week, series = np.nonzero(complete)
        at = judged[week], series
        expected[at], bound[at] = forecast.mean, _bound(forecast, settings)
        chance[at] = _chance(counts[at], forecast)
    positions = np.where(members[:, :1] >= 0, members, NO_WEEK)
    return Bounds(
        expected=expected,
        bound=bound,
        chance=chance,
        first=np.broadcast_to(positions[:, :1], counts.shape),
        last=np.broadcast_to(positions[:, -1:], counts.shape),
        weeks=members.shape[1],
    )


def baseline_positions(weeks: pd.DatetimeIndex, years: int, half_window: int) -> IntArray:
    """Return the positions (weeks, baseline weeks) of each week's baseline, the oldest first.

    The middle of each window is the week that begins nearest to the anniversary. Positions before
    the series are negative.
    """
    window = np.arange(-half_window, half_window + 1)
    middles = []
    for back in range(years, 0, -1):
        anniversary = weeks - pd.DateOffset(years=back)
        days = (anniversary - weeks.min()).days.to_numpy(dtype=np.int64)
        middles.append((days + 3) // 7)
    return np.concatenate([middle[:, None] + window for middle in middles], axis=1)


@dataclass(frozen=True)
class _Forecast:
    """A count's mean and the standard deviation of its 2/3 power, which is nearly normal."""

    mean: FloatArray
    deviation: FloatArray


def _bound(forecast: _Forecast, settings: FarringtonThresholds) -> FloatArray:
    quantile = norm.ppf(1 - settings.alpha)  # one-sided
    result: FloatArray = (forecast.mean ** (2 / 3) + quantile * forecast.deviation) ** 1.5
    return result


def _chance(counts: FloatArray, forecast: _Forecast) -> FloatArray:
    """Return P(count or more); NaN after years without an incident, of which there is no fit."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (counts ** (2 / 3) - forecast.mean ** (2 / 3)) / forecast.deviation
    return np.where(forecast.deviation > 0, norm.sf(z), np.nan)


def _forecasts(y: FloatArray, time: FloatArray, settings: FarringtonThresholds) -> _Forecast:
    """Return the forecast of each baseline (fits, baseline weeks)."""
    flat, _ = _forecast_and_trend(y, np.zeros_like(time), settings)
    steep, trend = _forecast_and_trend(y, time, settings)
    # A trend must be significant and must not lead beyond anything seen.
    p_value = 2 * student.sf(np.abs(trend), y.shape[1] - 2)
    trended = (p_value < settings.trend_p) & (steep.mean <= y.max(axis=1))
    trended &= np.isfinite(steep.deviation)
    none = ~y.any(axis=1)
    return _Forecast(
        np.where(none, 0.0, np.where(trended, steep.mean, flat.mean)),
        np.where(none, 0.0, np.where(trended, steep.deviation, flat.deviation)),
    )


def _forecast_and_trend(
    y: FloatArray, time: FloatArray, settings: FarringtonThresholds
) -> tuple[_Forecast, FloatArray]:
    """Return the forecast after reweighting, NaN where it has no bound, and the trend's t value."""
    with np.errstate(all="ignore"):
        first = fit_poisson(y, time, np.ones_like(y))
        weights = _anscombe_weights(y, first, settings.weights_threshold)
        fit = fit_poisson(y, time, weights)
        dispersion = np.maximum(_dispersion(y, fit, weights), 1)
        # R's surveillance stores these weights in the place of the working weights (which are they
        # times the mean), so that its standard errors come from this other dispersion. Kept: the
        # published alarms come from it.
        squares = weights * ((y - fit.mean) / fit.mean) ** 2
        stored = squares.sum(axis=1) / (y.shape[1] - fit.parameters)
        mean = fit.forecast
        tau = dispersion + fit.forecast_variance * stored * mean
        # The 2/3 power makes Poisson counts nearly symmetric.
        deviation = np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
        deviation = np.where(first.converged & fit.converged, deviation, np.nan)
        return _Forecast(mean, deviation), fit.trend_z / np.sqrt(stored)


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


def _dispersion(y: FloatArray, fit: PoissonFit, weights: FloatArray) -> FloatArray:
    """Return Pearson's estimate."""
    pearson = (weights * (y - fit.mean) ** 2 / fit.mean).sum(axis=1)
    result: FloatArray = pearson / (y.shape[1] - fit.parameters)
    return result


def _anscombe_weights(y: FloatArray, fit: PoissonFit, threshold: float) -> FloatArray:
    """Return weights that fall with the square of residuals above the threshold; they sum to n."""
    dispersion = np.maximum(_dispersion(y, fit, np.ones_like(y)), 1)
    raw = 1.5 * (y ** (2 / 3) * fit.mean ** (-1 / 6) - np.sqrt(fit.mean))
    residual = raw / np.sqrt(dispersion[:, None] * (1 - fit.leverage))
    weights = np.where(residual > threshold, residual**-2.0, 1.0)
    result: FloatArray = weights * (y.shape[1] / weights.sum(axis=1))[:, None]
    return result
