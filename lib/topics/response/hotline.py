"""Calls to the hotline and how many were answered."""

from typing import Any

import streamlit as st

from lib import reads
from lib.language import _, formats
from lib.measures.periods import every_week
from lib.ui import charts, clocks
from lib.ui.filters import Choice
from lib.ui.tables import Column


def draw(choice: Choice) -> None:
    """Draw calls and answered calls by week.

    :raises Unavailable: if the incident database can't be read.
    """
    prepared = _lines(choice)
    if prepared is None:
        st.subheader(_("No call to the hotline in this period"), anchor=False)
        return
    with clocks.behind(choice.scope, "hotline", incidents=("hotline_call",)):
        charts.show(**prepared, key="hotline")


@reads.prepared
def _lines(choice: Choice) -> dict[str, Any] | None:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.first_week, "last_week": period.running_week}
    frame = reads.read("incidents", "hotline_weekly", choice.scope, **span)
    if frame.empty:
        return None
    weekly = every_week(frame, period)
    whole = period.complete(weekly)
    answered, calls = int(whole["answered"].sum()), int(whole["calls"].sum())
    names = {
        # Translators: calls to the hotline
        "calls": _("Calls"),
        # Translators: calls to the hotline that were answered
        "answered": _("Answered"),
    }
    return {
        "figure": charts.weekly_line(weekly, names, incomplete_from=period.running_week),
        "title": _("{rate} of hotline calls were answered", rate=formats.rate(answered, calls)),
        "alt": _("Calls to the hotline and answered calls by week."),
        "table": weekly,
        "columns": {"week_start": Column(_("Week from"), kind="date")}
        | {k: Column(v, kind="number") for k, v in names.items()},
    }
