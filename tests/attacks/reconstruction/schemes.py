"""What is published of an organization: by Tejido, and by what is commonly done instead."""

import numpy as np
import pandas as pd

from lib.publication.cells import KEY, due_cells
from lib.publication.parameters import NATION, Parameters
from lib.publication.protection import is_untold, protect
from tests.attacks.reconstruction.organizations import Organization, start_of

HIDDEN_BELOW = 10
"""Naive suppression hides smaller numbers of a region, and tells the rest, and totals, exactly."""


def protected(
    before: Organization, after: Organization, rules: Parameters
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every atom of a release a period, and the cells behind them.

    A release tells its own period as it is then known; what is revised later is told nowhere.

    :returns: atoms as everyone has them in the end, and cells with raw numbers and reasons.
    """
    periods = len(next(iter(before.metrics.values())))
    told: list[pd.DataFrame] = []
    for period in range(periods):
        known = {(c.iloc[0]["metric"], c.iloc[0]["period_start"]) for c in told if len(c)}
        # Also the periods before would be told again, as revised, were they not told already.
        for past in {max(period - 1, 0), period}:
            source = before if past == period else after
            due = [
                (metric, start_of(past), 4)
                for metric in source.metrics
                if (metric, start_of(past)) not in known
            ]
            cells = due_cells(source.inputs(past), due, source.regions)
            if len(cells):
                done = protect(cells, rules, len(source.regions) + 1)
                done = done[~is_untold(done, rules)]
                told += [frame for _, frame in done.groupby("metric")]
    cells = pd.concat(told, ignore_index=True).assign(**{"class": "rounded"})
    return cells[[*KEY, "value", "class"]], cells


def naive(organization: Organization) -> pd.DataFrame:
    """A release of all periods: exact numbers, those of regions below ten hidden (−1)."""
    frames = []
    for metric, numbers in organization.metrics.items():
        regions = numbers.sum(axis=2)
        for period, row in enumerate(regions):
            shown = np.where(row < HIDDEN_BELOW, -1, row)
            areas = [*organization.regions, NATION]
            start = start_of(period)
            frames.append(
                pd.DataFrame(
                    {"metric": metric, "period_start": start, "weeks": 4, "area": areas,
                     "value": [*shown, row.sum()], "raw": [*row, row.sum()]}
                )
            )  # fmt: skip
    return pd.concat(frames, ignore_index=True)
