"""The maximal covering location model as an integer program, solved by branch and bound.

Church and ReVelle 1974, Papers of the Regional Science Association 32:101; SciPy's ``milp``, HiGHS.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from lib.measures.priorities.settings import settings
from lib.measures.priorities.wish import Wish


def solve(
    places: pd.DataFrame, wish: Wish, reaches: csr_array, seconds: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], float] | None:
    """Return organizers, trainings and the gap; None if no answer was found in ``seconds``.

    ``reaches``: which place (row) reaches which (column); the wish must have been checked.

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
