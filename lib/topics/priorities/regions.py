"""Every headline of the dashboard, region by region, by heads where that is what compares."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import _, formats
from lib.measures.periods import YEAR
from lib.reads.keeping import Tables
from lib.topics.health import sources as health_sources
from lib.topics.priorities import places as priority_places
from lib.topics.priorities import region_counts
from lib.topics.priorities.region_charts import Panel, region_panels
from lib.ui import charts, clocks
from lib.ui.columns import Column
from lib.ui.filters import region_name
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part

_SKELETON = 900

# Shares of strong and fragile committees rest on all that health does, and on the rest besides.
SOURCES: Mapping[str, Tables] = {
    "membership": health_sources.ALL["membership"],
    "incidents": ("incident", *health_sources.ALL["incidents"], "hotline_call"),
}
"""Database → every source table that a figure of the regions rests on."""

Say = Callable[[float | None], str]


def draw(scope: Scope) -> None:
    """Draw every region of a scope by every headline, in grey where a source is late."""
    with clocks.behind(scope, "regions", **SOURCES):
        _draw_panels(scope)


@slow_fragment
def _draw_panels(scope: Scope) -> None:
    with part():
        with st.skeleton(_SKELETON):
            shown = _described(scope)
        charts.show(**shown, key="regions_panels")


@reads.prepared
def _described(scope: Scope) -> dict[str, Any]:
    regions = [r for r in reads.regions()["region_id"] if r in scope and r != UNKNOWN_REGION]
    counted = pd.DataFrame([region_counts.counts(region) for region in regions])
    places = priority_places.read(scope).now
    people = places.groupby("region_id")["foreign_born"].sum(min_count=1)
    counted["foreign_born"] = counted["region_id"].map(people).astype(float)
    levels = region_counts.levels(scope)
    counted = counted.merge(levels, on="region_id", how="left")
    return described(region_counts.compared(counted).assign(name=[region_name(r) for r in regions]))


def described(frame: pd.DataFrame) -> dict[str, Any]:
    """The panels as ``charts.show`` takes them.

    :param frame: by ``region_counts.compared``, with ``name``.
    """
    panels = _panels()
    return {
        "figure": region_panels(frame, panels),
        "title": title_of(frame),
        "alt": _("Small panels, a figure each: one bar a region, from zero on one axis."),
        "caption": _(
            "Stocks are today's; what happened is of the last {weeks} complete weeks. A dash is no"
            " data.",
            weeks=YEAR,
        ),
        "table": frame,
        "columns": {"name": Column(_("Region"), pinned=True)}
        | {
            column: Column(panel.name.replace("<br>", " "), kind=_KINDS.get(panel.say, "decimal"))
            for column, panel in panels.items()
        },
    }


def title_of(frame: pd.DataFrame) -> str:
    """Which region has the most incidents per head, and how well it answers."""
    known = frame[frame["incidents"].notna()]
    if known.empty or len(frame) < 2:  # noqa: PLR2004 - one region has nothing to compare with
        return _("There is nothing to compare")
    most = known.loc[known["incidents"].idxmax()]
    best = frame["good_standing"].rank(ascending=False)[most.name]
    if pd.isna(best):
        return _("{region} has the most incidents per head", region=formats.plain(most["name"]))
    return _(
        "{region} has the most incidents per head, and is number {n} of {all} in members",
        region=formats.plain(most["name"]),
        n=int(best),
        all=len(frame),
    )


def _one(value: float | None) -> str:
    return formats.number(value, 1)


_KINDS: dict[Say, Any] = {formats.percent: "percent", formats.minutes: "minutes"}


def _panels() -> dict[str, Panel]:
    return {
        "good_standing": Panel(_("Members in good standing<br>per 100,000 foreign-born"), _one),
        "standing_share": Panel(_("Share of members<br>in good standing"), formats.percent, 1),
        "active": Panel(_("Active committees<br>per million foreign-born"), _one),
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
