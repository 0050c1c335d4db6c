"""How long a committee waits for a first response and for a resolution, the open ones followed too.

The mean of what is closed would praise whoever leaves the hard ones open: they are not in it. Here
an open request says that it took longer than it has waited so far (Kaplan and Meier's estimate, see
``lib.measures.survival``).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.measures.survival import Quantile, at_risk, kaplan_meier, quantile

STEPS = ("answer", "resolution")
"""The steps of ``rollup.request_wait``, in their order."""


def wait_curves(counts: pd.DataFrame, minimum_followed: int) -> pd.DataFrame:
    """Return the share that got each step by so many days, as far as enough are followed.

    :param counts: ``step, days, closed, requests``.
    :param minimum_followed: where fewer are at risk, the curve ends before.
    :return: ``step, day, followed`` (just before), ``done`` (share, with what came on the day
        itself), ``low, high``; a step with too few from the beginning has no row.
    """
    made = []
    for step, rows in counts.groupby("step", sort=True):
        curve = kaplan_meier(rows["days"], rows["closed"].astype(bool), rows["requests"])
        curve = curve[curve["at_risk"] >= minimum_followed]
        made.append(
            pd.DataFrame(
                {
                    "step": step,
                    "day": curve["time"],
                    "followed": curve["at_risk"],
                    "done": 1 - curve["surviving"],
                    "low": 1 - curve["high"],
                    "high": 1 - curve["low"],
                }
            )
        )
    columns = ["step", "day", "followed", "done", "low", "high"]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=columns)


def wait_medians(counts: pd.DataFrame, by: Sequence[str], minimum_followed: int) -> pd.DataFrame:
    """Return after how many days half of the requests got each step, a row a group and step.

    :param counts: ``by``, ``step, days, closed, requests``.
    :return: ``by``, ``step, requests, open`` (not yet), ``median, low, high`` (days); NaN: not
        reached while ``minimum_followed`` were followed.
    """
    rows = []
    for key, group in counts.groupby([*by, "step"], sort=True):
        closed = group["closed"].astype(bool)
        curve = kaplan_meier(group["days"], closed, group["requests"])
        half = quantile(curve[curve["at_risk"] >= minimum_followed], 0.5)
        if np.isnan(half.time):
            half = Quantile(*[float("nan")] * 3)
        still_open = group.loc[~closed, "requests"].sum()
        rows.append((*key, int(group["requests"].sum()), int(still_open), *half))
    columns = [*by, "step", "requests", "open", "median", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def followed_at(counts: pd.DataFrame, days: Sequence[int]) -> pd.DataFrame:
    """Return how many requests wait for each step still, just before each of some days.

    :param counts: ``step, days, closed, requests``.
    :return: a row a step (its index) and a column a day.
    """
    numbers = {
        step: at_risk(list(days), rows["days"], rows["requests"])
        for step, rows in counts.groupby("step", sort=True)
    }
    return pd.DataFrame.from_dict(numbers, orient="index", columns=list(days))
