"""The feasible interval of every number of coupled tables, by integer programming (HiGHS)."""

from functools import lru_cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from lib.expected import Expected
from lib.publication.rounding import Floats

CEILING = 10_000_000.0
"""Stands for a class without end: larger than any count, and small enough for exact arithmetic."""

_INFEASIBLE = 2
"""``milp``'s status where no numbers fit."""


class ProgramError(Expected, RuntimeError):
    """The solver gave up; nothing may be published on its word."""


def solve(low: Floats, high: Floats, at_most: tuple[tuple[int, int], ...]) -> tuple[Floats, Floats]:
    """The least and greatest feasible number of each cell of tables of one place and period.

    :param low: least number of each class, [table, area], the total last; ``high`` likewise, with
        ``inf`` where a class has no end.
    :param at_most: pairs of tables, the first of which is nowhere greater than the second.
    :return: arrays of the same shape; least ``inf``, greatest ``-inf`` if nothing is feasible.
    :raises ProgramError: if the solver does not finish.
    """
    key = (low.shape, low.tobytes(), high.tobytes(), at_most)
    least, greatest = _solved(key)
    return least.copy(), greatest.copy()


@lru_cache(maxsize=4096)
def _solved(
    key: tuple[tuple[int, int], bytes, bytes, tuple[tuple[int, int], ...]],
) -> tuple[Floats, Floats]:
    (tables, areas), low_bytes, high_bytes, at_most = key
    low = np.frombuffer(low_bytes).reshape(tables, areas)
    high = np.minimum(np.frombuffer(high_bytes).reshape(tables, areas), CEILING)
    parts = areas - 1
    constraints = [_totals(low, high), *_bounds(tables, parts, at_most)]
    bounds = Bounds(low[:, :-1].ravel(), high[:, :-1].ravel())
    least, greatest = np.empty((tables, areas)), np.empty((tables, areas))
    for table in range(tables):
        for area in range(areas):
            cost = np.zeros((tables, parts))
            cost[table, slice(None) if area == parts else area] = 1
            least[table, area] = _optimum(cost.ravel(), bounds, constraints)
            greatest[table, area] = -_optimum(-cost.ravel(), bounds, constraints)
    greatest[greatest >= CEILING] = np.inf
    return least, greatest


def _totals(low: Floats, high: Floats) -> LinearConstraint:
    tables, parts = low.shape[0], low.shape[1] - 1
    sums = np.kron(np.eye(tables), np.ones(parts))
    return LinearConstraint(
        csr_array(sums), low[:, -1], np.where(high[:, -1] < CEILING, high[:, -1], np.inf)
    )


def _bounds(
    tables: int, parts: int, at_most: tuple[tuple[int, int], ...]
) -> list[LinearConstraint]:
    constraints = []
    for smaller, larger in at_most:
        sign = np.zeros(tables)
        sign[smaller], sign[larger] = 1, -1
        constraints.append(LinearConstraint(csr_array(np.kron(sign, np.eye(parts))), ub=0))
    return constraints


def _optimum(cost: Floats, bounds: Bounds, constraints: list[LinearConstraint]) -> float:
    result = milp(cost, integrality=np.ones_like(cost), bounds=bounds, constraints=constraints)
    if result.status == _INFEASIBLE:
        return np.inf
    if not result.success:
        raise ProgramError(f"the integer program was not solved: {result.message}")
    return float(np.round(result.fun))
