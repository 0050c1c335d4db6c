"""Which places moved furthest since a quarter ago, and by what."""

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.priorities.codes import Component
from lib.measures.priorities.reasons import changes_since
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import place_ranks
from lib.topics.priorities import places as priority_places
from lib.topics.priorities.need_and_capacity import NUMBERED
from lib.ui.columns import Column
from lib.ui.tables import Table

_MOST = 10


@reads.measured
def _moved(scope: Scope, weights: Weights) -> pd.DataFrame:
    return changes_since(place_ranks.now(scope, weights), place_ranks.before(scope, weights))


@reads.worded
def changes(scope: Scope, weights: Weights) -> Table:
    """The places of the first ranks, now or then, that moved furthest."""
    places = priority_places.read(scope)
    moved = _moved(scope, weights)
    names = dict(zip(places.now["place_id"], place_ranks.names(places.now), strict=True))
    first = moved[(moved["rank"] <= NUMBERED) | (moved["rank_before"] <= NUMBERED)]
    new = moved[(moved["rank"] <= NUMBERED) & (moved["rank_before"] > NUMBERED)]
    day = formats.day(places.before_on)
    if new.empty:
        title = _("No place is new among the first {top} since {day}", top=NUMBERED, day=day)
    else:
        title = ngettext(
            "{n} place is new among the first {top} since {day}",
            "{n} places are new among the first {top} since {day}",
            len(new),
            top=NUMBERED,
            day=day,
        )
    return Table(
        title=title,
        frame=_in_words(first.head(_MOST), names),
        columns={
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
        alt=_("The places whose rank changed most since a quarter ago."),
        empty=_("No place has a rank at both times."),
    )


def _in_words(moved: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    ranks = zip(moved["rank_before"], moved["rank"], strict=True)
    reasons = zip(moved["component"], moved["points_change"], strict=True)
    return moved.assign(
        place=moved["place_id"].map(names),
        moved=[f"{before:.0f} → {now:.0f}" for before, now in ranks],
        need_points=100 * moved["need_change"],
        capacity_points=100 * moved["capacity_change"],
        why=[_reason(component, points) for component, points in reasons],
    )


def _reason(component: str | None, points: float) -> str:
    if formats.is_missing(component):
        return formats.NO_DATA
    return _(
        "{component}: {points} points",
        component=name_of("priority_component", Component(component)),
        points=formats.change(points, 1),
    )
