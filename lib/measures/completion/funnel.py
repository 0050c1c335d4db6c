"""A funnel plot of committees: who differs from the common rate by more than chance.

Sources: Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in
Medicine 24:1185 (the limits); and 2005, Handling over-dispersion of performance indicators, Quality
and Safety in Health Care 14:347 (the winsorized overdispersion, here made unbiased).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import binom, norm

from lib.measures import thresholds
from lib.measures.rates import FloatArray, counts_of_trials, rate

# The conventional two and three standard deviations.
TAILS = {"95": 0.025, "998": 0.001}
# Rates and limits are fractions of the same size, equal but for rounding.
ROUNDING = 1e-9


class Position(StrEnum):
    """Where a committee lies."""

    ABOVE_998 = "above_998"
    ABOVE_95 = "above_95"
    WITHIN = "within"
    BELOW_95 = "below_95"
    BELOW_998 = "below_998"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Funnel:
    """The common rate (NaN without data), the overdispersion (1: none), and the committees.

    ``points`` are the rows given, with ``rate``, the limits of their size ``low_95``, ``high_95``,
    ``low_998``, ``high_998`` and their ``position``, a ``Position``.
    """

    target: float
    overdispersion: float
    points: pd.DataFrame


def funnel(
    committees: pd.DataFrame, successes: str = "completed", trials: str = "enrolled"
) -> Funnel:
    """Place each committee among all of them. Order and ranks are none of its findings.

    The target is the rate of all together. Limits are those of ``funnel_lines``.

    :raises ValueError: if a count is negative, or there are more successes than trials.
    """
    y, n = counts_of_trials(
        committees[successes].to_numpy(dtype=np.float64, na_value=np.nan),
        committees[trials].to_numpy(dtype=np.float64, na_value=np.nan),
    )
    rates = rate(y, n)
    has_rate = ~np.isnan(rates)
    target = float(y[has_rate].sum() / n[has_rate].sum()) if has_rate.any() else np.nan
    overdispersion = winsorized_overdispersion(y[has_rate], n[has_rate], target)
    limits = funnel_lines(target, overdispersion, np.where(has_rate, n, np.nan))
    points = committees.assign(
        rate=rates, **{name: limits[name].to_numpy() for name in limits.columns.drop("size")}
    )
    return Funnel(target, overdispersion, points.assign(position=_position(points)))


def funnel_lines(target: float, overdispersion: float, sizes: ArrayLike) -> pd.DataFrame:
    """Return the limits at each number of trials; a rate strictly outside them is unusual.

    Exact binomial limits, interpolated between counts, then widened about the target by the square
    root of the overdispersion. Where even all of so few succeed by chance, the upper limit is 1.

    Columns: ``size``, ``low_95``, ``high_95``, ``low_998``, ``high_998``; NaN at sizes that are
    NaN or zero.
    """
    n = np.asarray(sizes, dtype=np.float64)
    n = np.where(n > 0, n, np.nan)
    lines = pd.DataFrame({"size": n})
    for name, tail in TAILS.items():
        for side, share in (("low", tail), ("high", 1 - tail)):
            exact = _exact_limit(share, n, target)
            widened = target + (exact - target) * np.sqrt(overdispersion)
            lines[f"{side}_{name}"] = np.clip(widened, 0, 1)
    return lines


def _exact_limit(share: float, n: FloatArray, target: float) -> FloatArray:
    """Return the rate below which a share of the binomial distribution lies.

    Spiegelhalter's appendix A.1.1: ``(r - alpha) / n``, with r the smallest count that the share
    doesn't exceed, and alpha the part of that count's own probability that lies beyond the share.
    """
    r = binom.ppf(share, n, target)
    alpha = (binom.cdf(r, n, target) - share) / binom.pmf(r, n, target)
    # All of them lie within chance: no committee so small is above.
    return np.where((share > 0.5) & (r == n), 1.0, (r - alpha) / n)


def winsorized_overdispersion(successes: FloatArray, trials: FloatArray, target: float) -> float:
    """Return the committees' overdispersion, their extremes drawn in; at least 1.

    The mean square of their z-scores, of which a share at each end is drawn in to the next
    (``funnel_winsorized_share`` of ``thresholds.toml``), so that the committees that the plot is
    there to find don't widen it; over what that mean is for a standard normal. The cuts are the
    scores' own quantiles and grow with them, so one division makes any overdispersion unbiased.
    """
    if successes.size < 2 or not 0 < target < 1:
        return 1.0
    z = (successes / trials - target) / np.sqrt(target * (1 - target) / trials)
    share = thresholds.completion().funnel_winsorized_share
    low, high = np.quantile(z, [share, 1 - share])
    drawn_in = float(np.mean(np.clip(z, low, high) ** 2))
    return max(1.0, drawn_in / winsorized_variance(share))


def winsorized_variance(share: float) -> float:
    """Return the mean square of a standard normal whose ends are drawn in at its quantiles.

    With a the upper quantile: ``1 - 2 share - 2 a density(a) + 2 share a²``.

    :param share: of each end, below ½.
    """
    if not share:
        return 1.0
    a = float(norm.ppf(1 - share))
    return 1 - 2 * share - 2 * a * float(norm.pdf(a)) + 2 * share * a**2


def _position(points: pd.DataFrame) -> list[Position]:
    rates = points["rate"]
    outside = [
        rates.isna(),
        rates > points["high_998"] + ROUNDING,
        rates < points["low_998"] - ROUNDING,
        rates > points["high_95"] + ROUNDING,
        rates < points["low_95"] - ROUNDING,
    ]
    positions = [
        Position.NO_DATA,
        Position.ABOVE_998,
        Position.BELOW_998,
        Position.ABOVE_95,
        Position.BELOW_95,
    ]
    return [Position(p) for p in np.select(outside, positions, default=Position.WITHIN)]
