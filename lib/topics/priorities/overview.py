"""Need against capacity, the map of the gap, and what changed: what a glance at the page gives."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.priorities.codes import Component
from lib.measures.priorities.reasons import changes_since
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import measured
from lib.topics.priorities.charts import quadrant as quadrant_figure
from lib.topics.priorities.gap_map import gap_map
from lib.ui import maps
from lib.ui.columns import Column
from lib.ui.tables import table

NUMBERED = 10
_CHANGES = 10


def draw_map(scope: Scope, weights: Weights) -> None:
    """Draw the map of the gap.

    :raises Unavailable: if a database can't be read.
    """
    maps.draw(**_map(scope, weights), key="priorities_map")


@reads.prepared
def _map(scope: Scope, weights: Weights) -> dict[str, Any]:
    listed = measured.listed(scope, weights)
    states = reads.read("membership", "states", scope)
    points = listed.assign(
        people=listed["foreign_born"].fillna(0).astype(float),
        gap=listed["gap"].where(listed["rank"].notna()),
    )
    return {
        "figure": gap_map(
            points,
            states,
            value_name=_("Gap"),
            country=len(set(states["usps"])) > 20,  # noqa: PLR2004 - more than any one region has
        ),
        "title": _map_title(listed),
        "alt": _("Map: places as large as their foreign-born people, colored by the gap."),
        "table": measured.ranked(listed).sort_values("gap", ascending=False),
        "columns": {
            "place": Column(_("Place"), pinned=True),
            "gap": Column(_("Gap"), kind="percent"),
            "need": Column(_("Need"), kind="percent"),
            "capacity": Column(_("Capacity"), kind="percent"),
            "foreign_born": Column(_("Foreign-born people"), kind="number"),
        },
    }


def _map_title(listed: pd.DataFrame) -> str:
    known = measured.ranked(listed)
    if known.empty:
        return _("No gap can be told")
    lacking = known[known["gap"] > 0]
    people = known["foreign_born"].sum()
    return _(
        "{share} of foreign-born people live where need is above capacity",
        share=formats.percent(lacking["foreign_born"].sum() / people if people else None),
    )


def draw_changes(scope: Scope, weights: Weights) -> None:
    """Draw which places moved furthest since a quarter ago, and by what.

    :raises Unavailable: if a database can't be read.
    """
    title, rows = _changes(scope, weights)
    st.subheader(title, anchor=False)
    table(
        rows,
        {
            "place": Column(_("Place"), pinned=True),
            "moved": Column(_("Rank"), help=_("Then and now; 1 is the most pressing.")),
            "why": Column(_("Moved most by"), wide=True),
            "rank_change": Column(
                _("Places up the list"), kind="change", help=_("Above 0: more pressing than then.")
            ),
            "need_points": Column(_("Need, points"), kind="change"),
            "capacity_points": Column(_("Capacity, points"), kind="change"),
            "rank_before": Column(_("Rank then"), kind="number"),
            "rank": Column(_("Rank now"), kind="number"),
        },
        key="priorities_changes",
        alt=_("The places whose rank changed most since a quarter ago."),
        empty=_("No place has a rank at both times."),
    )


@reads.prepared
def _changes(scope: Scope, weights: Weights) -> tuple[str, pd.DataFrame]:
    places = measured.read(scope)
    moved = changes_since(measured.now(scope, weights), measured.before(scope, weights))
    top = moved[(moved["rank"] <= NUMBERED) | (moved["rank_before"] <= NUMBERED)]
    names = dict(zip(places.now["place_id"], measured.names(places.now), strict=True))
    top = top.head(_CHANGES)
    rows = top.assign(
        place=top["place_id"].map(names),
        moved=[f"{row.rank_before:.0f} → {row.rank:.0f}" for row in top.itertuples()],
        need_points=100 * top["need_change"],
        capacity_points=100 * top["capacity_change"],
        why=[_why(row) for row in top.itertuples()],
    )
    fresh = moved[(moved["rank"] <= NUMBERED) & (moved["rank_before"] > NUMBERED)]
    title = ngettext(
        "{n} place is new among the first {top} since {day}",
        "{n} places are new among the first {top} since {day}",
        len(fresh),
        top=NUMBERED,
        day=formats.day(places.before_on),
    )
    return title, rows


def _why(row: Any) -> str:
    if formats.is_missing(row.component):
        return formats.NO_DATA
    return _(
        "{component}: {points} points",
        component=name_of("priority_component", Component(row.component)),
        points=formats.change(row.points_change, 1),
    )


def quadrant(listed: pd.DataFrame, sure: pd.DataFrame) -> dict[str, Any] | None:
    """Need against capacity, as ``charts.show`` takes it; none where nothing is ranked.

    :param listed: by ``priorities_measured.rows``.
    :param sure: by ``rank_intervals``.
    """
    known = measured.ranked(listed).merge(sure, on="place_id")
    known = known[known["need"].notna() & known["capacity"].notna()].reset_index(drop=True)
    if known.empty:
        return None
    middle = float(known["capacity"].median()), float(known["need"].median())
    first = known["rank"] <= NUMBERED
    points = known.assign(
        label=[str(int(rank)) if f else "" for rank, f in zip(known["rank"], first, strict=True)],
    )
    here = known[(known["capacity"] <= middle[0]) & (known["need"] >= middle[1])]
    numbered = ", ".join(
        f"**{int(row.rank)}** {formats.plain(row.place)}" for row in known[first].itertuples()
    )
    return {
        "figure": quadrant_figure(points, middle),
        "title": ngettext(
            "{n} of {all} places has much need and little capacity",
            "{n} of {all} places have much need and little capacity",
            len(here),
            all=len(known),
        ),
        "alt": _("Need against capacity of each place; the first ten are numbered."),
        "caption": numbered
        + "  \n"
        + _(
            "The dotted lines run through the middle place; capacity stands at its square root, to"
            " tell apart those who have little. Thin lines: where the need of the first places may"
            " lie (95 % interval)."
        ),
        "table": known,
        "columns": {
            "place": Column(_("Place"), pinned=True),
            "region": Column(_("Region")),
            "need": Column(_("Need"), kind="percent"),
            "need_low": Column(_("At least (95 %)"), kind="percent"),
            "need_high": Column(_("At most (95 %)"), kind="percent"),
            "capacity": Column(_("Capacity"), kind="percent"),
        },
    }
