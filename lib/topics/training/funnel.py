"""Committees whose completion differs from all together by more than chance; no ranking."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.completion.funnel import Funnel, Position, funnel, funnel_lines
from lib.measures.completion.horizons import newest_told_month
from lib.measures.periods import YEAR
from lib.ui import charts, clocks
from lib.ui.filters import Choice
from lib.ui.tables import Column

_HORIZON_DAYS = 90


def draw(choice: Choice) -> None:
    """Draw each committee's completion within 90 days against that of all in view.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared = _plot(choice)
    if prepared is None:
        st.caption(_("Too early to tell who completes within {days} days", days=_HORIZON_DAYS))
        return
    shown, explained = prepared
    with clocks.behind(choice.scope, "funnel", membership=("enrollment",)):
        charts.show(**shown, key="funnel")
        st.caption(explained)


@reads.prepared
def _plot(choice: Choice) -> tuple[dict[str, Any], str] | None:
    period = choice.period(reads.as_of("membership", choice.scope))
    counts = reads.read(
        "membership",
        "completion_by_committee",
        choice.scope,
        first_month=period.at_least(YEAR).first_month,
        last_month=newest_told_month(period.as_of, _HORIZON_DAYS),
    )
    if counts.empty:
        return None
    found = funnel(counts)
    points = _described(found)
    sizes = np.unique(np.linspace(1, counts["enrolled"].max(), 80).round())
    shown = {
        "figure": charts.funnel_plot(
            points,
            funnel_lines(found.target, found.overdispersion, sizes),
            found.target,
            x=_("People enrolled"),
        ),
        "title": _title(int(points["unusual"].sum())),
        "alt": _("Completion within 90 days by committee, against its number of learners."),
        "table": points,
        "columns": {
            "name": Column(_("Committee"), pinned=True),
            "enrolled": Column(_("Enrolled"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
            "rate": Column(_("Share"), kind="percent"),
            "low_95": Column(_("At least (95 %)"), kind="percent"),
            "high_95": Column(_("At most (95 %)"), kind="percent"),
            "unusual": Column(_("Outside the limits"), kind="flag"),
        },
    }
    return shown, _explained(found)


def _described(found: Funnel) -> pd.DataFrame:
    points = found.points
    hover = [
        f"{row.name}: {formats.rate(int(row.completed), int(row.enrolled))}"
        for row in points.itertuples()
    ]
    unusual = ~points["position"].isin([Position.WITHIN, Position.NO_DATA])
    return points.assign(size=points["enrolled"], hover=hover, unusual=unusual)


def _title(n: int) -> str:
    if not n:
        return _("No committee completes more or less than chance explains")
    return ngettext(
        "{n} committee completes more or less than chance explains",
        "{n} committees complete more or less than chance explains",
        n,
    )


def _explained(found: Funnel) -> str:
    said = _(
        "Completed within 90 days of enrolling. Small committees swing widely by chance alone, so"
        " they are not ranked: only those outside the limits differ from all together ({target}).",
        target=formats.percent(found.target),
    )
    if found.overdispersion > 1:
        said += " " + _(
            "The limits are widened, since committees differ throughout (overdispersion {value}).",
            value=formats.number(found.overdispersion, 1),
        )
    return said
