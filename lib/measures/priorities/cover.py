"""Which places new organizers and trainings would reach most people from, of those who need it.

An organizer covers every place within the travel time; a training covers its own place, where there
is a committee to be trained. Whoever is reached counts once, however many reach them.
"""

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array
from scipy.spatial import cKDTree

from lib.measures.distance import chord_within, unit_vectors
from lib.measures.driving import reach_km
from lib.measures.priorities.covering_model import solve
from lib.measures.priorities.settings import settings
from lib.measures.priorities.wish import Wish, check
from lib.measures.rates import FloatArray


@dataclass(frozen=True)
class Cover:
    """An answer: the places of organizers and trainings, and what they cover.

    ``covered`` is of ``whole`` people whom nobody reaches today; ``gap`` is how far, at most, the
    best possible answer is above this one, as a share of it (0: proven best; NaN: not known).
    """

    organizers: tuple[str, ...]
    trainings: tuple[str, ...]
    covered: float
    whole: float
    gap: float


def needs_most(need: pd.Series, among: pd.Series) -> pd.Series:
    """Return whether need is among the greatest: ``needy_share`` of the places ``among``.

    What is unknown or none is not.
    """
    least = among.quantile(1 - settings().cover.needy_share)
    return (need >= least) & (need > 0)


def people_to_reach(places: pd.DataFrame, needs: pd.Series, reached: pd.Series) -> pd.Series:
    """Return foreign-born people where there is most need; 0 elsewhere and where ``reached``.

    ``places``: ``foreign_born`` (null: nobody is known of).
    """
    counted = needs.to_numpy(dtype=bool) & ~reached.to_numpy(dtype=bool)
    return places["foreign_born"].fillna(0).where(counted, 0.0)


def added_by(places: pd.DataFrame, minutes: float, found: "Cover") -> dict[str, float]:
    """Return how many people each organizer of an answer adds, the one that adds most first.

    Whoever is reached from two places is counted with the first of them.
    """
    reaches, names = _reaches(places, minutes), places["place_id"].to_numpy()
    left = places["uncovered"].to_numpy(dtype=np.float64).copy()
    open_ = np.isin(names, found.organizers)
    added: dict[str, float] = {}
    while open_.any():
        gains = np.where(open_, reaches @ left, -1)
        chosen = int(np.argmax(gains))
        added[str(names[chosen])] = float(gains[chosen])
        open_[chosen] = False
        left[reaches[[chosen]].indices] = 0
    return added


def best_cover(places: pd.DataFrame, wish: Wish, seconds: float | None = None) -> Cover:
    """Return the answer that covers most, proven best or with the gap that is left.

    :raises Infeasible: if no answer meets the conditions of the wish.
    :raises ValueError: if a number is negative, or a point is not on the globe.
    """
    check(places, wish)
    reaches = _reaches(places, wish.minutes)
    answer = solve(places, wish, reaches, seconds or settings().cover.seconds)
    if answer is None:
        # The greedy answer meets the conditions: they were checked. Its gap isn't known.
        return greedy_cover(places, wish)
    organizers, trainings, gap = answer
    return _answer(places, reaches, organizers, trainings, gap)


def greedy_cover(places: pd.DataFrame, wish: Wish) -> Cover:
    """Return the answer of taking, each time, what covers most of what is left.

    :raises Infeasible: as ``best_cover``.
    :raises ValueError: as ``best_cover``.
    """
    check(places, wish)
    reaches = _reaches(places, wish.minutes)
    names = places["place_id"].to_numpy()
    left = places["uncovered"].to_numpy(dtype=np.float64).copy()
    organizers = np.isin(names, list(wish.pinned))
    left[np.asarray(reaches[organizers].sum(axis=0)).ravel() > 0] = 0
    allowed = ~np.isin(names, list(wish.excluded))
    regions = places["region_id"].to_numpy()
    for _ in range(wish.organizers - int(organizers.sum())):
        open_ = allowed & ~organizers & _floor_mask(regions, organizers, wish)
        if not open_.any():
            break
        chosen = int(np.argmax(np.where(open_, reaches @ left, -1)))
        organizers[chosen] = True
        left[reaches[[chosen]].indices] = 0
    trainings = _largest(np.where(places["has_committee"], left, 0), wish.trainings)
    return _answer(places, reaches, organizers, trainings, np.nan)


def frontier(places: pd.DataFrame, wish: Wish, most: int) -> pd.DataFrame:
    """Return people covered by 0, 1, … ``most`` organizers: ``organizers, best, greedy, gap``.

    The trainings, pinned and excluded places of the wish hold; its floors as far as the number of
    organizers allows. Fewer organizers than pinned places are left out.

    :raises ValueError: as ``best_cover``.
    """
    rows = []
    ends = time.monotonic() + settings().cover.seconds
    for organizers in range(len(wish.pinned), most + 1):
        floors = wish.floors if sum(n for _, n in wish.floors) <= organizers else ()
        asked = Wish(organizers, wish.trainings, wish.minutes, floors, wish.pinned, wish.excluded)
        greedy = greedy_cover(places, asked)
        seconds = max((ends - time.monotonic()) / (most + 1 - organizers), 0.05)
        best = best_cover(places, asked, seconds)
        rows.append((organizers, max(best.covered, greedy.covered), greedy.covered, best.gap))
    return pd.DataFrame(rows, columns=["organizers", "best", "greedy", "gap"])


def _reaches(places: pd.DataFrame, minutes: float) -> csr_array:
    """Return which place (row) reaches which (column), itself included."""
    points = unit_vectors(places)
    tree = cKDTree(points)
    radius = chord_within(reach_km(minutes))
    pairs = tree.sparse_distance_matrix(tree, radius, output_type="coo_matrix")
    reached = csr_array(
        (np.ones(pairs.nnz), (pairs.row, pairs.col)), shape=(len(places), len(places))
    )
    return csr_array(((reached + eye_array(len(places))) > 0).astype(np.float64))


def _floor_mask(
    regions: NDArray[np.object_], chosen: NDArray[np.bool_], wish: Wish
) -> NDArray[np.bool_]:
    """Return the places that may be next if the floors are still to be met."""
    left = wish.organizers - int(chosen.sum())
    lacking = {
        region: least - int((regions[chosen] == region).sum()) for region, least in wish.floors
    }
    owed = sum(max(n, 0) for n in lacking.values())
    if owed < left:
        return np.ones(len(regions), dtype=bool)
    return np.isin(regions, [region for region, n in lacking.items() if n > 0])


def _largest(values: FloatArray, most: int) -> NDArray[np.bool_]:
    chosen = np.zeros(len(values), dtype=bool)
    chosen[np.argsort(-values, kind="stable")[:most]] = True
    return chosen & (values > 0)


def _answer(
    places: pd.DataFrame,
    reaches: csr_array,
    organizers: NDArray[np.bool_],
    trainings: NDArray[np.bool_],
    gap: float,
) -> Cover:
    weight = places["uncovered"].to_numpy(dtype=np.float64)
    covered = np.asarray(reaches[organizers].sum(axis=0)).ravel() > 0
    covered |= trainings
    names = places["place_id"].to_numpy()
    return Cover(
        tuple(names[organizers]),
        tuple(names[trainings]),
        float(weight[covered].sum()),
        float(weight.sum()),
        gap,
    )
