"""A committee's history by month, and the months in which it could fall silent."""

import numpy as np
import pandas as pd

from lib.measures.early_warning.settings import thresholds

HISTORY = {
    "committee_id": "with as_of, unique",
    "as_of": "a day a month, the same for all committees; health's snapshots will do",
    "status": "on the day",
    "days_since_last_gathering": "as in health",
    "gatherings_90": "as in health",
    "own_rhythm_90": "as in health",
    "coordinators": "as in health",
    "turnout": "attended over counted gatherings, of the 90 days; null without a counted one",
    "turnout_before": "the same, of the 90 days before these",
    "gatherings_next_90": "held_on in the 90 days after as_of; null until they are over",
}
"""The columns of a committee's history and what they are; null is no data."""

SIGNS = ("days", "rhythm", "turnout_trend", "coordinators")


def at_risk(history: pd.DataFrame) -> pd.DataFrame:
    """Return the committee-months at risk, with the four signs and ``silent`` (NaN: not yet known).

    Signs: ``days``, the log of one more than the days since the last gathering; ``rhythm``, the
    gatherings of 90 days over the usual number, at most ``most_rhythm``; ``turnout_trend``, the
    change of the log of the attendance; ``coordinators``, at most ``most_coordinators``.
    """
    rules = thresholds()
    names = [name for name in HISTORY if name not in ("committee_id", "as_of", "status")]
    history = history.astype(dict.fromkeys(names, float))
    active = history["status"] == "active"
    meeting = history["days_since_last_gathering"] < rules.silent_days
    months = history[active & meeting]
    with np.errstate(divide="ignore", invalid="ignore"):
        rhythm = months["gatherings_90"] / months["own_rhythm_90"]
        trend = np.log(months["turnout"] / months["turnout_before"])
    is_over = months["gatherings_next_90"].notna()
    return pd.DataFrame(
        {
            "committee_id": months["committee_id"],
            "as_of": months["as_of"],
            "days": np.log1p(months["days_since_last_gathering"]),
            "rhythm": rhythm.where(np.isfinite(rhythm)).clip(upper=rules.most_rhythm),
            "turnout_trend": trend.where(np.isfinite(trend)),
            "coordinators": months["coordinators"].clip(upper=rules.most_coordinators),
            "silent": (months["gatherings_next_90"] == 0).astype(float).where(is_over),
        }
    ).reset_index(drop=True)
