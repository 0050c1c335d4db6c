"""How soon learners complete: Kaplan and Meier's curves by course, region or cohort."""

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures import thresholds
from lib.measures.completion import (
    Contrast,
    completion_curve,
    contrast,
    curve_at,
    last_day,
    milestones,
)
from lib.topics.training import groups as training_groups
from lib.topics.training.groups import GROUP
from lib.ui import charts
from lib.ui.filters import Choice
from lib.ui.tables import Column

_LONGEST = 365
_POINTS = 60
"""Of a line: a step every day or two looks the same as every step."""


def draw(choice: Choice, by: str) -> None:
    """Draw the share who have completed by days since enrolling.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared = _curves(choice, by)
    if prepared is None:
        st.subheader(_("Too few learners to tell how soon they complete"), anchor=False)
        return
    charts.show(**prepared, key="learners_curves")


@reads.prepared
def _curves(choice: Choice, by: str) -> dict[str, Any] | None:
    first_quarter = training_groups.first_quarter(choice)
    counted = training_groups.counted("learner_days", choice, by)
    curves = completion_curve(counted, [GROUP])
    end = last_day(curves, GROUP)
    if not end:
        return None
    at_all = completion_curve(counted.assign(**{GROUP: "all"}), [GROUP])
    end = min(_LONGEST, max(*thresholds.completion().horizons_days, -(-end // 30) * 30))
    points = curve_at(curves, np.arange(0, end + 1, -(-end // _POINTS)), GROUP)
    found = milestones(curves, GROUP)
    names = training_groups.names(choice, by, _in_order(found, by))
    shown = [code for code in names if _has_curve(found, code)]
    drawn = training_groups.drawn(shown, by)
    table = points.assign(name=points[GROUP].map(names))
    short = {code: training_groups.shortened(names[code]) for code in drawn}
    return {
        "figure": charts.completion_curves(points, short, group=GROUP),
        "title": _title(contrast(curves, GROUP), milestones(at_all, GROUP).iloc[0], names),
        "alt": _(
            "Share of learners who have completed, by days since enrolling; lines: {names}.",
            names=formats.listing(names[code] for code in drawn),
        ),
        "caption": _explained(first_quarter, names, shown, drawn),
        "table": table,
        "columns": {
            "name": Column(training_groups.name_of_group(by), pinned=True),
            "day": Column(_("Days since enrolling"), kind="number"),
            "at_risk": Column(_("Still followed"), kind="number"),
            "completed": Column(_("Completed"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
    }


def _in_order(found: pd.DataFrame, by: str) -> list[Any]:
    if by == "cohort":
        return sorted(found[GROUP])
    return list(found.sort_values(["learners", GROUP], ascending=[False, True])[GROUP])


def _has_curve(found: pd.DataFrame, code: Any) -> bool:
    learners = found.loc[found[GROUP] == code, "learners"]
    return bool((learners >= thresholds.completion().minimum_at_risk).all())


def _title(apart: Contrast | None, overall: "pd.Series[Any]", names: dict[Any, str]) -> str:
    if apart:
        return ngettext(
            "{quick}: half of the learners complete within {n} day; {slow}: {share} are not done"
            " after {day} days",
            "{quick}: half of the learners complete within {n} days; {slow}: {share} are not done"
            " after {day} days",
            apart.half_day,
            quick=formats.plain(names[apart.quickest]),
            slow=formats.plain(names[apart.slowest]),
            share=formats.percent(apart.not_done),
            day=apart.day,
        )
    half, done = float(overall["half_day"]), float(overall["completed"])
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


def _explained(since: date, names: dict[Any, str], shown: list[Any], drawn: list[Any]) -> str:
    least = formats.number(thresholds.completion().minimum_at_risk)
    said = [
        _(
            "Enrolled since {month}. Who withdrew or is still learning counts for as long as they"
            " were followed (Kaplan–Meier); bands are 95 % intervals. A line ends where fewer than"
            " {n} learners are still followed.",
            month=formats.month(since),
            n=least,
        )
    ]
    few = [names[code] for code in names if code not in shown]
    if few:
        said.append(
            _(
                "Fewer than {n} learners, so no line: {names}.",
                n=least,
                names=formats.plain(formats.listing(few)),
            )
        )
    others = len(shown) - len(drawn)
    if others:
        said.append(ngettext("{n} more is in the numbers.", "{n} more are in the numbers.", others))
    return " ".join(said)
