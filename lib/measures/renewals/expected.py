"""How many of the memberships that come due are likely to lapse."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.rates import FloatArray
from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.plain_rate import PlainRate

Key = tuple[str, str]
"""A tier and a cycle."""

Rules = Mapping[Key, BetaGeometric | PlainRate]
"""By what is foretold who lapses."""

FORETOLD = ("lapses", "variance", "by_first", "by_second")
"""What is foretold of members who come due, as of :func:`with_chances`."""


def with_chances(due: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return who comes due with what is foretold of them: all of it may be added up over rows.

    :param due: a row each of ``tier_id``, ``cycle``, ``renewal`` (the number of the first that
        comes) and ``times`` (how many come within the days looked at), with ``members``.
    :param rules: of the tiers and cycles that have one.
    :return: the rows with ``lapses`` (of the members, who are likely to), ``variance`` (of these,
        by chance) and ``by_first``, ``by_second`` (how they change with the rule's first and second
        parameter); 0 without a rule.
    """
    parts = [
        _part(rows, rules.get((str(key[0]), str(key[1]))))
        for key, rows in due.groupby(["tier_id", "cycle"], sort=False)
    ]
    return pd.concat(parts) if parts else due.assign(**dict.fromkeys(FORETOLD, 0.0))


def expected_lapses(
    foretold: pd.DataFrame,
    rules: Rules,
    by: Sequence[str],
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return how many of those who come due are likely to lapse, a row for each of ``by``.

    Each group's number is a sum of chances that come from the tier and the cycle of its members
    and how often they have renewed, never from the group's own few lapses: it is shrunk all the
    way. The limits hold both the chance of each and that the rule is an estimate.

    :param foretold: by :func:`with_chances`, added up over any rows of each ``by``, tier and cycle.
    :param rules: those that it was foretold by.
    :param confidence: of the limits; that of ``thresholds.toml`` unless given.
    :return: ``by``, ``members`` (who come due), ``foreseen`` (of these, who have a rule),
        ``lapses``, ``low`` and ``high`` (of those foreseen; NaN where there are none).
    """
    level = thresholds.rates().confidence if confidence is None else confidence
    # Members of one tier and cycle share the errors of its rule; those of two share none.
    keys = [*by, "tier_id", "cycle"]
    ruled = (
        foretold.groupby(keys, dropna=False, sort=False)[["members", *FORETOLD]].sum().reset_index()
    )
    has_rule, c11, c12, c22 = _errors(ruled, rules)
    first, second = ruled["by_first"], ruled["by_second"]
    ruled["variance"] += first**2 * c11 + 2 * first * second * c12 + second**2 * c22
    ruled["foreseen"] = ruled["members"].where(has_rule, 0.0)
    totals = (
        ruled.groupby(list(by), dropna=False, sort=False)[
            ["members", "foreseen", "lapses", "variance"]
        ]
        .sum()
        .reset_index()
    )
    reach = float(norm.ppf((1 + level) / 2)) * np.sqrt(totals["variance"].clip(lower=0))
    totals["low"] = (totals["lapses"] - reach).clip(lower=0)
    totals["high"] = (totals["lapses"] + reach).clip(upper=totals["foreseen"])
    totals.loc[totals["foreseen"] == 0, ["lapses", "low", "high"]] = np.nan
    return totals[[*by, "members", "foreseen", "lapses", "low", "high"]]


def _errors(
    ruled: pd.DataFrame, rules: Rules
) -> tuple[NDArray[np.bool_], FloatArray, FloatArray, FloatArray]:
    """Of rows by tier and cycle: whether they have a rule, and its variances and covariance."""
    has_rule = np.zeros(len(ruled), dtype=bool)
    errors = np.zeros((3, len(ruled)))
    for (tier, cycle), rule in rules.items():
        own = ((ruled["tier_id"] == tier) & (ruled["cycle"] == cycle)).to_numpy(dtype=bool)
        (c11, c12), (_, c22) = rule.covariance
        has_rule |= own
        errors[:, own] = np.array([[c11], [c12], [c22]])
    return has_rule, *errors


def _part(rows: pd.DataFrame, rule: BetaGeometric | PlainRate | None) -> pd.DataFrame:
    """The rows of one tier and cycle, with what is foretold of them."""
    if rule is None:
        return rows.assign(**dict.fromkeys(FORETOLD, 0.0))
    members = rows["members"].to_numpy(dtype=np.float64)
    chance = rule.lapsing(rows["renewal"], rows["times"])
    slope = rule.gradient(rows["renewal"], rows["times"]) * members[:, None]
    return rows.assign(
        lapses=members * chance,
        variance=members * chance * (1 - chance),
        by_first=slope[:, 0],
        by_second=slope[:, 1],
    )
