"""The ranked table, in which each rank says how sure it is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import Weights, settings
from lib.topics.priorities import one_place, place_ranks
from lib.topics.priorities.need_and_capacity import quadrant
from lib.topics.priorities.summary import Summary, summary_of
from lib.ui import figures
from lib.ui.charts import Chart
from lib.ui.columns import Column, Columns
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part
from lib.ui.tables import Table

_SKELETON = 480


@dataclass(frozen=True)
class _Ranking:
    """What stands on the ranks of a scope, in the viewer's language."""

    summary: Summary | None
    quadrant: Chart | None
    table: Table


@slow_fragment
def draw(scope: Scope, weights: Weights) -> None:
    """Draw who comes first, need against capacity, the ranks with their intervals, and why.

    In a fragment of its own: the draws behind the intervals take a second.
    """
    with part():
        with st.skeleton(_SKELETON):
            ranking = _ranking(scope, weights)
        if ranking.summary is not None:
            figures.show(ranking.summary, "priorities_lead")
        if ranking.quadrant is not None:
            figures.show(ranking.quadrant, "priorities_quadrant")
        figures.show(ranking.table, "priorities_ranks")
        one_place.draw(scope, weights)


@reads.worded
def _ranking(scope: Scope, weights: Weights) -> _Ranking:
    listed = place_ranks.listed(scope, weights)
    intervals = place_ranks.intervals(scope, weights)
    ranks = place_ranks.with_intervals(listed, intervals)
    return _Ranking(summary_of(scope, weights), quadrant(listed, intervals), table_of(ranks))


def as_sent(ranks: pd.DataFrame) -> pd.DataFrame:
    """The ranks in the fewest bytes that lose nothing which is shown."""
    numbers = ("share_top", "need", "capacity", "gap_points", "foreign_born")
    return ranks.astype({**dict.fromkeys(numbers, np.float32), "region": "category"})


def title_of(ranks: pd.DataFrame) -> str:
    """What the ranks are worth."""
    if ranks.empty:
        return _("No place has a rank")
    could = ranks[ranks["rank_low"] <= 1]
    if len(could) == 1:
        return _("{place} comes first, whatever is drawn", place=formats.plain(ranks["place"][0]))
    stays = int((ranks["share_top"] >= settings().sure_share).sum())
    apart = ngettext(
        "{n} place can't be told apart from the first",
        "{n} places can't be told apart: each of them may be first",
        len(could),
    )
    if not stays:
        return apart
    return _(
        "{told}; {stays}",
        told=apart,
        stays=ngettext(
            "{n} is sure to be among the first {top}",
            "{n} are sure to be among the first {top}",
            stays,
            top=settings().top,
        ),
    )


def table_of(ranks: pd.DataFrame) -> Table:
    """The ranks, as they are sent, in words."""
    return Table(
        title=title_of(ranks),
        frame=as_sent(ranks),
        columns=_columns(),
        alt=_("Places by rank, with how far each rank moves."),
        empty=_("Nothing can be ranked."),
        caption=_(
            "Ranks of {draws} draws: the uncertain figures within their intervals, the weights"
            " near the chosen ones. “Top {top}” is the share of draws that keep a place"
            " there.",
            draws=formats.number(settings().draws),
            top=settings().top,
        ),
    )


def _columns() -> Columns:
    return {
        "place": Column(_("Place"), pinned=True),
        "rank_said": Column(
            # Translators: 1 is the place that needs it most
            _("Rank"),
            help=_(
                "In brackets: where it lies in 95 of 100 draws of the uncertain figures and of"
                " weights near the chosen ones."
            ),
        ),
        "share_top": Column(
            _("Top {top}", top=settings().top),
            kind="percent",
            help=_("The share of draws that keep the place among the first."),
        ),
        "need": Column(_("Need"), kind="bar"),
        "capacity": Column(_("Capacity"), kind="bar"),
        "gap_points": Column(
            # Translators: need less capacity
            _("Gap"),
            kind="change",
            help=_("Need less capacity, in points of 100."),
        ),
        "region": Column(_("Region")),
        "foreign_born": Column(_("Foreign-born people"), kind="number"),
    }
