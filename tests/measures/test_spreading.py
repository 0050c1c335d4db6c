import itertools
import math

import numpy as np
import pytest

from lib.measures.spreading import LONGITUDE, MOST, spread


def nearest(points: np.ndarray) -> float:
    """The least distance between two points, in degrees of latitude."""
    flat = points * [LONGITUDE, 1]
    return min(math.dist(a, b) for a, b in itertools.combinations(flat, 2))


# Dallas, Fort Worth, Irving and Arlington lie within half a degree, two of them in one place; the
# last is El Paso, far from all.
CROWD = np.array([[-96.8, 32.8], [-96.8, 32.8], [-97.3, 32.75], [-96.95, 32.81], [-106.5, 31.8]])


def test_points_that_pile_up_stand_apart_and_stay_around_their_middle():
    moved = spread(CROWD, 0.8)
    assert nearest(moved) >= 0.97 * 0.8
    assert moved[:4].mean(axis=0) == pytest.approx(CROWD[:4].mean(axis=0))


def test_a_point_by_itself_stays_and_every_run_gives_the_same():
    moved = spread(CROWD, 0.8)
    assert moved[4].tolist() == [-106.5, 31.8]
    assert (moved == spread(CROWD, 0.8)).all()


def test_points_that_are_far_enough_stay_where_they_are():
    # 1 degree of longitude is 0.8 of latitude: just as far as is asked.
    points = np.array([[-100.0, 32.0], [-99.0, 32.0]])
    assert spread(points, 0.8).tolist() == points.tolist()


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_and_one_point_are_spread_too(n):
    assert spread(np.full((n, 2), 40.0), 1.0).shape == (n, 2)


def test_as_many_as_fill_the_country_stay_where_they_are():
    grid = np.array([[x / 50, y / 50] for x in range(40) for y in range(26)])
    assert len(grid) > MOST
    assert (spread(grid, 0.8) == grid).all()
