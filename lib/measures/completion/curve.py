"""The share of learners who have completed, by days since enrolling."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.measures import thresholds


def completion_curve(
    days: pd.DataFrame,
    by: Sequence[str] = (),
    minimum_at_risk: int | None = None,
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return Kaplan and Meier's estimate of completion for each group of ``completion_days``.

    Columns: ``by``, ``day``, ``at_risk`` (learners still followed just before that day),
    ``completed`` (share by the end of that day), ``low`` and ``high`` (log-log limits, lifelines).
    A row for day 0 and every day on which someone completed or was last followed. The three are
    NaN on days when fewer than ``minimum_at_risk`` are followed. Both settings are those of
    ``thresholds.toml`` unless given. Withdrawal is taken to say nothing of how soon those who
    stay complete, so the curve is what would be seen if nobody withdrew.

    Raises:
        ValueError: a number of days or of learners is negative.
    """
    if (days["days"] < 0).any() or (days["learners"] < 0).any():
        raise ValueError("Days and learners must not be negative; leave such records out first.")
    least = thresholds.completion().minimum_at_risk if minimum_at_risk is None else minimum_at_risk
    alpha = 1 - (thresholds.rates().confidence if confidence is None else confidence)
    followed = days[days["learners"] > 0]
    columns = [*by, "day", "at_risk", "completed", "low", "high"]
    if followed.empty:
        return pd.DataFrame(columns=columns)
    if not by:
        return _curve(followed, least, alpha)[columns]
    curves = [
        _curve(rows, least, alpha).assign(**dict(zip(by, keys, strict=True)))
        for keys, rows in followed.groupby(list(by), dropna=False, observed=True)
    ]
    return pd.concat(curves, ignore_index=True)[columns]


def _curve(rows: pd.DataFrame, minimum_at_risk: int, alpha: float) -> pd.DataFrame:
    # Imported late: lifelines takes seconds to load.
    from lifelines import KaplanMeierFitter

    fitted = KaplanMeierFitter(alpha=alpha).fit(
        rows["days"], rows["completed"], weights=rows["learners"]
    )
    limits = fitted.confidence_interval_.to_numpy()
    curve = pd.DataFrame(
        {
            "day": fitted.event_table.index.to_numpy(dtype=np.int64),
            "at_risk": fitted.event_table["at_risk"].to_numpy(dtype=np.int64),
            "completed": 1 - fitted.survival_function_.to_numpy()[:, 0],
            "low": 1 - limits.max(axis=1),
            "high": 1 - limits.min(axis=1),
        }
    )
    blank = curve["at_risk"] < minimum_at_risk
    curve.loc[blank, ["completed", "low", "high"]] = np.nan
    return curve
