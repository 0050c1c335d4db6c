"""Who needs me first: level, trend and the region's need together, and which of them it is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.measures.health.codes import Level, Reason
from lib.measures.health.scoring import is_silent
from lib.measures.health.settings import ROUNDING, NeedRules, health_thresholds
from lib.measures.rates import FloatArray

KEYS = ["region_id", "committee_id", "as_of"]
NEAR_A_DECISION = [str(Level.READY), str(Level.REVIVING)]
OF_LEVEL = {
    str(Level.READY): Reason.READY,
    str(Level.REVIVING): Reason.REVIVING,
    str(Level.STALLED): Reason.STALLED,
}


def change_since(measured: pd.DataFrame, as_of: pd.Timestamp, days: int) -> pd.Series:
    """Return how much the score changed in so many days, by ``committee_id``.

    The older score is that of the newest snapshot on or before the day, at most ``snapshot_days``
    before it; NaN where one of the two has no score.

    :param measured: by ``health``, of any number of days.
    """
    then = as_of - pd.Timedelta(days=days)
    oldest = then - pd.Timedelta(days=health_thresholds().need.snapshot_days)
    now = measured[measured["as_of"] == as_of].set_index("committee_id")["score"]
    past = measured[measured["as_of"].between(oldest, then)].sort_values("as_of")
    before = past.drop_duplicates("committee_id", keep="last").set_index("committee_id")["score"]
    return now - before.reindex(now.index)


def who_first(
    measured: pd.DataFrame, as_of: pd.Timestamp, region_need: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return the committees of one day, the one that needs someone most first.

    The ``urgency``, 0 to 1, is the mean of what is known of three parts by the weights of
    ``[health.need]``: ``level_part`` (1 less the score, at least that of a fragile one where it
    doesn't meet; ``opportunity`` for a committee that is ready or reviving, at least that for a
    stalled one), ``trend_part`` (the fall over 4 or 13 weeks, the worse one) and ``region_part``.
    Committees without enough data follow, urgency NaN; those that are building, resting or closed
    are left out.

    :param measured: by ``health``, of ``as_of`` and of the days that it is compared with.
    :param region_need: by ``region_id``, 0 (least) to 1 (most); a region it lacks is not known.
    :return: ``region_id, committee_id, as_of, status, level, score, progress, change_4_weeks,
        change_13_weeks, level_part, trend_part, region_part, urgency``, ``reasons`` (``Reason``s,
        joined by a comma, weightiest first) and ``reason``, the first of them.
    """
    need = health_thresholds().need
    listed = measured[measured["as_of"] == as_of]
    left_out = [str(each) for each in (Level.BUILDING, Level.RESTING, Level.CLOSED)]
    listed = listed[~listed["level"].isin(left_out)].reset_index(drop=True)
    for weeks in (4, 13):
        change = change_since(measured, as_of, 7 * weeks)
        listed[f"change_{weeks}_weeks"] = listed["committee_id"].map(change).astype(float)
    falls = _falls(listed, need)
    parts = pd.DataFrame(
        {
            "level_part": _level_part(listed),
            "trend_part": falls.max(axis=1),
            "region_part": listed["region_id"].map(dict(region_need or {})).astype(float),
        }
    )
    parts = parts.where(listed["level"] != Level.NOT_ENOUGH_DATA)
    weights = _weights(need)
    weighed = parts.notna() * weights
    total = weighed.sum(axis=1)
    listed = listed[[*KEYS, "status", "level", "score", "progress", *falls.columns]].assign(
        **parts,
        urgency=(parts * weights).sum(axis=1).where(total > 0) / total,
        reasons=_reasons(listed, parts, falls),
    )
    listed["reason"] = [str(reasons).split(",")[0] for reasons in listed["reasons"].tolist()]
    return listed.sort_values(
        ["urgency", "committee_id"], ascending=[False, True], na_position="last"
    ).reset_index(drop=True)


def _weights(need: NeedRules) -> pd.Series:
    return pd.Series(
        {
            "level_part": need.level_weight,
            "trend_part": need.trend_weight,
            "region_part": need.region_weight,
        }
    )


def _falls(listed: pd.DataFrame, need: NeedRules) -> pd.DataFrame:
    full = {"change_4_weeks": need.full_fall_4_weeks, "change_13_weeks": need.full_fall_13_weeks}
    return pd.DataFrame({name: (-listed[name] / fall).clip(0, 1) for name, fall in full.items()})


def _level_part(listed: pd.DataFrame) -> FloatArray:
    opportunity = health_thresholds().need.opportunity
    lacking = 1 - listed["score"].fillna(listed["progress"])
    lacking = lacking.where(listed["level"] != Level.STALLED, lacking.clip(lower=opportunity))
    fragile = 1 - health_thresholds().levels.steady_from
    lacking = lacking.where(~is_silent(listed), lacking.clip(lower=fragile))
    part: FloatArray = np.where(listed["level"].isin(NEAR_A_DECISION), opportunity, lacking)
    return part


def _reasons(listed: pd.DataFrame, parts: pd.DataFrame, falls: pd.DataFrame) -> list[str]:
    """Return each committee's reasons, weightiest first, joined by a comma."""
    need, levels = health_thresholds().need, listed["level"]
    of_level = levels.astype(str).map(OF_LEVEL).fillna(Reason.LEVEL)
    is_recent = falls["change_4_weeks"].fillna(0) >= falls["change_13_weeks"].fillna(0)
    codes = {
        "level_part": of_level.mask(is_silent(listed), Reason.SILENT),
        "trend_part": np.where(is_recent, Reason.FALLING_4_WEEKS, Reason.FALLING_13_WEEKS),
        "region_part": [Reason.REGION_NEED] * len(levels),
    }
    reasons_of_rows: list[list[tuple[float, str]]] = [[] for _ in range(len(levels))]
    for name, weight in _weights(need).items():
        # Plain lists: an element of a column at a time takes ten times as long.
        rows = zip(parts[name].tolist(), pd.Series(codes[str(name)]).tolist(), strict=True)
        for reasons, (part, code) in zip(reasons_of_rows, rows, strict=True):
            if part >= need.reason_from - ROUNDING:
                reasons.append((-weight * part, str(code)))
    return [
        ",".join(code for _, code in sorted(reasons))
        or str(Reason.NOT_ENOUGH_DATA if level == Level.NOT_ENOUGH_DATA else Reason.NONE)
        for reasons, level in zip(reasons_of_rows, levels.tolist(), strict=True)
    ]
