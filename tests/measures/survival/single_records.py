"""Kaplan and Meier's estimate of single records, by statsmodels."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight


def curve_of(
    durations: ArrayLike, ended: ArrayLike, entries: ArrayLike | None = None
) -> pd.DataFrame:
    """The curve at the times of an end, of records that one has each, with 95 % log-log limits.

    Columns ``time, at_risk, surviving, low, high``; the limits NaN where nobody is left.
    """
    since = None if entries is None else np.asarray(entries)
    fit = SurvfuncRight(np.asarray(durations), np.asarray(ended, dtype=int), entry=since)
    share = fit.surv_prob
    with np.errstate(divide="ignore", invalid="ignore"):
        # The variance of log(-log S) is that of S over (S log S) squared.
        error = fit.surv_prob_se / (share * np.log(share))
    reach = norm.ppf(0.975) * np.abs(error)
    return pd.DataFrame(
        {
            "time": fit.surv_times,
            "at_risk": fit.n_risk,
            "surviving": share,
            "low": share ** np.exp(reach),
            "high": share ** np.exp(-reach),
        }
    )


def first_time(curve: pd.DataFrame, share: float, column: str = "surviving") -> float:
    """The first time of a curve at which a column is at ``share`` or below; NaN if never."""
    return float(curve.loc[curve[column] <= share + 1e-12, "time"].min())
