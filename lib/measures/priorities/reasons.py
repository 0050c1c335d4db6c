"""Why a place is where it is, and what changed since before."""

import numpy as np
import pandas as pd

from lib.measures.priorities.scoring import Priorities

SAID = 3


def why_here(found: Priorities, place_id: str, most: int = SAID) -> pd.DataFrame:
    """Return what lifts a place above the middle of the others, most first.

    The rows of ``found.components`` of the place with ``above``: the points it has more than the
    median place; only those above. Empty where nothing lifts it.

    :raises KeyError: if there is no such place.
    """
    rows = found.components
    if place_id not in set(rows["place_id"]):
        raise KeyError(place_id)
    middle = rows.groupby("component")["points"].transform("median")
    rows = rows.assign(above=rows["points"] - middle)
    mine = rows[(rows["place_id"] == place_id) & (rows["above"] > 0)]
    return mine.nlargest(most, "above").reset_index(drop=True)


def changes_since(now: Priorities, before: Priorities) -> pd.DataFrame:
    """Return how ranks, need and capacity moved, the furthest first.

    Columns ``place_id, rank, rank_before, rank_change`` (positive: higher up the list than before),
    ``need_change, capacity_change, component`` (that whose points changed most) and its
    ``points_change``. Only places ranked at both times.
    """
    columns = ["place_id", "rank", "need", "capacity"]
    both = now.places[columns].merge(
        before.places[columns], on="place_id", suffixes=("", "_before")
    )
    both = both[both["rank"].notna() & both["rank_before"].notna()]
    moved = _moved(now, before)
    result = both.assign(
        rank_change=both["rank_before"] - both["rank"],
        need_change=both["need"] - both["need_before"],
        capacity_change=both["capacity"] - both["capacity_before"],
    ).merge(moved, on="place_id", how="left")
    order = np.argsort(-result["rank_change"].abs().to_numpy(), kind="stable")
    kept = ["place_id", "rank", "rank_before", "rank_change", "need_change", "capacity_change"]
    return result.iloc[order][[*kept, "component", "points_change"]].reset_index(drop=True)


def _moved(now: Priorities, before: Priorities) -> pd.DataFrame:
    key = ["place_id", "component"]
    points = now.components[[*key, "points"]].merge(
        before.components[[*key, "points"]], on=key, suffixes=("", "_before")
    )
    points["points_change"] = points["points"] - points["points_before"]
    points = points[points["points_change"].notna()]
    most = points["points_change"].abs().groupby(points["place_id"]).idxmax()
    return points.loc[most, ["place_id", "component", "points_change"]]
