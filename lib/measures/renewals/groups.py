"""Renewals due by committee, tier or region, protected and in whole numbers."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.measures import thresholds as shared
from lib.measures.rates import FloatArray
from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.expected import Key, expected_lapses
from lib.measures.renewals.plain_rate import PlainRate
from lib.measures.small_places import hides

SOON_DAYS = 30
"""Days within which dues run out soon."""


def renewals_by(
    due: pd.DataFrame,
    rules: Mapping[Key, BetaGeometric | PlainRate],
    group: str,
    within: str | None = None,
) -> pd.DataFrame:
    """Return who comes due in each group, and how many are likely to lapse.

    :param due: as of :func:`expected_lapses`, with ``due_within`` days; no group of fewer than
        ``minimum_people``.
    :param within: a column in which each group has one value: what is hidden of groups is hidden
        by those with the same one; all, unless given.
    :return: ``group``; ``members``; ``soon`` (of these, within :data:`SOON_DAYS`; NaN where it, or
        the rest, would be one to four people, or give such a number away); ``foreseen``;
        ``lapses`` (whole numbers that add up to the whole), ``low``, ``high``. Most lapses first.
    """
    expected = expected_lapses(due, rules, [group])
    soon = due[due["due_within"] <= SOON_DAYS].groupby(group)["members"].sum()
    counts = expected[group].map(soon).fillna(0.0).to_numpy(dtype=np.float64)
    rest = expected["members"].to_numpy(dtype=np.float64) - counts
    least = shared.membership().minimum_people
    inside = np.zeros(len(expected))
    if within is not None:
        inside = pd.factorize(expected[group].map(due.groupby(group)[within].first()))[0]
    few = hides(counts, inside, least) | hides(rest, inside, least)
    shown = expected.assign(
        soon=np.where(few, np.nan, counts),
        lapses=whole(expected["lapses"]),
        low=np.floor(expected["low"].to_numpy(dtype=np.float64) + 0.5),
        high=np.floor(expected["high"].to_numpy(dtype=np.float64) + 0.5),
    )
    columns = [group, "members", "soon", "foreseen", "lapses", "low", "high"]
    ordered = shown.sort_values(["lapses", "members"], ascending=False, kind="stable")
    return ordered[columns].reset_index(drop=True)


def whole(values: ArrayLike) -> FloatArray:
    """Return whole numbers that add up to the rounded sum: those with the largest rest go up.

    NaN stays NaN. Largest remainders (Hamilton's method).
    """
    numbers = np.asarray(values, dtype=np.float64)
    result = np.floor(numbers)
    known = np.flatnonzero(~np.isnan(numbers))
    rest = numbers[known] - result[known]
    up = int(np.floor(numbers[known].sum() + 0.5) - result[known].sum())
    result[known[np.argsort(-rest, kind="stable")[:up]]] += 1
    return result
