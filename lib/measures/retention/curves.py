"""The share of members who stay, by whole months since joining."""

import numpy as np
import pandas as pd

from lib.measures import thresholds as shared
from lib.measures.retention.settings import RetentionThresholds, thresholds
from lib.measures.survival import at_risk, kaplan_meier

ESTIMATES = ["staying", "low", "high"]
COLUMNS = ["month", "start", "at_risk", "left", *ESTIMATES]


def retention_curves(
    counts: pd.DataFrame, group: str, settings: RetentionThresholds | None = None
) -> pd.DataFrame:
    """Return Kaplan and Meier's curve of each group, where at least so many are followed.

    With late entry few may be followed in the first months, and one who leaves would bring the
    curve down for good: at 777 months of age, the men of Channing House fall from all to half, and
    at 781 to nobody (Klein and Moeschberger, Survival Analysis, 2nd edition, section 4.6). So a
    curve begins in the first month in which ``minimum_at_risk`` are followed, and is the share of
    those who were members then. It ends before the first month with fewer.

    :param counts: ``group``; ``entered`` (the month of membership up to whose end they were not
        yet followed; 0: from joining on); ``months`` (in which they left, or the last that was
        followed whole); ``left`` (whether they left); ``members``.
    :param settings: those of ``thresholds.toml`` unless given.
    :return: ``group``; ``month`` (each from the start on); ``start`` (the month that it begins
        with); ``at_risk`` (followed in this month; at the start, in the next); ``left`` (in this
        month); ``staying`` (share by its end), ``low`` and ``high`` (log-log limits). No row of a
        group that never has so many.
    :raises ValueError: as of ``lib.measures.survival.records.read_records``.
    """
    rules = settings or thresholds()
    curves = [
        _curve(rows, first_followed(rows, rules.minimum_at_risk), rules.minimum_at_risk).assign(
            **{group: key}
        )
        for key, rows in counts.groupby(group, dropna=False)
    ]
    return (
        pd.concat(curves, ignore_index=True)[[group, *COLUMNS]]
        if curves
        else pd.DataFrame(columns=[group, *COLUMNS])
    )


def first_followed(rows: pd.DataFrame, least: int) -> int | None:
    """Return the month at whose end so many are members and followed in the next; else ``None``."""
    if rows.empty:
        return None
    months = np.arange(int(rows["months"].max()))
    followed = at_risk(months + 1, rows["months"], rows["members"], rows["entered"])
    enough = np.flatnonzero(followed >= least)
    return int(months[enough[0]]) if enough.size else None


def since(rows: pd.DataFrame, start: int) -> pd.DataFrame:
    """Return the records of those who were members at the end of month ``start``, from there."""
    later = rows[rows["months"] > start]
    return later.assign(
        months=later["months"] - start, entered=(later["entered"] - start).clip(lower=0)
    )


def _curve(rows: pd.DataFrame, start: int | None, least: int) -> pd.DataFrame:
    if start is None:
        return pd.DataFrame(columns=COLUMNS)
    later = since(rows, start)
    durations, members, entered = later["months"], later["members"], later["entered"]
    curve = kaplan_meier(durations, later["left"], members, entered)
    months = np.arange(int(durations.max()) + 1)
    followed = at_risk(months, durations, members, entered)
    # Nobody leaves at the start: those at risk then are those followed in the next month.
    followed[0] = followed[1]
    at = np.searchsorted(curve["time"].to_numpy(), months, side="right") - 1
    ended = np.zeros(len(months), dtype=np.int64)
    ended[curve["time"].to_numpy(dtype=np.int64)] = curve["ended"]
    shown = int(np.append(np.flatnonzero(followed < least), len(months))[0])
    steps = {
        name: curve[column].to_numpy()[at][:shown]
        for name, column in zip(ESTIMATES, ("surviving", "low", "high"), strict=True)
    }
    return pd.DataFrame(
        {
            "month": months[:shown] + start,
            "start": start,
            "at_risk": followed[:shown],
            "left": ended[:shown],
            **steps,
        }
    )


def told_steps(curves: pd.DataFrame, group: str, least: int | None = None) -> pd.DataFrame:
    """Return the months of curves at which nobody, or enough people, left since the one before.

    A step of one to four people is told with those that follow, so that none is told alone; at the
    end of a curve it is not told.

    :param curves: of ``retention_curves``, each in the order of its months.
    :param least: people who are told; ``minimum_people`` of ``thresholds.toml`` unless given.
    :return: the rows that are told; ``left`` counts since the row before.
    """
    enough = shared.membership().minimum_people if least is None else least
    chosen: list[int] = []
    counts: list[int] = []
    running = 0
    before: object = None
    for position, (key, left) in enumerate(zip(curves[group], curves["left"], strict=True)):
        running = int(left) if key != before else running + int(left)
        before = key
        if running == 0 or running >= enough:
            chosen.append(position)
            counts.append(running)
            running = 0
    return curves.iloc[chosen].assign(left=counts).reset_index(drop=True)
