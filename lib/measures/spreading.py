"""Points that would lie on each other, put apart by as little as it takes."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

LONGITUDE = 0.8
"""A degree of longitude in degrees of latitude, in the middle of the country."""

MOST = 1000
"""Points: of more the country is full, and no step brings them apart."""
_STEPS = 200
_ENOUGH = 0.97
"""Of the distance that is asked for; the last hundredths take the most steps."""

Points = NDArray[np.float64]
"""A row a point: degrees east and north."""


def spread(points: Points, degrees: float) -> Points:
    """Move points until neighbours stand about a distance apart; the same on each run.

    Points of one place stand around it; any two that are too close push each other away by equal
    parts, so the middle of a crowd stays where it is. More than :data:`MOST` stay where they are.

    :param degrees: of latitude.
    """
    if len(points) > MOST:
        return points
    flat = _around(points * [LONGITUDE, 1], degrees)
    for _step in range(_STEPS):
        one, other = KDTree(flat).query_pairs(degrees, output_type="ndarray").T
        away = flat[one] - flat[other]
        distance = np.hypot(away[:, 0], away[:, 1])
        if not len(distance) or distance.min() >= _ENOUGH * degrees:
            break
        push = np.clip(degrees / np.maximum(distance, 1e-9) - 1, 0, 1) / 2
        # Half of it at a time: a point between two others would swing from one to the other.
        moves = 0.5 * push[:, None] * away
        np.add.at(flat, one, moves)
        np.subtract.at(flat, other, moves)
    moved: Points = flat / [LONGITUDE, 1]
    return moved


def _around(flat: Points, degrees: float) -> Points:
    """Those of one place on a circle around it, each its width from the next."""
    placed = flat.copy()
    for there in np.unique(flat, axis=0):
        same = np.flatnonzero((flat == there).all(axis=1))
        if len(same) > 1:
            angle = 2 * math.pi * np.arange(len(same)) / len(same)
            radius = degrees / 2 / math.sin(math.pi / len(same))
            placed[same] += radius * np.column_stack([np.sin(angle), np.cos(angle)])
    return placed
