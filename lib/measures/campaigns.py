"""How long campaigns stay in a stage, what follows it, and which are late or paused too long."""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from lib.measures.survival.competing import cumulative_incidence
from lib.measures.thresholds import Positive, Section, read_section

WAY = ("research", "base_building", "demand", "negotiation", "won")
"""The stages on the way, in their order."""
OVER = ("won", "lost")
PAUSED = "paused"
FOLLOWING = ("on", "won", "back", "paused", "lost")
"""What may follow a stage: one further on the way, the win, an earlier one, a pause, the loss."""


class CampaignThresholds(Section):
    """``[campaigns]``.

    :ivar strips_below: campaigns of a goal below which each is drawn by itself.
    :ivar paused_days: a pause longer than this is asked about.
    :ivar horizon_days: after how long it is told what followed a stage.
    :ivar fewest: entries into a stage below which no share of them is told.
    """

    strips_below: Positive
    paused_days: Positive
    horizon_days: Positive
    fewest: Positive


@cache
def settings() -> CampaignThresholds:
    """Return ``[campaigns]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("campaigns", CampaignThresholds)


def running(campaigns: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the campaigns that are neither won nor lost nor ended; those paused are among them.

    :param campaigns: ``stage, ended_on`` and more, a row each; an end may be planned.
    """
    has_ended = campaigns["ended_on"] <= pd.Timestamp(day)
    return campaigns[~campaigns["stage"].isin(OVER) & ~has_ended]


def stuck(campaigns: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the running campaigns that are past their target, or paused for too long.

    :param campaigns: ``stage, stage_since, target_on, ended_on`` and more, a row each.
    :return: with ``days_past`` the target and ``days_paused``, both missing where it is not so; who
        has waited longest first.
    """
    going = running(campaigns, day)
    moment = pd.Timestamp(day)
    past = (moment - going["target_on"]).dt.days
    paused = (moment - going["stage_since"]).dt.days.where(going["stage"] == PAUSED)
    rows = going.assign(
        days_past=past.where(past > 0).astype(float),
        days_paused=paused.where(paused > settings().paused_days).astype(float),
    )
    waited = rows[["days_past", "days_paused"]].max(axis=1)
    rows = rows[waited.notna()].assign(waited=waited.dropna())
    return rows.sort_values("waited", ascending=False, kind="stable").drop(columns="waited")


def next_stage(stage: str) -> str | None:
    """Return the stage that comes next on the way; none where it is over or paused."""
    return WAY[WAY.index(stage) + 1] if stage in WAY[:-1] else None


def spells(stages: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the stages that campaigns were in, with how many ``days`` up to a day.

    What is over has no length, so a stage that is the last is left out.

    :param stages: ``campaign_id, stage, entered_on, left_on, next_stage``, a row each.
    """
    rows = stages[~stages["stage"].isin(OVER)]
    until = rows["left_on"].fillna(pd.Timestamp(day))
    return rows.assign(until=until, days=(until - rows["entered_on"]).dt.days)


def what_follows(stages: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return, a stage each, the shares that have gone on so, by ``horizon_days`` after entering it.

    Aalen and Johansen's estimate: campaigns still in the stage count as long as they are followed.
    A campaign that ended in no stage that follows counts as followed to the day.

    :param stages: as for :func:`spells`, of one goal.
    :return: ``stage, entered, left, at_risk`` (still followed at the horizon), ``median_days`` in
        the stage (missing: half have not left), and of each end of ``FOLLOWING``: its share and its
        ``…_low`` and ``…_high``; ``still`` in the stage. Shares are missing where too few entered,
        or none was followed for so long.
    """
    rows = spells(stages, day)
    ends = _ends(rows)
    found = []
    for stage in (*WAY[:-1], PAUSED):
        chosen = rows["stage"] == stage
        if chosen.any():
            found.append(_of_stage(stage, rows.loc[chosen, "days"], ends[chosen]))
    return pd.DataFrame(found)


def _ends(rows: pd.DataFrame) -> "pd.Series[str]":
    order = {stage: position for position, stage in enumerate(WAY)}
    here, after = rows["stage"].map(order), rows["next_stage"].map(order)
    cases = [
        rows["next_stage"].isna(),
        rows["next_stage"].isin((*OVER, PAUSED)),
        after < here,
    ]
    ends = np.select(cases, [None, rows["next_stage"].astype(object), "back"], "on")
    return pd.Series(ends, rows.index, dtype=object)


def _of_stage(stage: str, days: "pd.Series[int]", ends: "pd.Series[str]") -> dict[str, object]:
    horizon = settings().horizon_days
    curves = cumulative_incidence(days, ends)
    of_all = curves.groupby("time")["incidence"].sum()
    halves = of_all[of_all >= 0.5]
    row: dict[str, object] = {
        "stage": stage,
        "entered": len(days),
        "left": int(ends.notna().sum()),
        "at_risk": int((days >= horizon).sum()),
        "median_days": float(halves.index[0]) if len(halves) else np.nan,
    }
    by_then = curves[curves["time"] <= horizon]
    last = by_then.groupby("end").last() if len(by_then) else pd.DataFrame()
    # All have left before: nobody has to be followed any longer.
    is_known = row["at_risk"] or (len(of_all) and of_all.iloc[-1] > 1 - 1e-9)
    is_told = bool(len(days) >= settings().fewest and is_known)
    for end in FOLLOWING:
        for name, column in (("", "incidence"), ("_low", "low"), ("_high", "high")):
            value = float(last.loc[end, column]) if end in last.index else 0.0
            row[f"{end}{name}"] = value if is_told else np.nan
    left = sum(float(str(row[end])) for end in FOLLOWING)
    row["still"] = max(1 - left, 0.0) if is_told else np.nan
    return row
