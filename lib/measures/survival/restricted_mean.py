"""The mean time until the end, counted up to a horizon, and the difference of two such means."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.survival.curve import greenwood


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean or a difference of means, its standard error and limits; NaN if there is none."""

    value: float
    error: float
    low: float
    high: float


def restricted_mean(
    curve: pd.DataFrame, horizon: float, confidence: float | None = None
) -> Estimate:
    """Return the mean of the time until the end or the ``horizon``, whichever comes first.

    It is the area below a curve of ``kaplan_meier``; its variance is the sum, over the times up to
    the horizon, of the squared area from there on times d / (n (n - d)) (Klein and Moeschberger,
    Survival Analysis, 2nd edition, section 4.5). The limits are normal ones.

    :param horizon: in the unit of the curve's times, above 0.
    :param confidence: of the limits; that of ``thresholds.toml`` unless given.
    :return: NaN where the curve ends before the horizon and some had not ended when last watched:
        what they would have added is not known.
    :raises ValueError: the horizon is not above 0.
    """
    if not horizon > 0:
        raise ValueError("The horizon of a restricted mean must lie above 0.")
    if curve.empty or (curve["time"].iloc[-1] < horizon and curve["surviving"].iloc[-1] > 0):
        return Estimate(*[float("nan")] * 4)
    until = curve[curve["time"] < horizon]
    widths = np.diff(until["time"].to_numpy(dtype=np.float64), append=horizon)
    areas = until["surviving"].to_numpy(dtype=np.float64) * widths
    beyond = np.cumsum(areas[::-1])[::-1]
    terms = greenwood(until["at_risk"].to_numpy(), until["ended"].to_numpy())
    return _estimate(float(areas.sum()), float(np.sqrt((beyond**2 * terms).sum())), confidence)


def difference(one: Estimate, other: Estimate, confidence: float | None = None) -> Estimate:
    """Return how much longer ``one`` is than ``other``, two means of groups that share nobody.

    Normal limits (Royston and Parmar 2013, BMC Medical Research Methodology 13:152); NaN if either
    is.
    """
    error = float(np.hypot(one.error, other.error))
    return _estimate(one.value - other.value, error, confidence)


def _estimate(value: float, error: float, confidence: float | None) -> Estimate:
    level = thresholds.rates().confidence if confidence is None else confidence
    reach = float(norm.ppf((1 + level) / 2)) * error
    return Estimate(value, error, value - reach, value + reach)
