"""Counts of people by place within place: which are too small to be told, or would give one away.

A count of one to four people is not told; nor is another beside it where the sum of both is told,
since the difference would be the hidden one (complementary suppression; Willenborg and de Waal,
Elements of Statistical Disclosure Control, 2001, chapter 2). What is not told of places is told of
the next wider one: of at least two places together, and at least as many people.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures import thresholds


def tell(
    cells: pd.DataFrame, levels: Sequence[str], count: str, fewest: int | None = None
) -> list[pd.DataFrame]:
    """Return what may be told of a count, a frame a level, the widest first.

    Of the widest level nothing above is told, so a small count hides no other one. What is not told
    of a place is not told of any place within it. A null place is a place like another.

    :param cells: the levels' columns and the count, in whole numbers.
    :param levels: columns that name places, each within that before it.
    :param fewest: that of ``thresholds.toml`` unless given.
    :return: of each level the columns up to its own, the count and ``is_told``.
    """
    fewest = thresholds.membership().minimum_people if fewest is None else fewest
    frames: list[pd.DataFrame] = []
    for depth in range(1, len(levels) + 1):
        places = list(levels[:depth])
        # A sum over nothing known is zero, as a place without a row is.
        frame = cells.groupby(places, dropna=False, as_index=False)[count].sum()
        if frames:
            above = frames[-1].drop(columns=count)
            frame = frame.merge(above, on=places[:-1], how="left", validate="m:1")
            group = frame.groupby(places[:-1], dropna=False, sort=False).ngroup()
            hidden = hides(frame[count].to_numpy(), group.to_numpy(), fewest)
            frame["is_told"] = frame["is_told"].to_numpy(dtype=bool) & ~hidden
        else:
            frame["is_told"] = ~is_small(frame[count].to_numpy(), fewest)
        frames.append(frame)
    return frames


def remainders(frames: Sequence[pd.DataFrame], count: str) -> pd.DataFrame:
    """Return what is told of the hidden places together, a row a place within which there are any.

    :param frames: by :func:`tell`.
    :return: the columns of the last level but its own, those of narrower places null, and the
        count.
    """
    found = []
    for above, below in pairwise(frames):
        places = [name for name in above.columns if name not in (count, "is_told")]
        told = above[above["is_told"]].drop(columns=[count, "is_told"])
        hidden = below[~below["is_told"]].merge(told, on=places)
        found.append(hidden.groupby(places, dropna=False, as_index=False)[count].sum())
    return pd.concat(found, ignore_index=True)


def is_small(counts: NDArray[np.generic], fewest: int | None = None) -> NDArray[np.bool_]:
    """Return which counts are of somebody, and of too few to be told; none is no secret."""
    fewest = thresholds.membership().minimum_people if fewest is None else fewest
    numbers = np.asarray(counts, dtype=np.float64)
    return np.asarray((numbers > 0) & (numbers < fewest))


def hides(
    counts: NDArray[np.generic], group: NDArray[np.generic], fewest: int | None = None
) -> NDArray[np.bool_]:
    """Return which counts are not told where the sum of their group is.

    The small ones; and with them, of the same group, the next larger until at least two are hidden
    and at least ``fewest`` people among them. A zero neither is hidden nor hides.

    :param group: the group of each count.
    """
    fewest = thresholds.membership().minimum_people if fewest is None else fewest
    frame = pd.DataFrame({"count": np.asarray(counts, dtype=np.float64), "group": group})
    frame["small"] = is_small(frame["count"].to_numpy(), fewest)
    somebody = frame[frame["count"] > 0].sort_values(["group", "count"], kind="stable")
    within = somebody.groupby("group", sort=False)
    rank, summed = within.cumcount() + 1, within["count"].cumsum()
    small = within["small"].transform("sum")
    # So many people are never one place's: the smallest has fewer.
    enough = (rank >= small) & (summed >= fewest)
    # A group that is too small altogether has no such place: all of it is hidden.
    last = rank.where(enough).groupby(somebody["group"]).transform("min")
    hidden = (small > 0) & (rank <= last.fillna(np.inf))
    return np.asarray(hidden.reindex(frame.index, fill_value=False), dtype=bool)
