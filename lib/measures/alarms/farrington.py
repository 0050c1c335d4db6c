"""Farrington's flexible method: the same season of past years, past outbreaks counting less.

Source: Noufaily et al. 2013, as ``farringtonFlexible`` of the R package surveillance computes it
with one period a year and its ``delta`` bound. Its rule that the last 26 weeks are no baseline is
kept by taking past years only. All weeks of all series are fitted at once: with a single covariate
each step of the fit is a weighted straight line, which has a closed form.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm
from scipy.stats import t as student

from lib.measures.alarms.bounds import NO_WEEK, Bounds, IntArray
from lib.measures.alarms.quasi_poisson import PoissonFit, fit_poisson, pearson_dispersion
from lib.measures.rates import FloatArray
from lib.measures.thresholds import FarringtonThresholds


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
        weeks=np.full(counts.shape, members.shape[1]),
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
    """Return P(count or more), surveillance's ``pvalue`` by its ``delta`` method.

    NaN after years without an incident, of which there is no fit.
    """
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
        dispersion = np.maximum(pearson_dispersion(y, fit, weights), 1)
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


def _anscombe_weights(y: FloatArray, fit: PoissonFit, threshold: float) -> FloatArray:
    """Return weights that fall with the square of residuals above the threshold; they sum to n."""
    dispersion = np.maximum(pearson_dispersion(y, fit, np.ones_like(y)), 1)
    raw = 1.5 * (y ** (2 / 3) * fit.mean ** (-1 / 6) - np.sqrt(fit.mean))
    residual = raw / np.sqrt(dispersion[:, None] * (1 - fit.leverage))
    weights = np.where(residual > threshold, residual**-2.0, 1.0)
    result: FloatArray = weights * (y.shape[1] / weights.sum(axis=1))[:, None]
    return result
