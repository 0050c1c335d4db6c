"""The share that has not ended yet, by time, with its band and quantiles."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.rates import FloatArray
from lib.measures.survival.records import BoolArray, read_records

ROUNDING = 1e-9
"""A product of fractions may stay above the share that it equals by this much."""


class Quantile(NamedTuple):
    """The first time by which a share has ended, and its limits; NaN: not reached."""

    time: float
    low: float
    high: float


def kaplan_meier(
    durations: ArrayLike,
    ended: ArrayLike,
    weights: ArrayLike | None = None,
    entries: ArrayLike | None = None,
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return Kaplan and Meier's estimate (1958, JASA 53:457) of counted records.

    Late entry is left truncation: a record is at risk after its entry, up to and at its duration.
    The limits are log-log ones, S to the power of exp(±z √G / log S) with Greenwood's sum
    G = Σ d / (n (n - d)) (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data,
    section 1.4). They are 1 before anybody ended, and 0 once nobody is left. Where late entry makes
    all ``at_risk`` end early on, the curve stays 0, however many come after.

    :param ended: booleans; a record that has not ended was last watched at its duration.
    :param confidence: of the limits; that of ``thresholds.toml`` unless given.
    :return: ``time`` (0, and those at which somebody ended or was last watched), ``at_risk`` (just
        before), ``ended`` (then), ``surviving`` (share, just after), ``low`` and ``high``. No row
        without records.
    :raises ValueError: see ``read_records``.
    """
    records = read_records(durations, weights, entries)
    times = records.times() if len(records.durations) else np.empty(0)
    n = records.at_risk(times)
    d = records.counted(times, np.asarray(ended, dtype=bool)[records.used])
    surviving = np.cumprod(1 - np.divide(d, n, out=np.zeros(len(n)), where=n > 0))
    low, high = log_log_limits(surviving, np.sqrt(np.cumsum(greenwood(n, d))), confidence)
    return pd.DataFrame(
        {"time": times, "at_risk": n, "ended": d, "surviving": surviving, "low": low, "high": high}
    )


def greenwood(n: ArrayLike, d: ArrayLike) -> FloatArray:
    """Return d / (n (n - d)), the terms of the variance of a curve's logarithm.

    0 where all at risk end: what follows is no longer uncertain.
    """
    at_risk, ended = np.asarray(n, dtype=np.float64), np.asarray(d, dtype=np.float64)
    room = at_risk * (at_risk - ended)
    return np.divide(ended, room, out=np.zeros(len(room)), where=room > 0)


def log_log_limits(
    share: FloatArray, deviation: FloatArray, confidence: float | None
) -> tuple[FloatArray, FloatArray]:
    """Return the limits of shares whose logarithms have these standard deviations.

    0 and 1 have no interval: both limits are the share.
    """
    level = thresholds.rates().confidence if confidence is None else confidence
    open_ = (share > 0) & (share < 1)
    logarithm = np.log(share, out=np.full(len(share), -1.0), where=open_)
    power = np.exp(norm.ppf((1 + level) / 2) * deviation / -logarithm)
    return share**power, share ** (1 / power)


def quantile(curve: pd.DataFrame, q: float) -> Quantile:
    """Return the first time by which the share ``q`` has ended, by a curve of ``kaplan_meier``.

    Its limits are the first times at which the curve's limits get there (Brookmeyer and Crowley
    1982, Biometrics 38:29).
    """
    times = curve["time"].to_numpy(dtype=np.float64)
    return Quantile(
        *(
            _first(times, curve[name].to_numpy() <= 1 - q + ROUNDING)
            for name in ("surviving", "low", "high")
        )
    )


def _first(times: FloatArray, reached: BoolArray) -> float:
    return float(times[reached.argmax()]) if reached.any() else float("nan")
