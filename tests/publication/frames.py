"""Atoms and cells of one period, written as plain numbers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.publication.parameters import NATION
from lib.publication.rounding import MASKED

WEEK = pd.Timestamp("2024-01-01")


def atoms(
    metric: str,
    values: Sequence[int | None],
    *,
    weeks: int = 4,
    start: str = "2024-01-01",
    kind: str = "rounded",
) -> pd.DataFrame:
    """One atom an area, ``r0``, ``r1`` … and the nation last; ``None`` is masked."""
    areas = [f"r{n}" for n in range(len(values) - 1)] + [NATION]
    return pd.DataFrame(
        {
            "metric": metric,
            "period_start": pd.Timestamp(start),
            "weeks": weeks,
            "area": areas,
            "value": [MASKED if value is None else value for value in values],
            "class": kind,
        }
    )


def inputs(metric: str, amounts: Mapping[str, Sequence[int]], weeks: int = 4) -> pd.DataFrame:
    """Raw numbers of each region's committees, in the one period of :data:`WEEK`."""
    rows = [
        (area, metric, f"{area} c{n}", WEEK, weeks, amount)
        for area, by_committee in amounts.items()
        for n, amount in enumerate(by_committee)
    ]
    columns = ["area", "metric", "contributor", "period_start", "weeks", "amount"]
    return pd.DataFrame(rows, columns=columns)
