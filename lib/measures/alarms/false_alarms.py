"""How many alarms the settings would raise by chance alone."""

import numpy as np
import pandas as pd
from scipy.stats import nbinom, poisson

from lib.measures import thresholds
from lib.measures.alarms.judging import Method, judge
from lib.measures.rates import FloatArray
from lib.measures.thresholds import AlarmThresholds

RECENT_WEEKS = 52
# Square roots of Poisson counts have this interquartile range whatever their mean.
POISSON_ROOT_IQR = 0.67


def false_alarm_rates(
    panel: pd.DataFrame,
    method: Method = Method.BY_HISTORY,
    settings: AlarmThresholds | None = None,
) -> pd.Series:
    """Return each series' probability that an ordinary week alarms; its sum is alarms a week.

    Counts are taken as negative binomial with the mean and variance of the ordinary weeks (Poisson
    if they vary less), and held against the bounds and floors of the last year. Not ordinary are
    weeks whose square root lies more than three interquartile ranges above the upper quartile
    (Tukey's "far out"). NaN where no week could be judged. ``panel`` as in ``panel_alarms``.

    :raises ValueError: if the rows are not consecutive weeks, or a count is negative.
    """
    judgement = judge(panel, method, settings or thresholds.alarms())
    mean, variance = _ordinary_moments(judgement.observed)
    chance = _at_least(judgement.least_alarming[-RECENT_WEEKS:], mean, variance)
    judged = ~np.isnan(chance)
    total = np.nansum(chance, axis=0)
    rates = np.divide(
        total, judged.sum(axis=0), out=np.full(len(mean), np.nan), where=judged.any(axis=0)
    )
    return pd.Series(rates, index=panel.columns, name="false_alarm_rate")


def expected_false_alarms(
    panel: pd.DataFrame,
    method: Method = Method.BY_HISTORY,
    settings: AlarmThresholds | None = None,
) -> float:
    """Return the expected number of false alarms a week over all series of the panel.

    Series that cannot be judged raise none. See ``false_alarm_rates``.
    """
    return float(np.nansum(false_alarm_rates(panel, method, settings)))


def _ordinary_moments(counts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return each series' mean and variance; NaN with fewer than two known weeks."""
    mean, variance = (np.full(counts.shape[1], np.nan) for _ in range(2))
    enough = (~np.isnan(counts)).sum(axis=0) >= 2
    if not enough.any():
        return mean, variance
    roots = np.sqrt(counts[:, enough])
    lower, upper = np.nanquantile(roots, [0.25, 0.75], axis=0)
    fence = upper + 3 * np.maximum(upper - lower, POISSON_ROOT_IQR)
    ordinary = np.where(roots > fence, np.nan, counts[:, enough])
    mean[enough] = np.nanmean(ordinary, axis=0)
    variance[enough] = np.nanvar(ordinary, axis=0, ddof=1)
    return mean, variance


def _at_least(least: FloatArray, mean: FloatArray, variance: FloatArray) -> FloatArray:
    """Return P(count >= least), (weeks, series); NaN where ``least`` is."""
    excess = variance - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        size, probability = mean**2 / excess, mean / variance
    overdispersed = excess > 1e-9 * (1 + mean)
    spread = nbinom.sf(
        least - 1, np.where(overdispersed, size, 1), np.where(overdispersed, probability, 0.5)
    )
    plain = poisson.sf(least - 1, mean)
    result: FloatArray = np.where(overdispersed, spread, plain)
    return np.where(np.isnan(least), np.nan, result)
