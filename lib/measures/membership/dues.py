"""What is covered of what is owed, and who carries it."""

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.rates import rate, wilson_interval

TENTHS = 10


def covered_months(monthly: pd.DataFrame) -> pd.DataFrame:
    """How many months of dues were covered of those that were owed.

    A month of one member is a month; a part of it counts as that part. Months of fewer than
    ``minimum_people`` are left out.

    :param monthly: several rows a month allowed: ``month_start, owed_days, covered_days``.
    :return: one row a month: ``month_start, covered, owed`` (whole months), ``rate, low, high``.
    """
    sums = monthly.groupby("month_start")[["owed_days", "covered_days"]].sum().reset_index()
    days = sums["month_start"].dt.days_in_month
    owed = (sums["owed_days"] / days).round()
    covered = np.minimum((sums["covered_days"] / days).round(), owed)
    low, high = wilson_interval(covered, owed)
    result = pd.DataFrame(
        {
            "month_start": sums["month_start"],
            "covered": covered,
            "owed": owed,
            "rate": rate(covered, owed),
            "low": low,
            "high": high,
        }
    )
    return result[owed >= thresholds.membership().minimum_people].reset_index(drop=True)


def tenths(groups: pd.DataFrame) -> pd.DataFrame | None:
    """What each tenth of those who pay carries of the dues, those who pay most first.

    Where a tenth ends within a group of the rows, the group's people are taken to have paid alike.

    :param groups: ``payers, cents``, a row a group of people who paid about the same.
    :return: ``tenth`` (from 1), ``payers, cents, share``; ``None`` of fewer people than
        ``minimum_payers``, or where nothing was paid.
    """
    payers, paid = groups["payers"].sum(), groups["cents"].sum()
    if payers < thresholds.membership().minimum_payers or paid <= 0:
        return None
    mean = groups["cents"] / groups["payers"]
    ordered = groups.assign(mean=mean).sort_values("mean", ascending=False, kind="stable")
    people = np.concatenate([[0.0], ordered["payers"].cumsum()])
    cents = np.concatenate([[0.0], ordered["cents"].cumsum()])
    ends = np.linspace(0, payers, TENTHS + 1)
    of_tenth = np.diff(np.interp(ends, people, cents))
    return pd.DataFrame(
        {
            "tenth": np.arange(1, TENTHS + 1),
            "payers": payers / TENTHS,
            "cents": of_tenth,
            "share": of_tenth / paid,
        }
    )
