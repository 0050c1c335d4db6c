"""The feasible interval of every number in a table with one total, in closed form.

Regions x_1 … x_n lie in classes [l_i, h_i], their sum in the total's class [l, h]. Over the whole
numbers, the least feasible x_i is max(l_i, l − Σ h_j), the greatest min(h_i, h − Σ l_j), both sums
over all j but i, and the total's own are max(l, Σ l_j) and min(h, Σ h_j): a sum of integers from
intervals takes every whole number between its ends, so that nothing else binds.
``tests/publication`` holds it against the integer program of :mod:`lib.publication.gate.program`.
"""

import numpy as np

from lib.publication.rounding import Floats


def propagate(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and greatest feasible number of each cell.

    :param low: least number of each class, [block, area], the total last; ``high`` likewise, with
        ``inf`` where a class has no end.
    :return: arrays of the same shape; somewhere least > greatest if a block contradicts itself.
    """
    parts_low, parts_high = low[:, :-1], high[:, :-1]
    total_low, total_high = low[:, -1:], high[:, -1:]
    least = np.maximum(parts_low, total_low - _others(parts_high))
    greatest = np.minimum(parts_high, total_high - _others(parts_low))
    sum_low = np.maximum(total_low, parts_low.sum(axis=1, keepdims=True))
    sum_high = np.minimum(total_high, parts_high.sum(axis=1, keepdims=True))
    return np.hstack([least, sum_low]), np.hstack([greatest, sum_high])


def _others(ends: Floats) -> Floats:
    """The sum of all ends of a row but each one's own; ``inf`` − ``inf`` would be no number."""
    unbounded = np.isinf(ends)
    finite = np.where(unbounded, 0, ends)
    others = finite.sum(axis=1, keepdims=True) - finite
    elsewhere = unbounded.sum(axis=1, keepdims=True) - unbounded > 0
    return np.where(elsewhere, np.inf, others)
