"""How well committees are ordered, and how true the probabilities are."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from lib.measures.early_warning.settings import thresholds
from lib.measures.rates import FloatArray, with_wilson

BASELINE = "days"
"""The sign whose order alone the model must beat."""


def auc(silent: FloatArray, score: FloatArray) -> float:
    """Return the chance that a committee that fell silent scored above one that didn't.

    Ties count half (Mann and Whitney); NaN if there are not both kinds.
    """
    positive = silent == 1
    n, m = positive.sum(), (~positive).sum()
    if not n or not m:
        return float("nan")
    return float((rankdata(score)[positive].sum() - n * (n + 1) / 2) / (n * m))


def gain_low(held_out: pd.DataFrame, probability: FloatArray) -> float:
    """Return the lower confidence limit of the gain in AUC; a committee's months stay together."""
    rules = thresholds()
    random = np.random.default_rng(rules.seed)
    silent, days = held_out["silent"].to_numpy() == 1, held_out[BASELINE].to_numpy()
    committees, own = pd.factorize(held_out["committee_id"])
    model, baseline = (_Ordered(silent, score, committees) for score in (probability, days))
    gains = []
    for _ in range(rules.draws):
        drawn = random.integers(0, len(own), len(own))
        times = np.bincount(drawn, minlength=len(own)).astype(np.float64)
        gains.append(model.auc(times) - baseline.auc(times))
    # A draw without a silent committee has no AUC.
    return float(np.nanquantile(gains, 1 - rules.confidence))


class _Ordered:
    """Months in the order of a score, once for all draws: each takes a committee several times."""

    def __init__(
        self, silent: NDArray[np.bool_], score: FloatArray, committees: NDArray[np.intp]
    ) -> None:
        order = np.argsort(score, kind="stable")
        values = score[order]
        self._committees, silent = committees[order], silent[order]
        self._others = (~silent).astype(np.float64)
        self._silent = np.flatnonzero(silent)
        # Where those who share the score of each silent one begin and end.
        self._from = np.searchsorted(values, values[self._silent], side="left")
        self._to = np.searchsorted(values, values[self._silent], side="right")

    def auc(self, times: FloatArray) -> float:
        """Return :func:`auc` of the committees, each so many times."""
        weight = times[self._committees]
        # Others below each place, and at its end all of them.
        others = np.concatenate([[0.0], np.cumsum(weight * self._others)])
        positive = weight[self._silent]
        n, m = positive.sum(), others[-1]
        if not n or not m:
            return float("nan")
        # Of those who share its score half are below.
        below = (others[self._from] + others[self._to]) / 2
        return float((positive * below).sum() / (n * m))


def calibration(held_out: pd.DataFrame, probability: FloatArray) -> pd.DataFrame:
    """Return predicted against observed silence; see ``EarlyWarning.calibration``."""
    tenth = np.ceil(rankdata(probability, method="average") * 10 / max(len(probability), 1))
    table = pd.DataFrame(
        {"tenth": tenth.astype(int), "silent": held_out["silent"], "predicted": probability}
    )
    grouped = table.groupby("tenth", as_index=False).agg(
        committee_months=("silent", "size"),
        silent=("silent", "sum"),
        predicted=("predicted", "mean"),
    )
    return with_wilson(grouped, "silent", "committee_months")
