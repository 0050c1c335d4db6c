"""How coarsely a metric is told: by topic, in groups of topics, whole, or whole by twelve weeks.

The steps of a metric are its *rungs*, the finest first. A number of one rung is the sum of numbers
of the next finer one, so a week that was told at two rungs could be told apart by subtraction: each
year has one rung, and the gate refuses a second.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from lib.publication.metric import Metric
from lib.publication.parameters import Parameters
from lib.publication.periods import BLOCK, QUARTER, WEEK, Calendar


class Step(StrEnum):
    """What a rung tells."""

    SINGLE = "single"
    GROUPS = "groups"
    WHOLE = "whole"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a metric's ladder.

    :ivar codes: what is told.
    :ivar weeks: of its periods; the finest has single weeks where a year chose them.
    :ivar joins: of how many numbers of the next finer rung one of its numbers is the sum, at most.
    """

    step: Step
    codes: tuple[str, ...]
    weeks: int
    joins: int


def families(codes: "pd.Series[str]") -> "pd.Series[str]":
    """The name of each code's metric, which what is published of it has in common."""
    return codes.map(lambda code: code.partition(".")[0])


def ladder(metric: Metric) -> tuple[Rung, ...]:
    """The rungs of a metric, the finest first; one alone of what does not join."""
    single = tuple(f"{metric.name}.{topic}" for topic in metric.topics) or (metric.name,)
    rungs = [Rung(Step.SINGLE, single, metric.weeks or BLOCK, 1)]
    if not metric.joins:
        return tuple(rungs)
    if metric.groups:
        codes = tuple(f"{metric.name}.{group}" for group in metric.groups)
        most = max(len(group.topics) for group in metric.groups.values())
        rungs.append(Rung(Step.GROUPS, codes, BLOCK, most))
    if metric.topics:
        rungs.append(Rung(Step.WHOLE, (metric.name,), BLOCK, len(rungs[-1].codes)))
    rungs.append(Rung(Step.QUARTER, (metric.name,), QUARTER, QUARTER // BLOCK))
    return tuple(rungs)


def place(metric: Metric, code: str, weeks: int) -> int:
    """On which rung of a metric a code is told by periods of a length; the finest is 0."""
    for number, rung in enumerate(ladder(metric)):
        if number and code in rung.codes and weeks == rung.weeks:
            return number
    return 0


def parts(metric: Metric, code: str) -> tuple[str, ...]:
    """The codes of the finest rung that a code of a metric joins; of an unknown one, all."""
    own = code.partition(".")[2]
    topics = metric.groups[own].topics if own in metric.groups else tuple(metric.topics)
    if own in metric.topics:
        return (code,)
    return tuple(f"{metric.name}.{topic}" for topic in topics) or (metric.name,)


def joined(inputs: pd.DataFrame, rules: Parameters) -> pd.DataFrame:
    """Raw numbers with those of all coarser rungs, as sums of four weeks and of topics.

    :param inputs: columns of :data:`lib.publication.cells.INPUT`; who contributes to several parts
        has a row for each.
    """
    calendar = Calendar(rules.periods)
    by_block = inputs[inputs["weeks"] == BLOCK]
    frames = [inputs]
    for metric in rules.metrics:
        for rung in ladder(metric)[1:]:
            for code in rung.codes:
                rows = by_block[by_block["metric"].isin(parts(metric, code))]
                rows = rows.assign(metric=code, weeks=rung.weeks)
                if rung.weeks == QUARTER:
                    rows["period_start"] = quarters(rows["period_start"], calendar)
                frames.append(rows)
    return pd.concat(frames, ignore_index=True)


def quarters(starts: "pd.Series[pd.Timestamp]", calendar: Calendar) -> "pd.Series[pd.Timestamp]":
    """The first Monday of each period's quarter."""
    first = {start: calendar.quarter_of(start.date()) for start in starts.unique()}
    return pd.to_datetime(starts.map(first))


def years(starts: "pd.Series[pd.Timestamp]", calendar: Calendar) -> "pd.Series[int]":
    """The year whose choices each period follows."""
    of = {start: calendar.year_of(start.date()) for start in starts.unique()}
    return starts.map(of).astype("int64")


def covered(periods: pd.DataFrame, rules: Parameters) -> set[tuple[str, date]]:
    """Each code of the finest rung with each Monday that some periods tell of, on any rung.

    :param periods: ``metric``, ``period_start``, ``weeks`` of protected metrics.
    """
    return {
        (part, monday)
        for code, start, weeks in set(
            zip(periods["metric"], periods["period_start"], periods["weeks"], strict=True)
        )
        for part in parts(rules.metric(code), code)
        for monday in (start.date() + n * WEEK for n in range(int(weeks)))
    }
