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

    :param told: one row an ``is_detained``, ``day_until`` and ``outcome`` with its class.
    :return: ``is_detained, outcome, day`` (0, then the steps), ``at_risk`` (about), ``share, low,
        high``: null from where fewer than ``minimum_at_risk`` are followed. No row where nobody
        ended.
    """
    curves = [
        _curve(of_one).assign(is_detained=is_detained)
        for is_detained, of_one in told.groupby("is_detained")
    ]
    columns = ["is_detained", "outcome", "day", "at_risk", "share", "low", "high"]
    return pd.concat(curves)[columns].reset_index(drop=True) if curves else _none(columns)


def _curve(told: pd.DataFrame) -> pd.DataFrame:
    days = np.union1d(0, told["day_until"])
    rows = told.assign(
        n=middle(told).round().astype(int),
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
    curve = curve[curve["time"].isin(days)]
    is_followed = curve["at_risk"] >= defense().minimum_at_risk
    shown = curve[["incidence", "low", "high"]].where(is_followed)
    return curve.assign(share=shown["incidence"], low=shown["low"], high=shown["high"]).rename(
        columns={"end": "outcome", "time": "day"}
    )


def _none(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns=columns)
