"""The share that has ended in each of several ways, by time, where one end rules out the others."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.measures.rates import FloatArray
from lib.measures.survival.curve import greenwood, log_log_limits
from lib.measures.survival.records import read_records


def cumulative_incidence(
    durations: ArrayLike,
    ends: ArrayLike,
    weights: ArrayLike | None = None,
    entries: ArrayLike | None = None,
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return Aalen and Johansen's estimate (1978, Scandinavian Journal of Statistics 5:141).

    The shares of all ends and of those not ended yet add up to 1. Ends at one time, of whatever
    kind, share those at risk; no tie is broken. Taking other ends for the end of watching, as one
    minus Kaplan and Meier would, gives more than the share that ends so.

    The standard error is the delta method's of Dinse and Larson (1986, Biometrika 73:379; Marubini
    and Valsecchi 1995, section 10.3.2), as in Stata's ``stcompet``; with one kind of end it is
    Greenwood's. The limits are log-log ones (Choudhury 2002, Statistics in Medicine 21:1129).

    :param ends: what each record ended in (a name, say), missing where it has not ended.
    :param confidence: of the limits; that of ``thresholds.toml`` unless given.
    :return: ``end`` (in sorted order), ``time`` (0, and those at which somebody ended or was last
        watched), ``at_risk`` (just before), ``ended`` (then, so), ``incidence`` (share by then),
        ``error`` (standard), ``low`` and ``high``. No row without an end.
    :raises ValueError: see ``read_records``.
    """
    records = read_records(durations, weights, entries)
    codes, names = pd.factorize(pd.Series(ends)[records.used], sort=True)
    times = records.times()
    n = records.at_risk(times).astype(np.float64)
    all_ended = records.counted(times, codes >= 0).astype(np.float64)
    share = np.divide(all_ended, n, out=np.zeros(len(n)), where=n > 0)
    before = np.concatenate([[1.0], np.cumprod(1 - share)[:-1]])
    columns = ["end", "time", "at_risk", "ended", "incidence", "error", "low", "high"]
    curves = []
    for code, name in enumerate(names):
        ended = records.counted(times, codes == code)
        hazard = np.divide(ended, n, out=np.zeros(len(n)), where=n > 0)
        incidence = np.cumsum(before * hazard)
        error = _error(incidence, before, n, ended.astype(np.float64), all_ended)
        relative = np.divide(error, incidence, out=np.zeros(len(n)), where=incidence > 0)
        low, high = log_log_limits(incidence, relative, confidence)
        values = (name, times, n.astype(np.int64), ended, incidence, error, low, high)
        curves.append(pd.DataFrame(dict(zip(columns, values, strict=True))))
    return pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=columns)


def _error(
    incidence: FloatArray,
    before: FloatArray,
    n: FloatArray,
    ended: FloatArray,
    all_ended: FloatArray,
) -> FloatArray:
    """Return the square root, at each time t, of the sum over the times u up to t of

    (I(t) - I(u))² d / (n (n - d)) + S² d' (n - d') / n³ - 2 (I(t) - I(u)) S d' / n²

    with d of all ends, d' of this one, and S the share that had not ended before u.
    """
    any_end = greenwood(n, all_ended)
    per_person = np.divide(before, n, out=np.zeros(len(n)), where=n > 0)
    own = per_person**2 * ended * (1 - np.divide(ended, n, out=np.zeros(len(n)), where=n > 0))
    both = per_person * np.divide(ended, n, out=np.zeros(len(n)), where=n > 0)
    # The sums over u, with I(t) taken out of them.
    variance = (
        incidence**2 * np.cumsum(any_end)
        - 2 * incidence * np.cumsum(incidence * any_end + both)
        + np.cumsum(incidence**2 * any_end + own + 2 * incidence * both)
    )
    # Differences of sums that are equal may come out a little below 0.
    error: FloatArray = np.sqrt(np.maximum(variance, 0))
    return error
