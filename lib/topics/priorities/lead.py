"""Where the next organizer goes and how sure that is, in three sentences on top of everything."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.cover import greedy_cover
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import Wish
from lib.topics.priorities import cover, measured
from lib.topics.priorities.wish import USUAL

_NAMED = 4
Lead = tuple[str, list[str]]
"""A title and the sentences below it."""


def draw(lead: Lead | None) -> None:
    """Draw it; nothing where nothing is ranked."""
    if lead is None:
        return
    title, sentences = lead
    with st.container(border=True, key="priorities_lead"):
        st.subheader(title, anchor=False)
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


@reads.prepared
def of(scope: Scope, weights: Weights) -> Lead | None:
    """The lead of a scope; the draws should be kept already, for they take a second.

    :raises Unavailable: if a database can't be read.
    """
    listed, sure = measured.listed(scope, weights), measured.intervals(scope, weights)
    return said(measured.ranks_of(listed, sure), cover.choices(scope, weights))


def said(ranks: pd.DataFrame, candidates: pd.DataFrame) -> Lead | None:
    """Who comes first, who may as well, and where one organizer reaches most people.

    :param ranks: by ``priorities_measured.ranks_of``.
    :param candidates: by ``priorities_cover.candidates``.
    """
    if ranks.empty:
        return None
    first = ranks.iloc[0]
    place = formats.plain(first["place"])
    others = ranks[(ranks["rank_low"] <= 1) & (ranks["place_id"] != first["place_id"])]
    title = (
        _("{place} comes first, though that is not sure", place=place)
        if len(others)
        else _("{place} comes first, whatever is drawn", place=place)
    )
    sentences = [
        _(
            "By need, lack of capacity and standing it ranks **{rank}**; {share} of draws keep it"
            " in the top {top}.",
            rank=first["rank_said"],
            share=formats.percent(first["share_top"]),
            top=settings().top,
        )
    ]
    if len(others):
        sentences.append(_may_as_well(others))
    return title, [*sentences, *_most_people(candidates)]


def _may_as_well(others: pd.DataFrame) -> str:
    named = [f"**{formats.plain(place)}**" for place in others["place"].head(_NAMED)]
    more = len(others) - len(named)
    if more:
        named.append(ngettext("{n} more place", "{n} more places", more))
    return _("These may come first as well: {places}.", places=formats.listing(named))


def _most_people(candidates: pd.DataFrame) -> list[str]:
    """Ranks compare places per head; this says where one organizer alone reaches most people."""
    if candidates.empty or not candidates["uncovered"].sum():
        return []
    # For one organizer the largest is the best.
    found = greedy_cover(candidates, Wish(1, 0, float(USUAL.minutes)))
    name = candidates.set_index("place_id").loc[found.organizers[0], "place"]
    return [
        _(
            "Counted by people rather than per head, one organizer would reach most from"
            " **{place}**: {share} of the need that nobody reaches lies within {minutes}.",
            place=formats.plain(name),
            share=formats.percent(found.covered / found.whole, 1),
            minutes=formats.minutes(USUAL.minutes),
        )
    ]
