"""The differentially private release: discrete Laplace noise, and the budget of a year.

A number with sensitivity Δ, to which noise of scale Δ/ε is added, satisfies ε-differential privacy
(Ghosh, Roughgarden, Sundararajan 2009). Regions have different people in them, so their numbers
share one ε; the nation's is the sum of theirs, which costs nothing. Metrics, topics and periods
count the same people, so their ε add up.
"""

import numpy as np
import opendp.prelude as dp

from lib.expected import Expected
from lib.publication.parameters import DifferentialPrivacy, Rounding
from lib.publication.rounding import MASKED, Ints

dp.enable_features("contrib")


class BudgetError(Expected):
    """The privacy loss of the year would exceed its budget; the message says by how much."""


def noisy(raw: Ints, sensitivity: int, rules: DifferentialPrivacy, rounding: Rounding) -> Ints:
    """Numbers with noise, [period, region], and their sums as a last column.

    What falls below the threshold is :data:`MASKED`; that looks at the noisy number only.
    """
    # Whoever is in a region is in no other, so one person changes one number of a period.
    regions = np.array([_laplace(row, sensitivity / rules.epsilon) for row in raw], dtype=np.int64)
    regions = regions.reshape(raw.shape)
    values = np.hstack([regions, regions.sum(axis=1, keepdims=True)])
    return np.where(values < rounding.threshold, MASKED, values)


def of_nation(raw: Ints, epsilon: float, rounding: Rounding) -> Ints:
    """Numbers of periods with noise, where a person changes one of them, by one at most."""
    values = np.array(_laplace(raw, 1 / epsilon), dtype=np.int64)
    return np.where(values < rounding.threshold, MASKED, values)


def _laplace(raw: Ints, scale: float) -> list[int]:
    measure = dp.m.make_laplace(
        dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int), scale=scale
    )
    return list(measure([int(n) for n in raw]))


def spend(cost: float, spent: float, rules: DifferentialPrivacy) -> float:
    """The ε that a release costs, if it may.

    :param cost: the ε of its numbers; periods, metrics and topics add up.
    :param spent: ε of the releases that the year has had.
    :raises BudgetError: if the year's budget does not allow it.
    """
    if spent + cost > rules.yearly_epsilon + 1e-9:
        raise BudgetError(
            f"the release would spend ε = {cost:g} of {rules.yearly_epsilon - spent:g} left this"
            " year; wait for the next, or raise differential_privacy.yearly_epsilon"
        )
    return cost
