"""What organizers and trainings at some places would cover, kept by what was asked."""

from dataclasses import dataclass, replace

import pandas as pd

from lib import reads
from lib.access.scenarios import SavedWish
from lib.data.scope import Scope
from lib.measures.priorities.cover import (
    Cover,
    best_cover,
    frontier,
    greedy_cover,
    uncovered_need,
)
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import COLUMNS, Wish
from lib.topics.priorities import place_ranks
from lib.topics.priorities.digests import Digested, arguments_alone, digested

_COVERED = (*COLUMNS, "whole")


@dataclass(frozen=True)
class Answer:
    """The best places, those that are largest first, and what is covered without anyone new.

    :ivar whole: need in all candidate places; ``reached`` is what ready committees reach today.
    """

    best: Cover
    greedy: Cover
    whole: float
    reached: float


def candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """The places to choose from, cities with a known point: ``wish.COLUMNS``, ``place``, ``need``.

    :param rows: by ``place_ranks.joined``.
    """
    rows = rows[~rows["is_rest"].astype(bool) & rows["latitude"].notna()]
    rows = rows.reset_index(drop=True).astype({"foreign_born": float})
    nobody = pd.Series(False, index=rows.index)
    return rows.assign(
        uncovered=uncovered_need(rows, rows["reached_today"]),
        whole=uncovered_need(rows, nobody),
    )


@reads.measured
def _candidates(scope: Scope, weights: Weights) -> Digested:
    return digested(candidates(place_ranks.rows(scope, weights)), _COVERED)


def choices(scope: Scope, weights: Weights) -> pd.DataFrame:
    """The places to choose from; see ``candidates``."""
    return _candidates(scope, weights).rows


def wish_of(kept: SavedWish) -> Wish:
    """The wish as the model takes it."""
    return Wish(
        kept.organizers,
        kept.trainings,
        float(kept.minutes),
        tuple(sorted((region, least) for region, least in kept.floors.items() if least)),
        frozenset(kept.pinned),
        frozenset(kept.excluded),
    )


def answer(scope: Scope, weights: Weights, wish: SavedWish) -> Answer:
    """The answer to a wish; takes up to ``[priorities.cover] seconds`` where it is not kept yet.

    :raises Infeasible: if no answer meets every condition.
    """
    return _answer(_candidates(scope, weights), wish_of(wish))


@reads.kept_while(arguments_alone)
def _answer(places: Digested, wish: Wish) -> Answer:
    return answered(places.rows, wish)


def answered(rows: pd.DataFrame, wish: Wish) -> Answer:
    """The answer to a wish among ``candidates``.

    :raises Infeasible: if no answer meets every condition.
    """
    whole = float(rows["whole"].sum())
    best, greedy = best_cover(rows, wish), greedy_cover(rows, wish)
    return Answer(best, greedy, whole, whole - float(rows["uncovered"].sum()))


def curve(scope: Scope, weights: Weights, wish: SavedWish) -> pd.DataFrame:
    """Need covered by 0 to ``most_organizers``, as ratios of what is left; kept like answers.

    :raises Infeasible: if no answer meets every condition.
    """
    # The same for whatever number of organizers was asked for.
    return _curve(_candidates(scope, weights), replace(wish_of(wish), organizers=0))


@reads.kept_while(arguments_alone)
def _curve(places: Digested, wish: Wish) -> pd.DataFrame:
    points = frontier(places.rows, wish, settings().cover.most_organizers)
    left = float(places.rows["uncovered"].sum()) or float("nan")
    return points.assign(best=points["best"] / left, greedy=points["greedy"] / left)
