"""Fitting on earlier months, judging on later ones, predicting if that is worth it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from lib.measures.early_warning.evaluation import BASELINE, auc, calibration, gain_low
from lib.measures.early_warning.hazard import fit
from lib.measures.early_warning.history import HISTORY, SIGNS, at_risk
from lib.measures.early_warning.settings import thresholds
from lib.measures.rates import FloatArray


class Verdict(StrEnum):
    """Whether predictions are shown, and if not, why."""

    SHOWN = "shown"
    NO_BETTER = "no_better"
    TOO_LITTLE_HISTORY = "too_little_history"


@dataclass(frozen=True)
class EarlyWarning:
    """What the organization's history can tell.

    ``auc`` and ``auc_days`` (of days since the last gathering alone) are of the held-out months,
    ``auc_gain_low`` is the lower confidence limit of their difference; NaN on too little history.
    ``calibration``: by tenth of the predicted probability, held out: ``tenth, committee_months,
    silent, predicted`` (mean), ``rate, low, high`` (observed, Wilson). ``predictions``, if shown:
    ``committee_id, as_of, probability`` of the newest day, most likely first.
    ``fitted`` and ``held_out`` count committee-months, ``silent_*`` those that fell silent,
    ``left_out`` those at risk with a sign unknown.
    """

    verdict: Verdict
    auc: float
    auc_days: float
    auc_gain_low: float
    calibration: pd.DataFrame
    predictions: pd.DataFrame
    fitted: int
    silent_fitted: int
    held_out: int
    silent_held_out: int
    left_out: int


def early_warning(history: pd.DataFrame) -> EarlyWarning:
    """Fit, judge on later months, and predict if that is worth it.

    Months are fitted on only if their 90 days were over when the first held-out month was. Shown
    predictions come from a model fitted anew on all months whose outcome is known.

    :param history: the columns of ``HISTORY``; several years of months of all committees.
    :return: verdict ``too_little_history`` with fewer silent committee-months than the thresholds
        ask for, or if the model can't be fitted; ``no_better`` if the lower limit of the gain in
        AUC, by a bootstrap of whole committees, is not above zero.

    :raises ValueError: if a column is missing.
    """
    lacking = [name for name in HISTORY if name not in history]
    if lacking:
        raise ValueError(f"The history lacks {', '.join(lacking)}; add them, null where unknown.")
    months = at_risk(history)
    complete = months.dropna(subset=list(SIGNS))
    settled = complete.dropna(subset=["silent"])
    held_out, earlier = _split(settled)
    hazard = fit(earlier) if _enough(earlier, held_out) else None
    counts = {
        "fitted": len(earlier),
        "silent_fitted": int(earlier["silent"].sum()),
        "held_out": len(held_out),
        "silent_held_out": int(held_out["silent"].sum()),
        "left_out": len(months) - len(complete),
    }
    if hazard is None:
        nan = float("nan")
        nothing = calibration(held_out.iloc[:0], np.empty(0))
        none = _predictions(complete.iloc[:0], np.empty(0))
        return EarlyWarning(Verdict.TOO_LITTLE_HISTORY, nan, nan, nan, nothing, none, **counts)
    probability = hazard.probability(held_out)
    silent = held_out["silent"].to_numpy()
    low = gain_low(held_out, probability)
    final = fit(settled) if low > 0 else None
    newest = complete[complete["as_of"] == history["as_of"].max()]
    shown = newest if final is not None else newest.iloc[:0]
    return EarlyWarning(
        verdict=Verdict.NO_BETTER if final is None else Verdict.SHOWN,
        auc=auc(silent, probability),
        auc_days=auc(silent, held_out[BASELINE].to_numpy()),
        auc_gain_low=low,
        calibration=calibration(held_out, probability),
        predictions=_predictions(shown, (final or hazard).probability(shown)),
        **counts,
    )


def _split(settled: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the held-out months and those whose outcome was known when they began."""
    days = np.sort(settled["as_of"].unique())
    if len(days) == 0:
        return settled, settled
    first = pd.Timestamp(days[-min(thresholds().holdout_months, len(days))])
    over_by = settled["as_of"] + pd.Timedelta(days=thresholds().silent_days)
    return settled[settled["as_of"] >= first], settled[over_by <= first]


def _enough(earlier: pd.DataFrame, held_out: pd.DataFrame) -> bool:
    rules = thresholds()
    needed = ((earlier, rules.minimum_silent_fitted), (held_out, rules.minimum_silent_held_out))
    return all(
        months["silent"].sum() >= least and (months["silent"] == 0).sum() >= least
        for months, least in needed
    )


def _predictions(newest: pd.DataFrame, probability: FloatArray) -> pd.DataFrame:
    table = newest[["committee_id", "as_of"]].assign(probability=probability)
    return table.sort_values("probability", ascending=False, kind="stable").reset_index(drop=True)
