"""Every headline of the dashboard, region by region, by heads where that is what compares."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.periods import YEAR
from lib.topics.priorities import region_counts
from lib.topics.priorities.region_charts import Panel, region_panels
from lib.ui import clocks
from lib.ui.charts import Chart
from lib.ui.columns import Column, Kind
from lib.ui.filters import region_name
from lib.ui.frame import part

_SKELETON = 900


def draw(scope: Scope) -> None:
    """Draw every region of a scope by every headline, in grey where a source is late."""
    with part():
        with st.skeleton(_SKELETON):
            panels = reads.made(_panels_of, scope)
        with clocks.behind(scope, "regions", panels.sources):
            panels.value.show("regions_panels")


@reads.worded
def _panels_of(scope: Scope) -> Chart:
    compared = region_counts.compared(region_counts.counts_of(scope))
    return chart(compared.assign(name=[region_name(r) for r in compared["region_id"]]))


def chart(frame: pd.DataFrame) -> Chart:
    """The panels.

    :param frame: by ``region_counts.compared``, with ``name``.
    """
    panels = _panels()
    return Chart(
        title=title_of(frame),
        alt=_("Small panels, a figure each: one bar a region, from zero on one axis."),
        plot=region_panels(frame, panels),
        table=frame,
        columns={"name": Column(_("Region"), pinned=True)}
        | {
            column: Column(panel.name.replace("<br>", " "), kind=_KINDS.get(panel.say, "decimal"))
            for column, panel in panels.items()
        },
        caption=_(
            "Stocks are today's; what happened is of the last {weeks} complete weeks. A dash is no"
            " data.",
            weeks=YEAR,
        ),
    )


def title_of(frame: pd.DataFrame) -> str:
    """Which region has the most incidents per head, and how well it answers."""
    counted = frame[frame["incidents"].notna()]
    if counted.empty or len(frame) < 2:  # noqa: PLR2004 - one region has nothing to compare with
        return _("There is nothing to compare")
    most = counted.loc[counted["incidents"].idxmax()]
    best = frame["good_standing"].rank(ascending=False)[most.name]
    if pd.isna(best):
        return _("{region} has the most incidents per head", region=formats.plain(most["name"]))
    return _(
        "{region} has the most incidents per head, and is number {n} of {all} in members per head",
        region=formats.plain(most["name"]),
        n=int(best),
        all=len(frame),
    )


def _one(value: float | None) -> str:
    return formats.number(value, 1)


_KINDS: Mapping[Callable[[float | None], str], Kind] = {
    formats.percent: "percent",
    formats.minutes: "minutes",
}


def _panels() -> dict[str, Panel]:
    return {
        "good_standing": Panel(_("Members in good standing<br>per 100,000 foreign-born"), _one),
        "standing_share": Panel(_("Share of members<br>in good standing"), formats.percent, 1),
        "met": Panel(_("Committees that met (13 weeks)<br>per million foreign-born"), _one),
        "strong": Panel(_("Committees that are strong,<br>of those judged"), formats.percent, 1),
        "steady": Panel(_("Committees that are steady,<br>of those judged"), formats.percent, 1),
        "fragile": Panel(_("Committees that are fragile,<br>of those judged"), formats.percent, 1),
        "coordinators": Panel(_("Coordinators<br>with core training"), formats.percent, 1),
        "core": Panel(_("People with core training<br>per 100 members"), _one),
        "completed": Panel(_("Courses completed<br>within 90 days"), formats.percent, 1),
        "incidents": Panel(_("Incidents in a year<br>per 100,000 foreign-born"), _one),
        "unanswered": Panel(_("Incidents that<br>nobody answered"), formats.percent, 1),
        "dispatch": Panel(_("From report to dispatch,<br>median"), formats.minutes),
        "hotline": Panel(_("Hotline calls<br>answered"), formats.percent, 1),
    }
