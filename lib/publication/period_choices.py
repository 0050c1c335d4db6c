"""What a metric is published as, and the length of its periods, decided once for a year."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from lib.publication import rungs
from lib.publication.ladder import Step
from lib.publication.parameters import NATION, Parameters
from lib.publication.periods import QUARTER, WEEK, Calendar

Choices = Mapping[tuple[int, str], int]
"""Weeks by year and metric."""


def decide(
    inputs: pd.DataFrame,
    regions: Sequence[str],
    year: int,
    stored: Choices,
    published: pd.DataFrame,
    rules: Parameters,
) -> dict[tuple[int, str], int]:
    """The weeks of the periods of each code that a year tells; a stored choice stands.

    How coarsely a metric is told is decided by :mod:`lib.publication.rungs`. By topic it is weekly
    only if the median week of the year before reached the threshold in every region: a metric has
    one period everywhere, so that its regions add up to the nation in each. A metric and the one
    that bounds it go together.

    :param inputs: columns of :data:`lib.publication.cells.INPUT`.
    :param published: the atoms of the year before.
    """
    weekly = _weekly(inputs, regions, year, rules)
    choices = dict(stored)
    for metric in rules.metrics:
        if not metric.is_protected or metric.weeks is not None:
            continue
        rung = rungs.of_year(metric, year, stored, published, rules)
        for code in rung.codes:
            weeks = 1 if rung.step == Step.SINGLE and code in weekly else rung.weeks
            choices.setdefault((year, code), weeks)
    return choices


def _weekly(inputs: pd.DataFrame, regions: Sequence[str], year: int, rules: Parameters) -> set[str]:
    medians = _least_medians(inputs, regions, year - 1, Calendar(rules.periods))
    weekly = {
        code for code, _ in rules.codes() if medians.get(code, 0) >= rules.periods.weekly_median
    }
    for metric in rules.metrics:
        if metric.at_most and not {metric.name, metric.at_most} <= weekly:
            weekly -= {metric.name, metric.at_most}
    return weekly


def _weeks_of(year: int, calendar: Calendar) -> pd.DatetimeIndex:
    """The Mondays of the quarters that begin in a year."""
    first = calendar.quarter_of(date(year, 1, 1))
    if first.year < year:
        first += QUARTER * WEEK
    last = calendar.quarter_of(date(year, 12, 31)) + (QUARTER - 1) * WEEK
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
