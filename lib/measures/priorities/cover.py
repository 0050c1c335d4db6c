"""Which places new organizers and trainings would reach most of the need left uncovered from.

A maximal covering location model (Church and ReVelle 1974, Papers of the Regional Science
Association 32:101), solved by branch and bound (SciPy's ``milp``, HiGHS). An organizer covers every
place within the travel time; a training covers its own place, where there is a committee to be
trained. Need is covered once, however many reach it.
"""

import time
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack
from scipy.spatial import cKDTree

from lib.measures.distance import km_to_chord, unit_vectors
from lib.measures.priorities.settings import settings
from lib.measures.rates import FloatArray

COLUMNS = {
    "place_id": "unique",
    "region_id": "for the floors",
    "latitude": "degrees",
    "longitude": "degrees",
    "uncovered": "need that nobody covers yet, not negative: see uncovered_need",
    "has_committee": "whether a training finds someone to train",
}
"""The columns of candidate places."""


class Obstacle(StrEnum):
    """Why no answer meets every condition."""

    PINNED_NO_CANDIDATE = "a pinned place is no candidate"
    PINNED_AND_EXCLUDED = "a place is pinned and excluded"
    TOO_MANY_PINNED = "more places are pinned than there are organizers"
    FLOOR_ABOVE_CANDIDATES = "a region has fewer candidates than its floor"
    FLOORS_ABOVE_ORGANIZERS = "the floors and the pinned places need more organizers"


class Infeasible(ValueError):  # noqa: N818
    """No answer meets every condition; the obstacle says which can't be met."""

    def __init__(self, obstacle: Obstacle):
        self.obstacle = obstacle
        super().__init__(obstacle.value)


@dataclass(frozen=True)
class Wish:
    """What is to be placed, and the conditions.

    ``floors``: at least so many organizers in a region; ``pinned`` and ``excluded`` places of
    organizers; ``minutes`` of travel.
    """

    organizers: int
    trainings: int = 0
    minutes: float = 60.0
    floors: tuple[tuple[str, int], ...] = ()
    pinned: frozenset[str] = field(default_factory=frozenset)
    excluded: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Cover:
    """An answer: the places of organizers and trainings, and what they cover.

    ``covered`` is of ``whole`` need uncovered today; ``gap`` is how far, at most, the best possible
    answer is above this one, as a share of it (0: proven best; NaN: not known).
    """

    organizers: tuple[str, ...]
    trainings: tuple[str, ...]
    covered: float
    whole: float
    gap: float


def uncovered_need(places: pd.DataFrame, reached: pd.Series) -> pd.Series:
    """Return foreign-born people × need × what is lacking of capacity; 0 where ``reached`` today.

    ``places``: ``foreign_born, need, capacity`` (0 to 1; unknown need covers nothing, unknown
    capacity lacks all).
    """
    lacking = 1 - places["capacity"].fillna(0)
    left = places["foreign_born"].fillna(0) * places["need"].fillna(0) * lacking
    return left.where(~reached.to_numpy(dtype=bool), 0.0)


def reach_km(minutes: float) -> float:
    """Return the great circle that a drive of so many minutes covers."""
    rules = settings().cover
    return rules.speed_kmh * minutes / 60 / rules.detour


def best_cover(places: pd.DataFrame, wish: Wish, seconds: float | None = None) -> Cover:
    """Return the answer that covers most, proven best or with the gap that is left.

    Raises:
        Infeasible: no answer meets the conditions of the wish.
        ValueError: a number is negative, or a point is not on the globe.
    """
    _check(places, wish)
    reaches = _reaches(places, wish.minutes)
    found = _solve(places, wish, reaches, seconds or settings().cover.seconds)
    if found is None:
        # The greedy answer meets the conditions: they were checked. Its gap isn't known.
        return greedy_cover(places, wish)
    organizers, trainings, gap = found
    return _answer(places, reaches, organizers, trainings, gap)


def greedy_cover(places: pd.DataFrame, wish: Wish) -> Cover:
    """Return the answer of taking, each time, what covers most of what is left.

    Raises:
        Infeasible: see ``best_cover``.
        ValueError: see ``best_cover``.
    """
    _check(places, wish)
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
    """Return need covered by 0, 1, … ``most`` organizers: ``organizers, best, greedy, gap``.

    The trainings, pinned and excluded places of the wish hold; its floors as far as the number of
    organizers allows. Fewer organizers than pinned places are left out.

    Raises:
        ValueError: see ``best_cover``.
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


def _check(places: pd.DataFrame, wish: Wish) -> None:
    lacking = [name for name in COLUMNS if name not in places]
    if lacking:
        raise ValueError(f"The places lack {', '.join(lacking)}.")
    uncovered = places["uncovered"].to_numpy(dtype=np.float64)
    if not (uncovered >= 0).all():
        raise ValueError("Uncovered need must be known and not negative; leave such places out.")
    if wish.organizers < 0 or wish.trainings < 0 or wish.minutes <= 0:
        raise ValueError("Organizers, trainings and minutes must not be negative.")
    names = set(places["place_id"])
    if not wish.pinned <= names:
        raise Infeasible(Obstacle.PINNED_NO_CANDIDATE)
    if wish.pinned & wish.excluded:
        raise Infeasible(Obstacle.PINNED_AND_EXCLUDED)
    if len(wish.pinned) > wish.organizers:
        raise Infeasible(Obstacle.TOO_MANY_PINNED)
    allowed = places[~places["place_id"].isin(wish.excluded)]
    floors = dict(wish.floors)
    if any((allowed["region_id"] == region).sum() < least for region, least in floors.items()):
        raise Infeasible(Obstacle.FLOOR_ABOVE_CANDIDATES)
    elsewhere = allowed[allowed["place_id"].isin(wish.pinned)]["region_id"].value_counts()
    needed = sum(max(least, int(elsewhere.get(region, 0))) for region, least in floors.items())
    beyond = int(elsewhere[~elsewhere.index.isin(list(floors))].sum())
    if needed + beyond > wish.organizers:
        raise Infeasible(Obstacle.FLOORS_ABOVE_ORGANIZERS)


def _reaches(places: pd.DataFrame, minutes: float) -> csr_array:
    """Return which place (row) reaches which (column), itself included."""
    points = unit_vectors(places)
    tree = cKDTree(points)
    # A metre more: who lives at the limit is within it, whatever the rounding.
    radius = km_to_chord(reach_km(minutes) + 1e-3)
    pairs = tree.sparse_distance_matrix(tree, radius, output_type="coo_matrix")
    reached = csr_array(
        (np.ones(pairs.nnz), (pairs.row, pairs.col)), shape=(len(places), len(places))
    )
    return csr_array(((reached + eye_array(len(places))) > 0).astype(np.float64))


def _solve(
    places: pd.DataFrame, wish: Wish, reaches: csr_array, seconds: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], float] | None:
    """Return organizers, trainings and the gap; None if no answer was found in time.

    Variables: organizer at a place, training at a place, place covered. The last need not be whole:
    at whole organizers and trainings the best of them is.
    """
    n = len(places)
    weight = places["uncovered"].to_numpy(dtype=np.float64)
    largest = weight.max(initial=0.0) or 1.0
    covers = hstack([-reaches.T, -eye_array(n), eye_array(n)])
    zeros = csr_array((1, n))
    ones = csr_array(np.ones((1, n)))
    regions = places["region_id"].to_numpy()
    in_region = [csr_array((regions == region).astype(float)[None, :]) for region, _ in wish.floors]
    rows = [
        hstack([ones, zeros, zeros]),
        hstack([zeros, ones, zeros]),
        *(hstack([member, zeros, zeros]) for member in in_region),
    ]
    low = [0.0, 0.0, *(float(least) for _, least in wish.floors)]
    high = [float(wish.organizers), float(wish.trainings), *([np.inf] * len(in_region))]
    names = places["place_id"].to_numpy()
    organizer_low = np.isin(names, list(wish.pinned)).astype(float)
    organizer_high = 1 - np.isin(names, list(wish.excluded)).astype(float)
    trained = places["has_committee"].to_numpy(dtype=float)
    result = milp(
        np.concatenate([np.zeros(2 * n), -weight / largest]),
        integrality=np.concatenate([np.ones(2 * n), np.zeros(n)]),
        bounds=Bounds(
            np.concatenate([organizer_low, np.zeros(2 * n)]),
            np.concatenate([organizer_high, trained, np.ones(n)]),
        ),
        constraints=[
            LinearConstraint(csr_array(covers), -np.inf, 0),
            LinearConstraint(csr_array(vstack(rows)), low, high),
        ],
        options={"time_limit": seconds, "mip_rel_gap": settings().cover.gap},
    )
    if result.x is None:
        return None
    chosen = result.x > 0.5
    return chosen[:n], chosen[n : 2 * n], float(result.mip_gap or 0.0)


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
