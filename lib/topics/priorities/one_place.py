"""Why a place has its rank: what lifts it, and every component with what it is made of."""

from dataclasses import dataclass

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
from lib.topics.priorities import place_ranks, words
from lib.topics.priorities import places as priority_places
from lib.ui import figures, links
from lib.ui.columns import Column
from lib.ui.tables import table
from lib.ui.text import Text

_PLACE = "place"


@dataclass(frozen=True)
class _Why:
    """Why a place has its rank: in words, and its components by ``components``."""

    reasons: Text
    components: pd.DataFrame

    def show(self, key: str) -> None:
        """Draw the reasons, and the components as a table.

        :param key: names the table and its file; unique on the page.
        """
        self.reasons.show(key)
        table(self.components, _columns(), key=key, alt=self.reasons.title or "")
        st.caption(
            _(
                "A rate or share is drawn towards that of all places, the more the fewer people or"
                " events it is of: 4 of 4 is not taken for 100 %."
            )
        )


def draw(scope: Scope, weights: Weights) -> None:
    """Draw the choice of a place, and why it has its rank."""
    place_id = _choose(place_ranks.ranked(place_ranks.listed(scope, weights)))
    if place_id is None:
        return
    figures.show(_why(scope, weights, place_id), "priorities_why")


def _choose(ranked: pd.DataFrame) -> str | None:
    """Draw the choice; ``None`` where there is no place to choose."""
    names = dict(zip(ranked["place_id"], ranked["place"], strict=True))
    if not names:
        return None
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
    return str(chosen)


@reads.measured
def _lifts(scope: Scope, weights: Weights, place_id: str) -> pd.DataFrame:
    return why_here(place_ranks.now(scope, weights), place_id)


@reads.worded
def _why(scope: Scope, weights: Weights, place_id: str) -> _Why:
    intervals = place_ranks.intervals(scope, weights)
    ranks = place_ranks.with_intervals(place_ranks.listed(scope, weights), intervals)
    here = ranks[ranks["place_id"] == place_id].iloc[0]
    title = _("Why {place} is {rank}", place=formats.plain(here["place"]), rank=here["rank_said"])
    origins = priority_places.read(scope).origins
    return _Why(
        Text(title=title, body=reasons(_lifts(scope, weights, place_id))),
        components(place_ranks.now(scope, weights), place_id, origins),
    )


def reasons(lifts: pd.DataFrame) -> str:
    """What lifts a place, a sentence each, as Markdown.

    :param lifts: by ``why_here``.
    """
    if lifts.empty:
        return _("Nothing lifts it above the typical place (the median).")
    return "\n".join(
        f"- {words.sentence(words.figure_of(row), row.above)}" for row in lifts.itertuples()
    )


def components(ranks: Priorities, place_id: str, origins: pd.DataFrame) -> pd.DataFrame:
    """Every component of a place in words, with what it is made of, its date and its source.

    :param origins: see ``PriorityPlaces``.
    """
    rows = ranks.components[ranks.components["place_id"] == place_id]
    rows = rows.merge(origins, on="component", how="left")
    figures = [words.figure_of(row) for row in rows.itertuples()]
    return rows.assign(
        explained=[words.explained(Component(name)) for name in rows["component"]],
        counted_said=[words.counted(figure) for figure in figures],
        value_said=[words.value(figure) for figure in figures],
        interval=[words.interval(figure) for figure in figures],
        source_said=[name_of("source_table", name) for name in rows["source"]],
    ).reset_index(drop=True)


def _columns() -> dict[str, Column]:
    return {
        # Translators: what need or capacity is added up from
        "component": Column(_("Component"), family="priority_component", pinned=True),
        # Translators: need, capacity or standing
        "group": Column(_("Group"), family="priority_group"),
        # Translators: numerator, denominator and the rate that they make
        "counted_said": Column(_("Counted")),
        "value_said": Column(
            _("Allowing for chance"),
            help=_("What is ranked: drawn towards all places, the more the fewer it is of."),
        ),
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
