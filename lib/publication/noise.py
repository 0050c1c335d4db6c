"""The differentially private release: discrete Laplace noise, and the budget of a year.

A number with sensitivity Δ, to which noise of scale Δ/ε is added, satisfies ε-differential privacy
(Ghosh, Roughgarden, Sundararajan 2009). Regions have different people in them, so their numbers
share one ε; the nation's is the sum of theirs, which costs nothing. Metrics, topics and periods
count the same people, so their ε add up.
"""

import numpy as np
import opendp.prelude as dp

from lib.publication.parameters import DifferentialPrivacy, Rounding
from lib.publication.rounding import MASKED, Ints

dp.enable_features("contrib")


class BudgetError(Exception):
    """The privacy loss of the year would exceed its budget; the message says by how much."""


def noisy(raw: Ints, sensitivity: int, rules: DifferentialPrivacy, rounding: Rounding) -> Ints:
    """Numbers with noise, [period, region], and their sums as a last column.

    What falls below the threshold is :data:`MASKED`; that looks at the noisy number only.
    """
    measure = dp.m.make_laplace(
        dp.vector_domain(dp.atom_domain(T=int)),
        dp.l1_distance(T=int),
        scale=sensitivity / rules.epsilon,
    )
    # Whoever is in a region is in no other, so one person changes one number of a period.
    regions = np.array([measure([int(n) for n in row]) for row in raw], dtype=np.int64)
    regions = regions.reshape(raw.shape)
    values = np.hstack([regions, regions.sum(axis=1, keepdims=True)])
    return np.where(values < rounding.threshold, MASKED, values)


def spend(periods: int, spent: float, rules: DifferentialPrivacy) -> float:
    """The ε of so many periods, metrics and topics counted apart.

    :param spent: ε of the releases that the year has had.
    :raises BudgetError: if the year's budget does not allow it.
    """
    cost = periods * rules.epsilon
    if spent + cost > rules.yearly_epsilon + 1e-9:
        raise BudgetError(
            f"the release would spend ε = {cost:g} of {rules.yearly_epsilon - spent:g} left this"
            " year; wait for the next, or raise differential_privacy.yearly_epsilon"
        )
    return cost
