"""Renewals due by committee, tier or region, protected and in whole numbers."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.measures import thresholds as shared
from lib.measures.rates import FloatArray
from lib.measures.renewals.expected import Rules, expected_lapses
from lib.measures.small_places import hides

SOON_DAYS = 30
"""Days within which dues run out soon."""


def renewals_by(
    foretold: pd.DataFrame,
    rules: Rules,
    group: str,
    within: str | None = None,
) -> pd.DataFrame:
    """Return who comes due in each group, and how many are likely to lapse.

    :param foretold: as of :func:`expected_lapses`, with ``soon`` (of the members, whose dues run
        out within :data:`SOON_DAYS`); no group of fewer than ``minimum_people``.
    :param within: a column in which each group has one value: what is hidden of groups is hidden
        by those with the same one; all, unless given.
    :return: ``group``; ``members``; ``soon`` (of these, within :data:`SOON_DAYS`; NaN where it, or
        the rest, would be one to four people, or give such a number away); ``foreseen``;
        ``lapses`` (whole numbers that add up to the whole), ``low``, ``high``. Most lapses first.
    """
    expected = expected_lapses(foretold, rules, [group])
    soon = foretold.groupby(group)["soon"].sum()
    counts = expected[group].map(soon).to_numpy(dtype=np.float64)
    rest = expected["members"].to_numpy(dtype=np.float64) - counts
    least = shared.membership().minimum_people
    inside = np.zeros(len(expected))
    if within is not None:
        inside = pd.factorize(expected[group].map(foretold.groupby(group)[within].first()))[0]
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
