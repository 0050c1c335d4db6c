"""What organizers and trainings at some places would cover, kept by what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from lib import reads
from lib.access.scenarios import SavedWish
from lib.data.scope import Scope
from lib.measures.priorities.cover import (
    Cover,
    added_by,
    best_cover,
    frontier,
    greedy_cover,
    needs_most,
    people_to_reach,
)
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import COLUMNS, Wish
from lib.topics.priorities import place_ranks
from lib.topics.priorities.digests import Digested, arguments_alone, digested

_COVERED = (*COLUMNS, "whole")


@dataclass(frozen=True)
class Answer:
    """The best places, those that are largest first, and what is covered without anyone new.

    :ivar whole: people whom all of it counts: the foreign-born of the candidate places that are
        among those with the most need.
    :ivar reached: how many of them ready committees reach today.
    :ivar added: how many of them each organizer of the best answer adds, largest first.
    """

    best: Cover
    greedy: Cover
    whole: float
    reached: float
    added: Mapping[str, float] = field(default_factory=dict)

    def within_reach(self, found: Cover) -> float:
        """How many people are within reach with an answer, those of today included."""
        return self.reached + found.covered


def candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """The places to choose from, cities with a known point: ``wish.COLUMNS``, ``place``, ``need``.

    :param rows: by ``place_ranks.joined``.
    """
    ranked_need = rows.loc[rows["rank"].notna(), "need"]
    rows = rows[~rows["is_rest"].astype(bool) & rows["latitude"].notna()]
    rows = rows.reset_index(drop=True).astype({"foreign_born": float})
    nobody = pd.Series(False, index=rows.index)
    needs = needs_most(rows["need"], ranked_need)
    return rows.assign(
        uncovered=people_to_reach(rows, needs, rows["reached_today"]),
        whole=people_to_reach(rows, needs, nobody),
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
    reached = whole - float(rows["uncovered"].sum())
    return Answer(best, greedy, whole, reached, added_by(rows, wish.minutes, best))


def curve(scope: Scope, weights: Weights, wish: SavedWish) -> pd.DataFrame:
    """How many are within reach with 0 to ``most_organizers``; kept like answers.

    :return: ``organizers, best, greedy`` (people), ``best_share, greedy_share`` (of all that are
        counted), ``gap``; at the number that was asked for it is the answer itself.
    :raises Infeasible: if no answer meets every condition.
    """
    # The same for whatever number of organizers was asked for.
    points = _curve(_candidates(scope, weights), replace(wish_of(wish), organizers=0))
    return within_reach(points, answer(scope, weights, wish), wish.organizers)


@reads.kept_while(arguments_alone)
def _curve(places: Digested, wish: Wish) -> pd.DataFrame:
    return frontier(places.rows, wish, settings().cover.most_organizers)


def within_reach(points: pd.DataFrame, answer: Answer, organizers: int) -> pd.DataFrame:
    """The points of the curve as people within reach; see ``curve``.

    The solver has less time for each point than for the answer, which is therefore put in its
    place; no smaller number of organizers then reaches more, and no larger one less.

    :param points: by ``lib.measures.priorities.cover.frontier``.
    """
    at, best = points["organizers"], points["best"]
    best = best.where(at != organizers, answer.best.covered)
    best = best.where(at > organizers, best.clip(upper=answer.best.covered)).cummax()
    greedy = points["greedy"].where(at != organizers, answer.greedy.covered)
    whole = answer.whole or float("nan")
    return points.assign(
        best=answer.reached + best,
        greedy=answer.reached + greedy,
        best_share=(answer.reached + best) / whole,
        greedy_share=(answer.reached + greedy) / whole,
    )
