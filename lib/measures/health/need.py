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

_REASONS = pd.Index(sorted(str(reason) for reason in Reason))


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
        "region_part": np.full(len(levels), Reason.REGION_NEED),
    }
    weights = _weights(need)
    names = list(weights.index)
    part = parts[names].to_numpy(np.float64)
    counts = part >= need.reason_from - ROUNDING
    # As numbers in the order of the codes: each list of reasons is put together once.
    is_none = len(_REASONS)
    code = np.column_stack([_REASONS.get_indexer(codes[name].astype(str)) for name in names])
    by_weight = np.lexsort((code, np.where(counts, -weights.to_numpy() * part, np.inf)), axis=-1)
    told = np.take_along_axis(np.where(counts, code, is_none), by_weight, axis=-1)
    lists, of_row = np.unique(told, axis=0, return_inverse=True)
    said = [",".join(_REASONS[each] for each in row if each < is_none) for row in lists]
    without = np.where(levels == Level.NOT_ENOUGH_DATA, Reason.NOT_ENOUGH_DATA, Reason.NONE)
    return [said[each] or str(none) for each, none in zip(of_row.ravel(), without, strict=True)]
