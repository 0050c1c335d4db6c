"""The ranked table, in which each rank says how sure it is, and why a place is where it is."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.measures.priorities.codes import Component
from lib.measures.priorities.reasons import why_here
from lib.measures.priorities.scoring import Priorities
from lib.measures.priorities.settings import Weights, settings
from lib.ui import charts, formats, links, reads
from lib.ui.columns import Column
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part
from lib.ui.language import _, ngettext
from lib.ui.parts import priorities_measured as measured
from lib.ui.parts import priorities_words as words
from lib.ui.parts.priorities_overview import quadrant
from lib.ui.tables import table
from lib.ui.vocabulary import name_of

_PLACE = "place"
_SKELETON = 480


@slow_fragment
def draw(scope: Scope, weights: Weights) -> None:
    """Draw need against capacity, the ranks with their intervals, and why a place has its rank.

    In a fragment of its own: the draws behind the intervals take a second.
    """
    with part():
        with st.skeleton(_SKELETON):
            chart, title, ranks = _described(scope, weights)
        if chart is not None:
            charts.show(**chart, key="priorities_quadrant")
        _draw_table(title, ranks)
        _draw_why(scope, weights)


def _described(scope: Scope, weights: Weights) -> tuple[dict[str, Any] | None, str, pd.DataFrame]:
    # Waits for the draws where they are not kept: not inside what is kept for a minute, whose
    # lock others may need.
    measured.intervals(scope, weights)
    return _prepared(scope, weights)


@reads.prepared
def _prepared(scope: Scope, weights: Weights) -> tuple[dict[str, Any] | None, str, pd.DataFrame]:
    listed = measured.listed(scope, weights)
    sure = measured.intervals(scope, weights)
    ranks = ranks_of(listed, sure)
    return quadrant(listed, sure), title_of(ranks), ranks


def ranks_of(listed: pd.DataFrame, sure: pd.DataFrame) -> pd.DataFrame:
    """The ranked places with ``rank_said``: the rank and how far it moves, ``3 (1–9)``."""
    ranks = measured.ranked(listed).merge(sure, on="place_id")
    said = [rank_said(row) for row in ranks.itertuples()]
    return ranks.assign(rank_said=said, gap_points=100 * ranks["gap"])


def rank_said(row: Any) -> str:
    """A rank with its interval: ``3 (1–9)``."""
    if formats.is_missing(row.rank_low):
        return f"{row.rank:.0f}"
    return f"{row.rank:.0f} ({row.rank_low:.0f}–{row.rank_high:.0f})"


def title_of(ranks: pd.DataFrame) -> str:
    """What the ranks are worth."""
    if ranks.empty:
        return _("No place has a rank")
    could = ranks[ranks["rank_low"] <= 1]
    if len(could) == 1:
        return _("{place} comes first, whatever is drawn", place=formats.plain(ranks["place"][0]))
    stays = int((ranks["share_top"] >= settings().sure_share).sum())
    told = ngettext(
        "{n} place can't be told apart from the first",
        "{n} places can't be told apart: each of them may be first",
        len(could),
    )
    if not stays:
        return told
    return _(
        "{told}; {stays}",
        told=told,
        stays=ngettext(
            "{n} is sure to be among the first {top}",
            "{n} are sure to be among the first {top}",
            stays,
            top=settings().top,
        ),
    )


def _draw_table(title: str, ranks: pd.DataFrame) -> None:
    st.subheader(title, anchor=False)
    table(
        ranks,
        {
            "place": Column(_("Place"), pinned=True),
            "rank_said": Column(
                _("Rank"),
                help=_(
                    "In brackets: where it lies in 95 of 100 draws of the uncertain figures and of"
                    " weights near the chosen ones."
                ),
            ),
            "share_top": Column(_("In the top {top}", top=settings().top), kind="bar"),
            "need": Column(_("Need"), kind="bar"),
            "capacity": Column(_("Capacity"), kind="bar"),
            "gap_points": Column(
                _("Gap"), kind="change", help=_("Need less capacity, in points of 100.")
            ),
            "region": Column(_("Region")),
            "foreign_born": Column(_("Foreign-born people"), kind="number"),
        },
        key="priorities_ranks",
        alt=_("Places by rank, with how far each rank moves."),
        empty=_("Nothing can be ranked."),
        height=420,
    )
    st.caption(
        _(
            "Ranks of {draws} draws: the uncertain figures within their intervals, the weights"
            " near the chosen ones. “In the top {top}” is the share of draws that keep a place"
            " there.",
            draws=formats.number(settings().draws),
            top=settings().top,
        )
    )


def _draw_why(scope: Scope, weights: Weights) -> None:
    listed = measured.ranked(measured.listed(scope, weights))
    names = dict(zip(listed["place_id"], listed["place"], strict=True))
    if not names:
        return
    offered = tuple(names)
    if st.session_state.get(_PLACE, offered[0]) not in names:
        del st.session_state[_PLACE]
    links.take(_PLACE, offered, default=offered[0])
    chosen = st.selectbox(
        _("Why here? Choose a place"),
        offered,
        format_func=lambda place: names.get(place, place),
        key=_PLACE,
        persist_state="session",
    )
    chosen = chosen if chosen in names else offered[0]
    links.keep(_PLACE, chosen, default=offered[0])
    title, said, rows = _why(scope, weights, chosen)
    st.subheader(title, anchor=False)
    st.markdown(said)
    table(rows, _columns(), key="priorities_why", alt=title)


@reads.prepared
def _why(scope: Scope, weights: Weights, place_id: str) -> tuple[str, str, pd.DataFrame]:
    places, found = measured.read(scope), measured.now(scope, weights)
    ranks = ranks_of(measured.listed(scope, weights), measured.intervals(scope, weights))
    here = ranks[ranks["place_id"] == place_id].iloc[0]
    title = _("Why {place} is {rank}", place=formats.plain(here["place"]), rank=here["rank_said"])
    return title, why_said(found, place_id), components(found, place_id, places.sources)


def why_said(found: Priorities, place_id: str) -> str:
    """What lifts a place, a sentence each, as Markdown."""
    lifts = why_here(found, place_id)
    if lifts.empty:
        return _("Nothing lifts it above the middle place.")
    return "\n".join(
        f"- {words.sentence(words.figured(row), row.above)}" for row in lifts.itertuples()
    )


def components(found: Priorities, place_id: str, sources: pd.DataFrame) -> pd.DataFrame:
    """Every component of a place in words, with what it is made of, its date and its source."""
    rows = found.components[found.components["place_id"] == place_id]
    rows = rows.merge(sources, on="component", how="left")
    figures = [words.figured(row) for row in rows.itertuples()]
    return rows.assign(
        explained=[words.explained(Component(name)) for name in rows["component"]],
        value_said=[words.value(f) for f in figures],
        interval=[words.interval(f) for f in figures],
        source_said=[name_of("source_table", name) for name in rows["source"]],
    ).reset_index(drop=True)


def _columns() -> dict[str, Column]:
    return {
        "component": Column(_("Component"), family="priority_component", pinned=True),
        "group": Column(_("Group"), family="priority_group"),
        "value_said": Column(_("Figure")),
        "interval": Column(_("95 % interval")),
        "numerator": Column(_("Numerator"), kind="decimal"),
        "denominator": Column(_("Denominator"), kind="number"),
        "points": Column(_("Points of 100"), kind="decimal"),
        "explained": Column(_("What is counted"), wide=True),
        "source_said": Column(_("Source")),
        "as_of": Column(_("Newest record"), kind="date"),
        "people_as_of": Column(_("Population of"), kind="date"),
    }


def draw_unranked(scope: Scope, weights: Weights) -> None:
    """Draw the places without a rank, each with the reason; nothing where all have one.

    :raises Unavailable: if a database can't be read.
    """
    rows = _unranked(scope, weights)
    if rows.empty:
        return
    title = ngettext("{n} place without a rank", "{n} places without a rank", len(rows))
    with st.expander(title, icon=":material/help:", key="unranked"):
        table(
            rows,
            {
                "place": Column(_("Place"), pinned=True),
                "region": Column(_("Region")),
                "reason": Column(_("Why"), wide=True),
            },
            key="priorities_unranked",
            alt=title,
        )


@reads.prepared
def _unranked(scope: Scope, weights: Weights) -> pd.DataFrame:
    return unranked(measured.listed(scope, weights))


def unranked(listed: pd.DataFrame) -> pd.DataFrame:
    """The places without a rank, with ``reason`` in words."""
    rows = listed[listed["rank"].isna()]
    return rows.assign(reason=[words.unranked(c) for c in rows["unranked"]]).reset_index(drop=True)
