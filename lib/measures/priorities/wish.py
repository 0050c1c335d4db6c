"""What is wished for: organizers and trainings, and the conditions that an answer must meet."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

COLUMNS = {
    "place_id": "unique",
    "region_id": "for the floors",
    "latitude": "degrees",
    "longitude": "degrees",
    "uncovered": "people whom nobody reaches yet, not negative: see people_to_reach",
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


def check(places: pd.DataFrame, wish: Wish) -> None:
    """Refuse places that can't be candidates and a wish that no answer among them meets.

    :raises Infeasible: if no answer meets the conditions of the wish.
    :raises ValueError: if a column is missing, or a number is negative.
    """
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
