"""Completion curves read at single days, and compared at their milestones.

Curves are those of ``completion_curve``, already blank where too few learners are followed.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.measures import thresholds
from lib.measures.delays import IntArray

# A product of fractions may stay below the share that it equals by this much.
ROUNDING = 1e-9
NEARLY = 0.01
ESTIMATES = ["completed", "low", "high"]


def curve_at(
    curve: pd.DataFrame, days: ArrayLike, group: str, minimum_at_risk: int | None = None
) -> pd.DataFrame:
    """Return the curve of each ``group`` at the end of each of ``days`` (0 or more).

    Columns: the group, ``day``, ``at_risk`` (learners still followed just before that day),
    ``completed``, ``low``, ``high``; these three NaN where fewer than ``minimum_at_risk`` (of
    ``thresholds.toml`` unless given) are followed.
    """
    least = thresholds.completion().minimum_at_risk if minimum_at_risk is None else minimum_at_risk
    at = np.asarray(days, dtype=np.int64)
    curves = [
        _at(rows, at, least).assign(**{group: key})
        for key, rows in curve.groupby(group, dropna=False, sort=False)
    ]
    columns = [group, "day", "at_risk", *ESTIMATES]
    return (
        pd.concat(curves, ignore_index=True)[columns] if curves else pd.DataFrame(columns=columns)
    )


def _at(curve: pd.DataFrame, at: IntArray, least: int) -> pd.DataFrame:
    day = curve["day"].to_numpy(dtype=np.int64)
    # A curve keeps its value until its next day; those followed are counted just before that.
    latest, following = day.searchsorted(at, "right") - 1, day.searchsorted(at, "left")
    at_risk = np.append(curve["at_risk"].to_numpy(dtype=np.int64), 0)[following]
    values = curve[ESTIMATES].to_numpy(dtype=np.float64)[latest]
    values[at_risk < least] = np.nan
    estimates = dict(zip(ESTIMATES, values.T, strict=True))
    return pd.DataFrame({"day": at, "at_risk": at_risk, **estimates})


def milestones(curve: pd.DataFrame, group: str, day: int | None = None) -> pd.DataFrame:
    """Return where the curve of each ``group`` stands after ``day`` days, and when it is at half.

    Columns: the group, ``learners``, ``half_day`` (the first day by whose end half have completed;
    NaN if the curve does not get there), then ``at_risk``, ``completed``, ``low`` and ``high`` of
    ``curve_at``. ``day`` is the longest of the horizons of ``thresholds.toml`` unless given.
    """
    at = max(thresholds.completion().horizons_days) if day is None else day
    standing = curve_at(curve, [at], group).drop(columns="day")
    begun = curve[curve["day"] == 0].set_index(group)["at_risk"]
    half = curve[curve["completed"] >= 0.5 - ROUNDING].groupby(group, dropna=False)["day"].min()
    return standing.assign(learners=standing[group].map(begun), half_day=standing[group].map(half))


def last_day(curve: pd.DataFrame, group: str) -> int:
    """Return the day from which on hardly anyone (one in a hundred) completes in any ``group``.

    0 where no group has a curve.
    """
    shown = curve[curve["completed"].notna()]
    ends = shown.groupby(group, dropna=False)["completed"].transform("max")
    reached = shown[shown["completed"] >= ends - NEARLY - ROUNDING]
    return int(reached.groupby(group, dropna=False)["day"].min().max()) if len(reached) else 0


@dataclass(frozen=True)
class Contrast:
    """The group of whom half complete soonest, and the one with fewest done after ``day`` days."""

    quickest: object
    half_day: int
    slowest: object
    day: int
    not_done: float


def contrast(curve: pd.DataFrame, group: str) -> Contrast | None:
    """Return the two groups of a curve that lie furthest apart, at the longest horizon that can.

    The horizons are those of ``thresholds.toml``. At one of them the groups' bands don't overlap;
    ``None`` where they do at all of them (then chance may have set the groups apart), or no group
    reaches half.
    """
    for day in sorted(thresholds.completion().horizons_days, reverse=True):
        standings = milestones(curve, group, day)
        reached = standings[standings["half_day"].notna()]
        shown = standings[standings["completed"].notna()]
        if reached.empty or shown.empty:
            continue
        order = ["half_day", "completed", group]
        quick = reached.sort_values(order, ascending=[True, False, True]).iloc[0]
        slow = shown.sort_values(["completed", group]).iloc[0]
        if slow["high"] < quick["low"]:
            not_done = 1 - float(slow["completed"])
            return Contrast(quick[group], int(quick["half_day"]), slow[group], day, not_done)
    return None
