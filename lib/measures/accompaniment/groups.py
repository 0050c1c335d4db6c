"""Days in groups: how old an open request is, and how long ago a committee was visited."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class DayGroup:
    """So many days, both ends included; ``last`` is ``None`` where it has no end."""

    first: int
    last: int | None


def day_groups(lasts: Sequence[int]) -> tuple[DayGroup, ...]:
    """Return the groups that end on these days, ascending, and the one without an end."""
    firsts = [0, *(last + 1 for last in lasts)]
    return tuple(DayGroup(*pair) for pair in zip(firsts, [*lasts, None], strict=True))


def group_of(days: "pd.Series[float]", lasts: Sequence[int]) -> "pd.Series[int]":
    """Return the position in :func:`day_groups` of each number of days; one more where missing."""
    position = np.searchsorted(np.asarray(lasts, dtype=float), days.to_numpy(float), side="left")
    return pd.Series(np.where(days.isna(), len(lasts) + 1, position), index=days.index)


def by_age(waiting: pd.DataFrame, today: pd.Timestamp, lasts: Sequence[int]) -> pd.DataFrame:
    """Count open requests by how long they wait, a row a group, the newest first.

    :param waiting: ``opened_on, open, unanswered``, up to today.
    :param lasts: the last day of each group but the oldest.
    :return: ``first, last`` (days; ``last`` NaN where there is no end), ``open, unanswered,
        answered``; a group without a request has zeros.
    """
    groups = day_groups(lasts)
    age = (today - waiting["opened_on"]).dt.days.astype(float)
    counts = (
        waiting.groupby(group_of(age, lasts))[["open", "unanswered"]]
        .sum()
        .reindex(range(len(groups)), fill_value=0.0)
    )
    return counts.assign(
        first=[float(group.first) for group in groups],
        last=[float("nan") if group.last is None else float(group.last) for group in groups],
        answered=counts["open"] - counts["unanswered"],
    ).reset_index(drop=True)
