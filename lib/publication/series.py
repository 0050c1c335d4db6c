"""Atoms as everyone's page shows them: by metric and area, the newest periods of one length."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.publication.areas import Areas
from lib.publication.ladder import Rung, families, ladder, place
from lib.publication.metric import Metric
from lib.publication.parameters import NATION, Parameters
from lib.publication.periods import BLOCK, QUARTER, YEAR, end_of
from lib.publication.rounding import MASKED

LAST = {1: 52, BLOCK: 13, QUARTER: 9, YEAR: 5}
"""How many periods of each length are shown: a year, of quarters two, of years five."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was published for a period; without a value, below the threshold or withheld."""

    start: date
    end: date
    value: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """The periods of an area, oldest first; there is at least one."""

    area: str
    points: tuple[Point, ...]

    @property
    def newest(self) -> Point:
        """The newest period."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class PublishedMetric:
    """A protected metric: the nation's series first, then the regions' by their ids.

    :ivar topic: of a metric that is published by topic, or the group of topics, else empty.
    :ivar areas: what the areas are; none where the release does not say.
    """

    code: str
    metric: Metric
    topic: str
    weeks: int
    series: tuple[Series, ...]
    areas: Areas = ()

    @property
    def rung(self) -> Rung:
        """How coarsely it is told."""
        return ladder(self.metric)[place(self.metric, self.code, self.weeks)]

    @property
    def is_sum(self) -> bool:
        """Whether topics are joined in it, so that it counts who completes two courses twice."""
        return bool(self.metric.topics) and self.topic not in self.metric.topics

    def of(self, area: str) -> Series | None:
        """The series of an area."""
        return next((series for series in self.series if series.area == area), None)

    @property
    def newest(self) -> Point:
        """The newest period, of whichever area comes first."""
        return self.series[0].newest


def published_metrics(
    atoms: pd.DataFrame, rules: Parameters, areas: Areas = ()
) -> tuple[PublishedMetric, ...]:
    """What was published of each protected metric, in the order of the parameters.

    Where a metric's periods changed their length, or its topics were joined, those of the newest
    are shown: a week and four weeks of a flow are no points of one line.
    """
    metrics, name_of = [], families(atoms["metric"])
    for metric in rules.metrics:
        if not metric.is_protected:
            continue
        own = atoms[name_of == metric.name]
        for code in newest_rung(metric, own).codes if len(own) else ():
            rows = own[own["metric"] == code]
            if len(rows):
                metrics.append(_published(code, metric, rows, areas))
    return tuple(metrics)


def newest_rung(metric: Metric, atoms: pd.DataFrame) -> Rung:
    """The rung that a metric was told at last.

    :param atoms: of the metric, at least one.
    """
    newest = atoms[atoms["period_start"] == atoms["period_start"].max()].iloc[0]
    return ladder(metric)[place(metric, str(newest["metric"]), int(newest["weeks"]))]


def _published(code: str, metric: Metric, rows: pd.DataFrame, areas: Areas) -> PublishedMetric:
    weeks = int(rows.sort_values(["period_start", "weeks"])["weeks"].iloc[-1])
    rows = rows[rows["weeks"] == weeks]
    starts = sorted(rows["period_start"].unique())[-LAST[weeks] :]
    rows = rows[rows["period_start"] >= starts[0]].sort_values("period_start")
    codes = sorted(rows["area"].unique(), key=lambda area: (area != NATION, area))
    series = tuple(_series(rows[rows["area"] == area], area, weeks) for area in codes)
    return PublishedMetric(code, metric, code.partition(".")[2], weeks, series, areas)


def _series(rows: pd.DataFrame, area: str, weeks: int) -> Series:
    points = (
        Point(start.date(), end_of(start.date(), weeks), None if value == MASKED else int(value))
        for start, value in zip(rows["period_start"], rows["value"], strict=True)
    )
    return Series(area, tuple(points))


def newest_exact(atoms: pd.DataFrame, names: Collection[str]) -> Point:
    """The newest period of exact metrics, without a value: it has one for each of their parts.

    :raises ValueError: if nothing is published of them.
    """
    rows = _exact(atoms, names)
    if rows.empty:
        raise ValueError(f"nothing is published of {', '.join(names)}")
    start = rows["period_start"].max().date()
    return Point(start, end_of(start, int(rows["weeks"].max())), None)


def _exact(atoms: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    return atoms[atoms["metric"].str.partition(".")[0].isin(names) & (atoms["area"] == NATION)]


def exact(atoms: pd.DataFrame, name: str, period: Point) -> dict[tuple[str, ...], int]:
    """An exact metric's numbers of the nation in a period, by the parts of its codes.

    ``("dismantle_ice", "won")`` → how many; what has no row there is none of.
    """
    rows = _exact(atoms, [name])
    newest = rows[rows["period_start"] == pd.Timestamp(period.start)]
    return {
        tuple(code.split(".")[1:]): int(value)
        for code, value in zip(newest["metric"], newest["value"], strict=True)
    }
