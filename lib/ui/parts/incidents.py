"""Incidents by week and kind, verified and unverified apart, and those that nobody answered."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.measures.periods import Period, flow_change
from lib.ui import charts, formats, links, reads
from lib.ui.filters import Choice
from lib.ui.language import _, ngettext
from lib.ui.parts import clocks
from lib.ui.tables import Column, table
from lib.ui.vocabulary import name_of

_SHOWN = ("verified", "unverified")


@reads.prepared
def _weekly(choice: Choice) -> tuple[pd.DataFrame, Period]:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.previous.first_week, "last_week": period.running_week}
    frame = reads.read("incidents", "weekly_by_kind", choice.scope, **span)
    return frame[frame["verification"].isin(_SHOWN)], period


def choose_verification() -> str:
    """Draw the choice among all, verified and unverified incidents; kept in the link."""
    offered = ("all", *_SHOWN)
    links.take("verification", offered, default="all")
    chosen = st.segmented_control(
        _("Incidents"),
        offered,
        required=True,
        format_func=_name_of_choice,
        key="verification",
        persist_state="session",
    )
    # A forged message may carry a value that was never offered.
    chosen = chosen if chosen in offered else "all"
    links.keep("verification", chosen, default="all")
    return chosen


def draw_weeks(choice: Choice, verification: str = "all") -> None:
    """Draw incidents per week by kind: all, verified or unverified ones.

    :raises Unavailable: if the incident database can't be read.
    """
    charts.show(**_bars(choice, verification), key="incidents")
    clocks.draw("incidents", choice.scope, "incident")


@reads.prepared
def _bars(choice: Choice, verification: str) -> dict[str, Any]:
    frame, period = _weekly(choice)
    if verification in _SHOWN:
        frame = frame[frame["verification"] == verification]
    shown = period.shown(frame)
    return {
        "figure": charts.stacked_weeks(
            shown,
            kind="kind",
            value="incidents",
            names=lambda code: name_of("incident_kind", code),
            incomplete_from=period.running_week,
        ),
        "title": _title(frame, period),
        "alt": _("Incidents by week and kind; the current week is not over."),
        "table": shown,
        "columns": {
            "week_start": Column(_("Week from"), kind="date"),
            "kind": Column(_("Kind"), family="incident_kind"),
            "verification": Column(_("Verification"), family="verification"),
            "incidents": Column(_("Incidents"), kind="number"),
            "people_affected": Column(_("People affected"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
        },
    }


def _name_of_choice(code: str) -> str:
    return _("All") if code == "all" else name_of("verification", code)


def _title(frame: pd.DataFrame, period: Period) -> str:
    change = flow_change(frame, "incidents", period)
    n = int(change.value) if change.value > 0 else 0
    counted = ngettext(
        "{n} incident in {weeks} weeks",
        "{n} incidents in {weeks} weeks",
        n,
        n=formats.number(n),
        weeks=period.weeks,
    )
    if pd.isna(change.before):
        return counted
    return _(
        "{counted}, {before} in the {weeks} before",
        counted=counted,
        before=formats.number(change.before),
        weeks=period.weeks,
    )


def draw_unanswered(choice: Choice) -> None:
    """Draw the incidents of the period that nobody answered, by kind.

    :raises Unavailable: if the incident database can't be read.
    """
    by_kind = _by_kind(choice)
    nobody, total = int(by_kind["unanswered"].sum()), int(by_kind["incidents"].sum())
    st.subheader(
        _("Nobody answered {rate} of incidents", rate=formats.rate(nobody, total)), anchor=False
    )
    table(
        by_kind,
        {
            "kind": Column(_("Kind"), family="incident_kind", pinned=True),
            "unanswered": Column(_("Nobody answered"), kind="number"),
            "incidents": Column(_("Incidents"), kind="number"),
            "share": Column(_("Share"), kind="percent"),
        },
        key="unanswered",
        alt=_("Incidents without a response by kind."),
        empty=_("No incident in this period."),
    )
    clocks.draw("incidents", choice.scope, "incident", "response")


@reads.prepared
def _by_kind(choice: Choice) -> pd.DataFrame:
    frame, period = _weekly(choice)
    by_kind = (
        period.complete(frame)
        .groupby("kind", as_index=False)[["incidents", "unanswered"]]
        .sum()
        .sort_values("unanswered", ascending=False)
    )
    share = by_kind["unanswered"] / by_kind["incidents"].where(by_kind["incidents"] > 0)
    return by_kind.assign(share=share)
