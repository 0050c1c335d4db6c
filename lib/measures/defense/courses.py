"""How soon cases end, and in what, from classes of counted steps of days."""

import numpy as np
import pandas as pd

from lib.measures.defense.classes import middle
from lib.measures.defense.settings import defense
from lib.measures.survival import cumulative_incidence

OPEN = "open"
"""The outcome of a case that had not ended when it was last followed."""


def courses(told: pd.DataFrame) -> pd.DataFrame:
    """Return the share of cases that ended in each outcome, by days since opening.

    Each class counts as its middle. A case ends on the last day of its step. Of those last followed
    within a step half count to its end and half to its middle: the actuary's half (Cutler and
    Ederer 1958, Journal of Chronic Diseases 8:699), here with Aalen and Johansen's estimate of ends
    that rule each other out. Its limits are those of chance among so many cases; that the counts
    are classes is not in them.

    A class of 0 to 4 counts as 2 and may be empty, so that of few cases most of a curve would be
    made up. A step is told only where taking those classes for empty moves no outcome's share by
    more than ``class_error``, and where enough are followed for sure, and half of all.

    :param told: one row an ``is_detained``, ``day_until`` and ``outcome`` with its class.
    :return: ``is_detained, outcome, day`` (0, then the steps), ``at_risk`` (about), ``share, low,
        high``: null from the first step that isn't told. No row where nobody ended.
    """
    curves = [
        _curve(of_one).assign(is_detained=is_detained)
        for is_detained, of_one in told.groupby("is_detained")
    ]
    columns = ["is_detained", "outcome", "day", "at_risk", "share", "low", "high"]
    return pd.concat(curves)[columns].reset_index(drop=True) if curves else _none(columns)


def _curve(told: pd.DataFrame) -> pd.DataFrame:
    counts = middle(told)
    curve = _incidence(told, counts)
    if curve.empty:
        return curve
    # By day and outcome; an outcome of which no case is sure has no share there.
    shares = curve.pivot(index="day", columns="outcome", values="share")
    sure = _incidence(told, counts.where(told["at_least"] > 0, 0))
    least = sure.pivot(index="day", columns="outcome", values="share")
    least = least.reindex_like(shares).ffill().fillna(0)
    is_near = (shares - least).abs().max(axis=1) <= defense().class_error
    followed = np.array([told.loc[told["day_until"] >= d, "at_least"].sum() for d in shares.index])
    at_risk = curve.groupby("day")["at_risk"].first()
    is_sure = (followed >= defense().minimum_at_risk) & (followed >= at_risk / 2)
    is_told = (is_near & is_sure).cummin()
    is_told = is_told | (is_told.index == 0)
    ends = ["share", "low", "high"]
    curve[ends] = curve[ends].where(curve["day"].map(is_told))
    return curve


def _incidence(told: pd.DataFrame, counts: "pd.Series[float]") -> pd.DataFrame:
    """``outcome, day, at_risk, share, low, high`` of so many cases in each class."""
    days = np.union1d(0, told["day_until"])
    rows = told.assign(
        n=counts.round().astype(int),
        before=days[np.searchsorted(days, told["day_until"]) - 1],
    )
    is_open = rows["outcome"] == OPEN
    half = (rows["n"] // 2).where(is_open, 0)
    middles = (rows["day_until"] + rows["before"]) / 2
    early = rows.assign(n=half, day_until=middles)[is_open]
    records = pd.concat([rows.assign(n=rows["n"] - half), early])
    ends = records["outcome"].where(records["outcome"] != OPEN)
    curve = cumulative_incidence(records["day_until"], ends, records["n"])
    # The middles of the steps are times at which nobody ends.
    curve = curve[curve["time"].isin(days)].reset_index(drop=True)
    return curve.rename(columns={"end": "outcome", "time": "day", "incidence": "share"})


def _none(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=columns)
