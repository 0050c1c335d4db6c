"""Why a place has its rank: what lifts it, and every component with what it is made of."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.priorities.codes import Component
from lib.measures.priorities.reasons import why_here
from lib.measures.priorities.scoring import Priorities
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import measured, words
from lib.ui import links
from lib.ui.columns import Column
from lib.ui.tables import table

_PLACE = "place"


def draw(scope: Scope, weights: Weights) -> None:
    """Draw the choice of a place, and why it has its rank.

    :raises Unavailable: if a database can't be read.
    """
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
    st.caption(
        _(
            "A rate or share is drawn towards that of all places, the more the fewer people or"
            " events it is of: 4 of 4 is not taken for 100 %."
        )
    )


@reads.prepared
def _why(scope: Scope, weights: Weights, place_id: str) -> tuple[str, str, pd.DataFrame]:
    places, found = measured.read(scope), measured.now(scope, weights)
    ranks = measured.ranks_of(measured.listed(scope, weights), measured.intervals(scope, weights))
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
        # Translators: what need or capacity is added up from
        "component": Column(_("Component"), family="priority_component", pinned=True),
        # Translators: need, capacity or standing
        "group": Column(_("Group"), family="priority_group"),
        # Translators: number that is measured
        "value_said": Column(_("Figure")),
        "interval": Column(_("95 % interval")),
        # Translators: of a rate
        "numerator": Column(_("Numerator"), kind="decimal"),
        # Translators: of a rate
        "denominator": Column(_("Denominator"), kind="number"),
        "points": Column(_("Points of 100"), kind="decimal"),
        "explained": Column(_("What is counted"), wide=True),
        # Translators: table or list that a number comes from
        "source_said": Column(_("Source")),
        "as_of": Column(_("Newest record"), kind="date"),
        "people_as_of": Column(_("Population of"), kind="date"),
    }
