"""The share of learners who have completed, by days since enrolling."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.survival import kaplan_meier


def completion_curve(
    days: pd.DataFrame,
    by: Sequence[str] = (),
    minimum_at_risk: int | None = None,
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return Kaplan and Meier's estimate of completion for each group of counted learners.

    ``days`` has ``by``, ``days`` from enrolling, ``completed`` (else last followed then: withdrawn,
    or not done yet) and ``learners``.

    Columns: ``by``, ``day``, ``at_risk`` (learners still followed just before that day),
    ``completed`` (share by the end of that day), ``low`` and ``high`` (log-log limits).
    A row for day 0 and every day on which someone completed or was last followed. The three are
    NaN on days when fewer than ``minimum_at_risk`` are followed. Both settings are those of
    ``thresholds.toml`` unless given. Withdrawal is taken to say nothing of how soon those who
    stay complete, so the curve is what would be seen if nobody withdrew.

    :raises ValueError: if a number of days or of learners is negative.
    """
    if (days["days"] < 0).any() or (days["learners"] < 0).any():
        raise ValueError("Days and learners must not be negative; leave such records out first.")
    least = thresholds.completion().minimum_at_risk if minimum_at_risk is None else minimum_at_risk
    followed = days[days["learners"] > 0]
    columns = [*by, "day", "at_risk", "completed", "low", "high"]
    if followed.empty:
        return pd.DataFrame(columns=columns)
    if not by:
        return _curve(followed, least, confidence)[columns]
    curves = [
        _curve(rows, least, confidence).assign(**dict(zip(by, keys, strict=True)))
        for keys, rows in followed.groupby(list(by), dropna=False, observed=True)
    ]
    return pd.concat(curves, ignore_index=True)[columns]


def _curve(rows: pd.DataFrame, minimum_at_risk: int, confidence: float | None) -> pd.DataFrame:
    survival = kaplan_meier(
        rows["days"], rows["completed"], rows["learners"], confidence=confidence
    )
    curve = pd.DataFrame(
        {
            "day": survival["time"].astype(np.int64),
            "at_risk": survival["at_risk"],
            "completed": 1 - survival["surviving"],
            "low": 1 - survival["high"],
            "high": 1 - survival["low"],
        }
    )
    too_few = curve["at_risk"] < minimum_at_risk
    curve.loc[too_few, ["completed", "low", "high"]] = np.nan
    return curve
