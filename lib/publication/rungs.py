"""Which rung of its ladder a metric is told at in a year, and why, from published numbers alone.

The choice is a function of what everyone has: the share of the regions' numbers that were told in
the year before. Whoever knows the rule and the numbers knows the choice, so it tells nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib.publication.ladder import Rung, families, ladder, place, years
from lib.publication.metric import Metric
from lib.publication.parameters import NATION, Parameters
from lib.publication.periods import Calendar
from lib.publication.rounding import MASKED


@dataclass(frozen=True, slots=True)
class Told:
    """How coarsely a metric was told in a year.

    :ivar told: of the regions' numbers of the year before, how many were told; ``of`` so many, 0
        where none was published.
    :ivar before: the rung of the year before; the same one where there was none.
    """

    metric: Metric
    year: int
    rung: Rung
    before: Rung
    told: int
    of: int


def of_year(
    metric: Metric,
    year: int,
    stored: Mapping[tuple[int, str], int],
    published: pd.DataFrame,
    rules: Parameters,
) -> Rung:
    """The rung of a metric in a year: as it was fixed, else by the numbers of the year before.

    :param stored: weeks by year and code, as they were fixed.
    :param published: atoms, those of the year before among them.
    """
    rungs = ladder(metric)
    fixed = [
        place(metric, code, weeks)
        for (when, code), weeks in stored.items()
        if when == year and code.partition(".")[0] == metric.name
    ]
    if fixed:
        return rungs[max(fixed)]
    if len(rungs) == 1 or rules.has_noise(metric):
        # Noise is drawn for what one person changes in a topic and a period.
        return rungs[0]
    last = published[years(published["period_start"], Calendar(rules.periods)) == year - 1]
    before = _regional(metric, last, rules)
    if before.empty or (last["value"] == MASKED).all():
        # Nothing at all was told of a year before the organization recorded anything.
        return rungs[0]
    now = int(before["place"].max())
    if _weeks(before) < rules.joining.weeks:
        return rungs[now]
    return rungs[_next(rungs, now, before["value"], rules)]


def _weeks(rows: pd.DataFrame) -> int:
    """From the first of some periods to the end of the last."""
    ends = rows["period_start"] + pd.to_timedelta(7 * rows["weeks"], unit="D")
    return int((ends.max() - rows["period_start"].min()).days) // 7


def _regional(metric: Metric, atoms: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """What was published of a metric's regions, each with its ``year`` and ``place``."""
    is_own = families(atoms["metric"]) == metric.name
    rows = atoms[is_own & (atoms["area"] != NATION)]
    places = [
        place(metric, code, weeks)
        for code, weeks in zip(rows["metric"], rows["weeks"], strict=True)
    ]
    return rows.assign(place=places, year=years(rows["period_start"], Calendar(rules.periods)))


def _next(rungs: tuple[Rung, ...], now: int, values: "pd.Series[int]", rules: Parameters) -> int:
    """One step coarser, one finer, or none, by what regions were told as."""
    joining = rules.joining
    if (values != MASKED).mean() <= joining.told:
        return min(now + 1, len(rungs) - 1)
    is_enough = values >= joining.enough * rungs[now].joins
    return now - 1 if now and is_enough.mean() >= joining.finer else now


def history(atoms: pd.DataFrame, rules: Parameters) -> tuple[Told, ...]:
    """The rung of every metric that joins in each year, oldest first, as everyone can see it."""
    found = []
    for metric in rules.metrics:
        if not metric.joins:
            continue
        rungs, rows = ladder(metric), _regional(metric, atoms, rules)
        by_year = {int(year): own for year, own in rows.groupby("year")}
        for year, own in sorted(by_year.items()):
            rung = rungs[own["place"].max()]
            last = by_year.get(year - 1)
            values = None if last is None else last["value"]
            before = rung if last is None else rungs[last["place"].max()]
            told = 0 if values is None else int((values != MASKED).sum())
            found.append(
                Told(metric, year, rung, before, told, 0 if values is None else len(values))
            )
    return tuple(found)


def newest(atoms: pd.DataFrame, rules: Parameters) -> dict[str, Told]:
    """How each metric that joins is told in its newest year, by its name."""
    return {told.metric.name: told for told in history(atoms, rules)}
