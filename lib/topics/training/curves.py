"""How soon learners complete: Kaplan and Meier's curves by course, region or cohort."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures import thresholds
from lib.measures.completion import (
    Contrast,
    completion_curve,
    contrast,
    curve_at,
    last_day,
    milestones,
)
from lib.topics.training import groups
from lib.topics.training.charts.curves import completion_curves
from lib.topics.training.groups import GROUP, Group
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column

_LONGEST = 365
_POINTS = 60
"""Of a line: a step every day or two looks the same as every step."""


@dataclass(frozen=True)
class _Curves:
    """Curves of groups.

    :ivar points: of the curves, at the days to draw.
    :ivar milestones: one row a group.
    :ivar overall: the milestones of all together.
    :ivar shown: the groups that have a curve, in their order.
    :ivar drawn: those of them that the figure has room for.
    :ivar apart: the quickest and the slowest drawn group, where their bands don't overlap.
    """

    points: pd.DataFrame
    milestones: pd.DataFrame
    overall: "pd.Series[float]"
    shown: list[Group]
    drawn: list[Group]
    apart: Contrast | None


def _read(choice: Choice, by: str) -> _Curves | None:
    since = groups.first_quarter(choice)
    counts = groups.in_cohorts(reads.membership.learner_days(choice.scope, by, since), by)
    curves = completion_curve(counts, [GROUP])
    end = last_day(curves, GROUP)
    if not end:
        return None
    at_all = completion_curve(counts.assign(**{GROUP: "all"}), [GROUP])
    end = min(_LONGEST, max(*thresholds.completion().horizons_days, -(-end // 30) * 30))
    standing = milestones(curves, GROUP)
    shown = [code for code in _in_order(standing, by) if _has_curve(standing, code)]
    drawn = groups.drawn(shown, by)
    return _Curves(
        points=curve_at(curves, np.arange(0, end + 1, -(-end // _POINTS)), GROUP),
        milestones=standing,
        overall=milestones(at_all, GROUP).iloc[0],
        shown=shown,
        drawn=drawn,
        apart=contrast(curves[curves[GROUP].isin(drawn)], GROUP),
    )


def _chart(curves: _Curves, choice: Choice, by: str) -> Chart:
    names = groups.names(choice, by, _in_order(curves.milestones, by))
    drawn = {code: names[code] for code in curves.drawn}
    since = groups.first_quarter(choice)
    return Chart(
        title=_(
            "Enrolled since {day}: {finding}",
            day=formats.day(since),
            finding=_finding(curves, names),
        ),
        alt=_(
            "Share of learners who have completed, by days since enrolling; lines: {names}.",
            names=formats.listing(drawn.values()),
        ),
        plot=completion_curves(curves.points, drawn, group=GROUP),
        table=curves.points.assign(name=curves.points[GROUP].map(names)),
        columns={
            "name": Column(groups.name_of_group(by), pinned=True),
            "day": Column(_("Days since enrolling"), kind="number"),
            "at_risk": Column(_("Still followed"), kind="number"),
            "completed": Column(_("Completed"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
        caption=_explained(curves, names),
    )


def _in_order(milestones: pd.DataFrame, by: str) -> list[Group]:
    if by == "cohort":
        return sorted(milestones[GROUP])
    return list(milestones.sort_values(["learners", GROUP], ascending=[False, True])[GROUP])


def _has_curve(milestones: pd.DataFrame, code: Group) -> bool:
    learners = milestones.loc[milestones[GROUP] == code, "learners"]
    return bool((learners >= thresholds.completion().minimum_at_risk).all())


def _finding(curves: _Curves, names: dict[Group, str]) -> str:
    apart, by_group = curves.apart, dict[object, str](names.items())
    if apart:
        return ngettext(
            "{quick}: half of the learners complete within {n} day; {slow}: {share} are not done"
            " after {day} days",
            "{quick}: half of the learners complete within {n} days; {slow}: {share} are not done"
            " after {day} days",
            apart.half_day,
            quick=formats.plain(by_group[apart.quickest]),
            slow=formats.plain(by_group[apart.slowest]),
            share=formats.percent(apart.not_done),
            day=apart.day,
        )
    half, done = float(curves.overall["half_day"]), float(curves.overall["completed"])
    if not math.isnan(half):
        return ngettext(
            "Half of the learners complete within {n} day",
            "Half of the learners complete within {n} days",
            int(half),
        )
    if math.isnan(done):
        return _("Too few learners to tell how soon they complete")
    return _(
        "{share} of the learners are not done after {n} days",
        share=formats.percent(1 - done),
        n=max(thresholds.completion().horizons_days),
    )


def _explained(curves: _Curves, names: dict[Group, str]) -> str:
    least = formats.number(thresholds.completion().minimum_at_risk)
    sentences = [
        _(
            "Who withdrew or is still learning counts for as long as they were followed"
            " (Kaplan–Meier); bands are 95 % intervals. A line ends where fewer than {n} learners"
            " are still followed.",
            n=least,
        )
    ]
    few = [names[code] for code in names if code not in curves.shown]
    if few:
        sentences.append(
            _(
                "Fewer than {n} learners, so no line: {names}.",
                n=least,
                names=formats.plain(formats.listing(few)),
            )
        )
    others = len(curves.shown) - len(curves.drawn)
    if others:
        sentences.append(
            ngettext("{n} more is in the numbers.", "{n} more are in the numbers.", others)
        )
    return " ".join(sentences)


CURVES = Figure(
    "learners_curves",
    _read,
    _chart,
    empty=N_("Too few learners to tell how soon they complete"),
)
