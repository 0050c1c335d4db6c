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
    silent, days = held_out["silent"].to_numpy(), held_out[BASELINE].to_numpy()
    committees, _ = pd.factorize(held_out["committee_id"])
    own: list[NDArray[np.intp]] = [np.flatnonzero(committees == i) for i in np.unique(committees)]
    gains = []
    for _ in range(rules.draws):
        drawn = np.concatenate([own[i] for i in random.integers(0, len(own), len(own))])
        gains.append(auc(silent[drawn], probability[drawn]) - auc(silent[drawn], days[drawn]))
    # A draw without a silent committee has no AUC.
    return float(np.nanquantile(gains, 1 - rules.confidence))


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
