"""Someone who knows all committees behind a number but one, and the rules of its publication.

Let the known ones have k together, m₁ and m₂ the largest of them. The unknown c is then bound by
the class of the number, l ≤ k + c ≤ h, and by its publication: with too few committees, a top-two
share or a p % that strikes, it would not have been. Up to m₂ these rules bound c from
below, as the two known ones dominate less the larger it is; beyond m₂ from above, as it is itself
of the two. So what is left is an interval.

The largest committee, the second and the third are looked at. A smaller one has the third's
interval, moved down, until only zero ends it.
"""

import numpy as np
import pandas as pd

from lib.publication.parameters import Committees, Parameters
from lib.publication.rounding import MASKED, Bools, Floats, Ints, classes

FINE = 10_000
"""Parts of one that the parameters' shares are told apart by."""

RANKED = ["largest", "second", "third"]


def feasible_interval(
    cells: pd.DataFrame, values: Ints, rules: Parameters
) -> tuple[Floats, Floats]:
    """The least and greatest number of each of a cell's three largest committees, [cell, 3].

    :param cells: as :func:`lib.publication.cells.due_cells` makes them.
    :param values: as published; where masked, anything is possible.
    """
    low, high = classes(values, rules.rounding)
    raw, count = cells["raw"].to_numpy(), cells["contributors"].to_numpy()
    ranked = cells[RANKED].to_numpy()
    is_masked = values == MASKED
    least, greatest = np.zeros(ranked.shape), np.full(ranked.shape, np.inf)
    for place, (first, second) in enumerate(((1, 2), (0, 2), (0, 1))):
        others = raw - ranked[:, place]
        lawful = _lawful(others, ranked[:, first], ranked[:, second], rules.committees)
        by_count = count - 1 < rules.committees.minimum
        lowest = np.max([low - others, lawful[0], by_count * 1, np.zeros_like(others)], axis=0)
        highest = np.min([high - others, lawful[1]], axis=0)
        least[:, place] = np.where(is_masked, 0, lowest)
        greatest[:, place] = np.where(is_masked, np.inf, highest)
    return least, greatest


def _lawful(others: Ints, first: Ints, second: Ints, rules: Committees) -> tuple[Ints, Ints]:
    """Between which numbers of the unknown one the dominance rules let a number be published."""
    share, p = round(rules.top_two_share * FINE), round(rules.p_percent * FINE)
    top = first + second
    least = np.maximum(
        (top * FINE - share * others) // share + 1,
        -(-p * first // (100 * FINE)) + top - others,
    )
    upper = np.minimum(
        (share * others - FINE * first - 1) // (FINE - share),
        100 * FINE * (others - first) // p,
    )
    return least, np.maximum(second, upper)


def is_exposed(least: Floats, greatest: Floats, ranked: Ints, rules: Parameters) -> Bools:
    """Whether an insider is left with too few values, and not only because zero ends them.

    :param ranked: the committees' numbers, of the same shape; there is none behind a zero.
    """
    return np.asarray((greatest - least < rules.insider.width) & (least > 0) & (ranked > 0))
