"""What organizers and trainings at some places would cover: answers, and their words."""

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.scenarios import WishKept
from lib.data.scope import Scope
from lib.measures.priorities.cover import (
    Cover,
    Wish,
    best_cover,
    frontier,
    greedy_cover,
    uncovered_need,
)
from lib.measures.priorities.settings import Weights, settings
from lib.ui import charts, formats, reads
from lib.ui.columns import Column
from lib.ui.language import _, ngettext
from lib.ui.parts import priorities_measured as measured


@dataclass(frozen=True)
class Answer:
    """The best places, those that are largest first, and what is covered without anyone new.

    :ivar whole: need in all candidate places; ``reached`` is what ready committees reach today.
    """

    best: Cover
    greedy: Cover
    whole: float
    reached: float


def candidates(listed: pd.DataFrame) -> pd.DataFrame:
    """The places to choose from, cities with a known point: ``cover.COLUMNS``, ``place``, ``need``.

    :param listed: by ``priorities_measured.rows``.
    """
    rows = listed[~listed["is_rest"].astype(bool) & listed["latitude"].notna()]
    rows = rows.reset_index(drop=True).astype({"foreign_born": float})
    nobody = pd.Series(False, index=rows.index)
    return rows.assign(
        uncovered=uncovered_need(rows, rows["reached_today"]),
        whole=uncovered_need(rows, nobody),
    )


def choices(scope: Scope, weights: Weights) -> pd.DataFrame:
    """The places to choose from; see ``candidates``.

    :raises Unavailable: if a database can't be read.
    """
    return _keyed(scope, weights)[1]


@reads.prepared
def _keyed(scope: Scope, weights: Weights) -> tuple[str, pd.DataFrame]:
    rows = candidates(measured.listed(scope, weights))
    used = rows[
        ["place_id", "region_id", "latitude", "longitude", "uncovered", "whole", "has_committee"]
    ]
    said = pd.util.hash_pandas_object(used, index=False).to_numpy().tobytes()
    return hashlib.sha256(said).hexdigest(), rows


def wish_of(kept: WishKept) -> Wish:
    """The wish as the model takes it."""
    return Wish(
        kept.organizers,
        kept.trainings,
        float(kept.minutes),
        tuple(sorted((region, least) for region, least in kept.floors.items() if least)),
        frozenset(kept.pinned),
        frozenset(kept.excluded),
    )


def answer(scope: Scope, weights: Weights, kept: WishKept) -> Answer:
    """The answer to a wish; takes up to ``[priorities.cover] seconds`` where it is not kept yet.

    :raises Infeasible: if no answer meets every condition.
    :raises Unavailable: if a database can't be read.
    """
    key, rows = _keyed(scope, weights)
    return _answer(key, kept.model_dump_json(), rows, wish_of(kept))


# Kept by everything that goes in, which the keys are made of.
@st.cache_resource(max_entries=200, show_spinner=False)
def _answer(key: str, said: str, _rows: pd.DataFrame, _wish: Wish) -> Answer:  # noqa: ARG001
    return answered(_rows, _wish)


def answered(rows: pd.DataFrame, wish: Wish) -> Answer:
    """The answer to a wish among ``candidates``.

    :raises Infeasible: if no answer meets every condition.
    """
    whole = float(rows["whole"].sum())
    best, greedy = best_cover(rows, wish), greedy_cover(rows, wish)
    return Answer(best, greedy, whole, whole - float(rows["uncovered"].sum()))


def curve(scope: Scope, weights: Weights, kept: WishKept) -> pd.DataFrame:
    """Need covered by 0 to ``most_organizers``, as ratios of what is left; kept like answers.

    :raises Infeasible: if no answer meets every condition.
    :raises Unavailable: if a database can't be read.
    """
    key, rows = _keyed(scope, weights)
    return _curve(key, kept.model_dump_json(exclude={"organizers"}), rows, wish_of(kept))


@st.cache_resource(max_entries=200, show_spinner=False)
def _curve(key: str, said: str, _rows: pd.DataFrame, _wish: Wish) -> pd.DataFrame:  # noqa: ARG001
    points = frontier(_rows, _wish, settings().cover.most_organizers)
    left = float(_rows["uncovered"].sum()) or float("nan")
    return points.assign(best=points["best"] / left, greedy=points["greedy"] / left)


def title_of(found: Answer, rows: pd.DataFrame) -> str:
    """What the best answer reaches, and from where."""
    left = found.best.whole
    if not left:
        return _("Ready committees reach all the need that there is")
    if not (found.best.organizers or found.best.trainings):
        return _("Nobody new covers nothing new")
    share = formats.percent(found.best.covered / left)
    if not found.best.organizers:
        return _("Trainings alone cover {share} of the need that nobody reaches", share=share)
    names = dict(zip(rows["place_id"], rows["place"], strict=True))
    several = [formats.plain(names[place]) for place in found.best.organizers[:4]]
    more = len(found.best.organizers) - len(several)
    if more:
        several.append(ngettext("{n} more place", "{n} more places", more))
    return _(
        "From {places}, {share} of the need that nobody reaches can be covered",
        places=formats.listing(several),
        share=share,
    )


def how_good(found: Answer) -> str:
    """How far the answer may be from the best there is, and how far the greedy one is below it."""
    gap: float | None = found.best.gap
    if formats.is_missing(gap):
        said = _("Time ran out before anything better than the largest first was found.")
    elif gap <= settings().cover.gap:
        said = _("Proven: no other choice covers more (gap {gap}).", gap=formats.percent(gap, 2))
    else:
        said = _(
            "The best that was found in time; no choice covers over {gap} more.",
            gap=formats.percent(gap, 1),
        )
    left = found.best.whole
    behind = (found.best.covered - found.greedy.covered) / left if left else 0.0
    if round(1000 * behind) <= 0:
        return said + " " + _("Taking the largest each time covers as much.")
    return (
        said
        + " "
        + _(
            "Taking the largest each time covers {points} less of that need.",
            points=formats.percent(behind, 1),
        )
    )


def compared(found: Answer) -> pd.DataFrame:
    """Today's, the greedy and the best answer: ``answer, covered`` (ratio of all need)."""
    whole = found.whole or float("nan")
    return pd.DataFrame(
        {
            "answer": [_("Today"), _("Largest first"), _("Best answer")],
            "covered": [
                found.reached / whole,
                (found.reached + found.greedy.covered) / whole,
                (found.reached + found.best.covered) / whole,
            ],
        }
    )


def compared_columns() -> dict[str, Column]:
    """The columns of ``compared``."""
    return {
        "answer": Column(_("Answer")),
        "covered": Column(
            _("Need covered"),
            kind="bar",
            help=_("Of all need in cities, what ready committees reach today included."),
        ),
    }


def places_of(found: Answer, rows: pd.DataFrame) -> pd.DataFrame:
    """The places of both answers: ``place, region, what`` and whether each answer has it."""
    said = [
        (place, what, place in best, place in greedy)
        for what, best, greedy in (
            (_("organizer"), found.best.organizers, found.greedy.organizers),
            (_("training"), found.best.trainings, found.greedy.trainings),
        )
        for place in dict.fromkeys([*best, *greedy])
    ]
    frame = pd.DataFrame(said, columns=["place_id", "what", "in_best", "in_greedy"])
    return frame.merge(rows[["place_id", "place", "region", "rank"]], on="place_id")


def place_columns() -> dict[str, Column]:
    """The columns of ``places_of``."""
    return {
        "place": Column(_("Place"), pinned=True),
        "what": Column(_("What")),
        "in_best": Column(_("Best"), kind="flag"),
        "in_greedy": Column(_("Largest first"), kind="flag"),
        "rank": Column(_("Rank"), kind="number"),
        "region": Column(_("Region")),
    }


def frontier_of(points: pd.DataFrame, chosen: int) -> dict[str, Any]:
    """The frontier as ``charts.show`` takes it."""
    return {
        "figure": charts.frontier(points, chosen),
        "title": _frontier_title(points, chosen),
        "alt": _("Share of the need left that is covered, by number of organizers."),
        "table": points,
        "columns": {
            "organizers": Column(_("Organizers"), kind="number", pinned=True),
            "best": Column(_("Best answer"), kind="percent"),
            "greedy": Column(_("Largest first"), kind="percent"),
            "gap": Column(_("Gap to the optimum"), kind="percent"),
        },
    }


def _frontier_title(points: pd.DataFrame, chosen: int) -> str:
    at = points.set_index("organizers")["best"]
    if chosen + 1 not in at.index or chosen not in at.index:
        return _("What each number of organizers covers at best")
    return _(
        "One organizer more than {n} would cover {points} more of what is left",
        n=chosen,
        points=formats.percent(at[chosen + 1] - at[chosen], 1),
    )
