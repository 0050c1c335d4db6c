"""The length of the periods that a metric is published by, decided once for a year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from lib.publication.parameters import NATION, Parameters
from lib.publication.periods import BLOCK, WEEK, Calendar

Choices = Mapping[tuple[int, str], int]
"""Weeks by year and metric."""


def decide(
    inputs: pd.DataFrame,
    regions: Sequence[str],
    years: Iterable[int],
    stored: Choices,
    rules: Parameters,
) -> dict[tuple[int, str], int]:
    """The weeks of each metric's periods in each year; a stored choice stands.

    Weekly only if the median week of the year before reached the threshold in every region: a
    metric has one period everywhere, so that its regions add up to the nation in each. A metric
    and the one that bounds it go together.

    :param inputs: columns of :data:`lib.publication.cells.INPUT`.
    """
    calendar = Calendar(rules.periods)
    choices = dict(stored)
    for year in years:
        medians = _least_medians(inputs, regions, year - 1, calendar)
        weekly = {
            code for code, _ in rules.codes() if medians.get(code, 0) >= rules.periods.weekly_median
        }
        for metric in rules.metrics:
            if metric.at_most and not {metric.name, metric.at_most} <= weekly:
                weekly -= {metric.name, metric.at_most}
        for code, metric in rules.codes():
            if metric.weeks is None:
                choices.setdefault((year, code), 1 if code in weekly else BLOCK)
    return choices


def _weeks_of(year: int, calendar: Calendar) -> pd.DatetimeIndex:
    """The Mondays of the blocks that begin in a year."""
    first = calendar.block_of(date(year, 1, 1))
    while first.year < year:
        first += BLOCK * WEEK
    last = calendar.block_of(date(year, 12, 31)) + (BLOCK - 1) * WEEK
    return pd.date_range(first, last, freq="7D")


def _least_medians(
    inputs: pd.DataFrame, regions: Sequence[str], year: int, calendar: Calendar
) -> dict[str, float]:
    """Each metric's median week of a year, in the region where it is least."""
    weeks = _weeks_of(year, calendar)
    weekly = inputs[(inputs["weeks"] == 1) & inputs["period_start"].isin(weeks)]
    if weekly.empty:
        return {}
    sums = weekly.groupby(["metric", "area", "period_start"])["amount"].sum()
    table = sums.unstack("period_start").reindex(columns=weeks).fillna(0)
    medians = table.median(axis=1).unstack("area").reindex(columns=list(regions)).fillna(0)
    return {str(code): float(least) for code, least in medians.min(axis=1).items()}


def as_rows(choices: Choices, stored: Choices, regions: Sequence[str]) -> pd.DataFrame:
    """The new choices as rows of ``dashboard.period_choice``."""
    rows = [
        {"year": year, "area": area, "metric": code, "weeks": weeks}
        for (year, code), weeks in choices.items()
        if (year, code) not in stored
        for area in (*regions, NATION)
    ]
    return pd.DataFrame(rows, columns=["year", "area", "metric", "weeks"])
