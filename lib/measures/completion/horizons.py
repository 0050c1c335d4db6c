"""Completion within so many days of enrolling, by when learners enrolled."""

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.periods import WEEK, Period
from lib.measures.rates import with_wilson

MOST_STEPS = 13
"""A quarter has as many weeks; a longer period is cut into as many equal parts."""


def completion_within(weekly: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the share of learners who completed within each horizon, by steps of a period.

    A step is a week, or as many as leave ``MOST_STEPS`` of them. Weeks outside the period's
    complete ones count in none.

    :param weekly: ``enrolled_week`` (Monday), ``enrolled`` and, for each of the horizons in
        ``thresholds.toml``, ``within_30`` and so on.
    :param period: one that has been ``followed`` for the longest horizon, else rates can rise.
    :return: a row a step and horizon, steps without learners too: ``enrolled_from`` and
        ``enrolled_to`` (its first and last day), ``horizon_days``, ``enrolled``, ``completed``,
        ``rate``, ``low``, ``high`` (Wilson; NaN where nobody enrolled).
    :raises ValueError: if more completed than enrolled, or a count is negative.
    """
    within = {f"within_{days}": days for days in thresholds.completion().horizons_days}
    counted = period.complete(weekly, "enrolled_week")
    step = max(1, period.weeks // MOST_STEPS) * WEEK
    first = pd.Timestamp(period.first_week)
    passed = (counted["enrolled_week"] - first) // pd.Timedelta(step)
    summed = counted.groupby(passed)[["enrolled", *within]].sum()
    steps = -(-period.weeks * WEEK // step)
    summed = summed.reindex(range(steps), fill_value=0.0).rename_axis("passed").reset_index()
    begun = first + summed.pop("passed") * pd.Timedelta(step)
    ended = (begun + pd.Timedelta(step)).clip(upper=pd.Timestamp(period.running_week))
    summed = summed.assign(enrolled_from=begun, enrolled_to=ended - pd.Timedelta(days=1))
    long = summed.melt(
        ["enrolled_from", "enrolled_to", "enrolled"],
        list(within),
        var_name="horizon_days",
        value_name="completed",
    )
    long["horizon_days"] = long["horizon_days"].map(within).astype(np.int64)
    long = long.sort_values(["enrolled_from", "horizon_days"], ignore_index=True)
    return with_wilson(long, "completed", "enrolled")
