"""Where the next organizer goes and how sure that is, in three sentences on top of everything."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.cover import greedy_cover
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import Wish
from lib.topics.priorities import cover, place_ranks
from lib.topics.priorities.wish_form import USUAL
from lib.ui.sections import finding

_NAMED = 4


@dataclass(frozen=True)
class Summary:
    """A title and the sentences below it, as Markdown."""

    title: str
    sentences: tuple[str, ...]

    def show(self, key: str) -> None:
        """Draw it.

        :param key: names its box; unique on the page.
        """
        with st.container(border=True, key=key):
            finding(self.title)
            st.markdown("\n".join(f"- {sentence}" for sentence in self.sentences))


@dataclass(frozen=True)
class Reach:
    """The place from where one organizer reaches most people.

    :ivar rank: of the place, by the gap.
    :ivar people: whom one organizer reaches from there and nobody reaches yet.
    :ivar left: all whom nobody reaches yet, where need is greatest.
    """

    place: str
    rank: float
    people: float
    left: float


@reads.worded
def summary_of(scope: Scope, weights: Weights) -> Summary | None:
    """The summary of a scope; the draws should be kept already, for they take a second."""
    listed, intervals = place_ranks.listed(scope, weights), place_ranks.intervals(scope, weights)
    return summary(place_ranks.with_intervals(listed, intervals), _widest_reach(scope, weights))


@reads.measured
def _widest_reach(scope: Scope, weights: Weights) -> Reach | None:
    return widest_reach(cover.choices(scope, weights))


def widest_reach(candidates: pd.DataFrame) -> Reach | None:
    """From where one organizer reaches most; ``None`` where no need is left.

    :param candidates: by ``cover.candidates``.
    """
    if candidates.empty or not candidates["uncovered"].sum():
        return None
    # For one organizer the largest is the best.
    largest = greedy_cover(candidates, Wish(1, 0, float(USUAL.minutes)))
    here = candidates.set_index("place_id").loc[largest.organizers[0]]
    return Reach(str(here["place"]), float(here["rank"]), largest.covered, largest.whole)


def summary(ranks: pd.DataFrame, reach: Reach | None) -> Summary | None:
    """Who comes first, who may as well, and where one organizer reaches most people.

    :param ranks: by ``place_ranks.with_intervals``.
    :return: ``None`` where nothing is ranked.
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
    if reach is not None:
        sentences.append(_most_people(reach, str(first["place"])))
    return Summary(title, tuple(sentences))


def _may_as_well(others: pd.DataFrame) -> str:
    named = [f"**{formats.plain(place)}**" for place in others["place"].head(_NAMED)]
    more = len(others) - len(named)
    if more:
        named.append(ngettext("{n} more place", "{n} more places", more))
    return _("These may come first as well: {places}.", places=formats.listing(named))


def _most_people(reach: Reach, first: str) -> str:
    """Ranks compare places per head; this says where one organizer alone reaches most people."""
    parts = {
        "place": formats.plain(reach.place),
        "people": formats.number(reach.people),
        "left": formats.number(reach.left),
        "share": formats.percent(reach.people / reach.left),
        "minutes": formats.minutes(USUAL.minutes),
        "quarter": formats.percent(settings().cover.needy_share),
    }
    if reach.place == first:
        return _(
            "One organizer would also reach most people from **{place}**: {people} of the {left}"
            " foreign-born people ({share}) who live in the {quarter} of places with the most need"
            " and more than {minutes} from anyone ready.",
            **parts,
        )
    return _(
        "One organizer would reach most people from **{place}** (rank {rank}, for ranks compare"
        " places per head and this counts people): {people} of the {left} foreign-born people"
        " ({share}) who live in the {quarter} of places with the most need and more than {minutes}"
        " from anyone ready.",
        **parts,
        rank=formats.number(reach.rank),
    )
