"""Who needs me first: level, trend and the region's need together, and which of them it is."""

from collections.abc import Mapping, Sequence

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

_REASONS = sorted(str(reason) for reason in Reason)
_AT = {reason: at for at, reason in enumerate(_REASONS)}
_NO_REASON = len(_REASONS)


def _changes(measured: pd.DataFrame, as_of: pd.Timestamp, days: Sequence[int]) -> list[FloatArray]:
    """How much the score changed in each number of days, by row of ``as_of`` in order.

    The older score is that of the newest snapshot on or before the day, at most ``snapshot_days``
    before it; NaN where one of the two has no score.

    :param measured: by ``health``, of any number of days.
    """
    # Numbered once: to look thousands up by their names for each takes several times as long.
    number, names = pd.factorize(measured["committee_id"])
    day, score = measured["as_of"], measured["score"].to_numpy(np.float64)
    is_now = (day == as_of).to_numpy()
    changes = []
    for then in (as_of - pd.Timedelta(days=n) for n in days):
        oldest = then - pd.Timedelta(days=health_thresholds().need.snapshot_days)
        past = np.flatnonzero(day.between(oldest, then))
        past = past[np.argsort(day.to_numpy()[past], kind="stable")]
        before = np.full(len(names), np.nan)
        # Of a committee's days the newest is written last, and stays.
        before[number[past]] = score[past]
        changes.append(score[is_now] - before[number[is_now]])
    return changes


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
    in_4_weeks, in_13_weeks = _changes(measured, as_of, [7 * 4, 7 * 13])
    listed = measured[measured["as_of"] == as_of].assign(
        change_4_weeks=in_4_weeks, change_13_weeks=in_13_weeks
    )
    left_out = [str(each) for each in (Level.BUILDING, Level.RESTING, Level.CLOSED)]
    listed = listed[~listed["level"].isin(left_out)].reset_index(drop=True)
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
    is_recent = falls["change_4_weeks"].fillna(0) >= falls["change_13_weeks"].fillna(0)
    # As numbers in the order of the codes: each list of reasons is put together once.
    of_level, each_level = pd.factorize(levels)
    at_level = np.array([_AT[OF_LEVEL.get(str(level), Reason.LEVEL)] for level in each_level])
    code = np.column_stack(
        [
            np.where(is_silent(listed), _AT[Reason.SILENT], at_level[of_level]),
            np.where(is_recent, _AT[Reason.FALLING_4_WEEKS], _AT[Reason.FALLING_13_WEEKS]),
            np.full(len(levels), _AT[Reason.REGION_NEED]),
        ]
    )
    weights = _weights(need)[["level_part", "trend_part", "region_part"]]
    part = parts[weights.index].to_numpy(np.float64)
    counts = part >= need.reason_from - ROUNDING
    by_weight = np.lexsort((code, np.where(counts, -weights.to_numpy() * part, np.inf)), axis=-1)
    told = np.take_along_axis(np.where(counts, code, _NO_REASON), by_weight, axis=-1)
    # A list is one number, whose digits are its reasons.
    digits = (_NO_REASON + 1) ** np.arange(told.shape[1])
    _, row, of_row = np.unique(told @ digits, return_index=True, return_inverse=True)
    said = [",".join(_REASONS[each] for each in told[at] if each < _NO_REASON) for at in row]
    without = np.where(levels == Level.NOT_ENOUGH_DATA, Reason.NOT_ENOUGH_DATA, Reason.NONE)
    return [said[each] or str(none) for each, none in zip(of_row, without, strict=True)]
