"""What organizers and trainings at some places would cover, kept by what was asked."""

import hashlib
from dataclasses import dataclass

import pandas as pd
import streamlit as st

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
from lib.measures.priorities.wish import Wish
from lib.topics.priorities import measured


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


def answer(scope: Scope, weights: Weights, kept: SavedWish) -> Answer:
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


def curve(scope: Scope, weights: Weights, kept: SavedWish) -> pd.DataFrame:
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
