"""Raw numbers of the periods to be published: a row for each atom, and the committees behind it.

A *cell* is area × metric × period before its protection. The nation's is the sum of the regions':
what no region is known of is in neither, so that both are numbers of the same people.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.publication.parameters import NATION

KEY = ["metric", "period_start", "weeks", "area"]
"""Columns that name an atom."""

INPUT = ["area", "metric", "contributor", "period_start", "weeks", "amount"]
"""Columns of the raw numbers: ``rollup.public_input`` of both databases."""


def due_cells(
    inputs: pd.DataFrame, periods: Sequence[tuple[str, date, int]], regions: Sequence[str]
) -> pd.DataFrame:
    """Every cell of the periods, those without any activity as zeros.

    :param inputs: columns :data:`INPUT`; periods as ``datetime64``.
    :param periods: metric, first Monday and weeks of each period to be published.
    :return: :data:`KEY` and ``raw``, ``contributors`` (named ones above zero), ``largest``,
        ``second`` and ``third`` (the greatest of theirs), by metric, period and area, the nation
        last.
    """
    due = pd.DataFrame(list(periods), columns=["metric", "period_start", "weeks"])
    due["period_start"] = pd.to_datetime(due["period_start"])
    areas = pd.DataFrame({"area": [*regions, NATION], "order": range(len(regions) + 1)})
    grid = due.merge(areas, how="cross")
    in_regions = inputs[inputs["area"].isin(regions)].merge(
        due, on=["metric", "period_start", "weeks"]
    )
    contributions = pd.concat([in_regions, in_regions.assign(area=NATION)])
    cells = grid.merge(_tally(contributions), on=KEY, how="left")
    counts = ["raw", "contributors", "largest", "second", "third"]
    cells[counts] = cells[counts].fillna(0).astype("int64")
    cells = cells.sort_values(["metric", "period_start", "weeks", "order"], ignore_index=True)
    return cells[[*KEY, *counts]]


def _tally(contributions: pd.DataFrame) -> pd.DataFrame:
    raw = contributions.groupby(KEY, observed=True)["amount"].sum().rename("raw")
    by_committee = contributions[contributions["contributor"] != ""]
    sums = by_committee.groupby([*KEY, "contributor"], observed=True)["amount"].sum().reset_index()
    sums = sums[sums["amount"] > 0].sort_values("amount", ascending=False, kind="stable")
    groups = sums.groupby(KEY, observed=True)["amount"]
    rank = groups.cumcount()
    parts = [
        raw,
        groups.size().rename("contributors"),
        *(
            sums[rank == place].set_index(KEY)["amount"].rename(name)
            for place, name in enumerate(("largest", "second", "third"))
        ),
    ]
    return pd.concat(parts, axis=1).reset_index()
