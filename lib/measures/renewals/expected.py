"""How many of the memberships that come due are likely to lapse."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.renewals.beta_geometric import BetaGeometric
from lib.measures.renewals.plain_rate import PlainRate

Key = tuple[str, str]
"""A tier and a cycle."""


def expected_lapses(
    due: pd.DataFrame,
    rules: Mapping[Key, BetaGeometric | PlainRate],
    by: Sequence[str],
    confidence: float | None = None,
) -> pd.DataFrame:
    """Return how many of those who come due are likely to lapse, a row for each of ``by``.

    Each group's number is a sum of chances that come from the tier and the cycle of its members
    and how often they have renewed, never from the group's own few lapses: it is shrunk all the
    way. The limits hold both the chance of each and that the rule is an estimate.

    :param due: a row for each of ``by``, ``tier_id``, ``cycle``, ``renewal`` (the number of the
        first that comes) and ``times`` (how many come within the days looked at), with ``members``.
    :param rules: of the tiers and cycles that have one.
    :param confidence: of the limits; that of ``thresholds.toml`` unless given.
    :return: ``by``, ``members`` (who come due), ``foreseen`` (of these, who have a rule),
        ``lapses``, ``low`` and ``high`` (of those foreseen; NaN where there are none).
    """
    level = thresholds.rates().confidence if confidence is None else confidence
    keys = [*by, "tier_id", "cycle"]
    parts = [
        _part(rows, rules.get((str(key[0]), str(key[1]))))
        for key, rows in due.groupby(["tier_id", "cycle"], sort=False)
    ]
    columns = [*by, "members", "foreseen", "lapses", "low", "high"]
    if not parts:
        return pd.DataFrame(columns=columns)
    each = pd.concat(parts, ignore_index=True)
    # Members of one tier and cycle share the errors of its rule; those of two share none.
    sums = ["members", "foreseen", "lapses", "chance", "by_first", "by_second"]
    grouped = each.groupby(keys, dropna=False, sort=False)
    ruled = grouped[sums].sum().join(grouped[["c11", "c12", "c22"]].first())
    ruled["chance"] += (
        ruled["by_first"] ** 2 * ruled["c11"]
        + 2 * ruled["by_first"] * ruled["by_second"] * ruled["c12"]
        + ruled["by_second"] ** 2 * ruled["c22"]
    )
    totals = (
        ruled.groupby(list(by), dropna=False, sort=False)[
            ["members", "foreseen", "lapses", "chance"]
        ]
        .sum()
        .reset_index()
    )
    reach = float(norm.ppf((1 + level) / 2)) * np.sqrt(totals["chance"].clip(lower=0))
    totals["low"] = (totals["lapses"] - reach).clip(lower=0)
    totals["high"] = (totals["lapses"] + reach).clip(upper=totals["foreseen"])
    totals.loc[totals["foreseen"] == 0, ["lapses", "low", "high"]] = np.nan
    return totals[columns]


def _part(rows: pd.DataFrame, rule: BetaGeometric | PlainRate | None) -> pd.DataFrame:
    """The rows of one tier and cycle, with what is summed over their groups."""
    members = rows["members"].to_numpy(dtype=np.float64)
    if rule is None:
        none = dict.fromkeys(["foreseen", "lapses", "chance", "by_first", "by_second"], 0.0)
        return rows.assign(**none, c11=0.0, c12=0.0, c22=0.0)
    chance = rule.lapsing(rows["renewal"], rows["times"])
    slope = rule.gradient(rows["renewal"], rows["times"]) * members[:, None]
    (c11, c12), (_, c22) = rule.covariance
    return rows.assign(
        foreseen=members,
        lapses=members * chance,
        chance=members * chance * (1 - chance),
        by_first=slope[:, 0],
        by_second=slope[:, 1],
        c11=c11,
        c12=c12,
        c22=c22,
    )
