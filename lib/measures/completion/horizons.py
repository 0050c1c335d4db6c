"""Completion within so many days of enrolling, by month of enrolling."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.measures import thresholds
from lib.measures.rates import with_wilson


def completion_within(
    cohorts: pd.DataFrame, as_of: pd.Timestamp, by: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the share of each month's learners who completed within each horizon.

    ``cohorts`` has ``enrolled_month`` (its first day), ``enrolled`` and, for each of the horizons
    in ``thresholds.toml``, ``within_30`` and so on. Columns: ``by``, ``enrolled_month``,
    ``horizon_days``, ``enrolled``, ``completed``, ``rate``, ``low``, ``high`` (Wilson) and
    ``too_recent``: the horizon of the month's last day lies after ``as_of``, so that the rate can
    still rise.

    :raises ValueError: if more completed than enrolled, or a count is negative.
    """
    horizons = thresholds.completion().horizons_days
    within = {f"within_{days}": days for days in horizons}
    keys = [*by, "enrolled_month"]
    summed = (
        cohorts.groupby(keys, dropna=False, observed=True)[["enrolled", *within]]
        .sum()
        .reset_index()
    )
    long = summed.melt(
        [*keys, "enrolled"], list(within), var_name="horizon_days", value_name="completed"
    )
    long["horizon_days"] = long["horizon_days"].map(within).astype(np.int64)
    long = long.sort_values([*keys, "horizon_days"], ignore_index=True)
    month = pd.to_datetime(long["enrolled_month"])
    told_on = month + pd.offsets.MonthEnd(0) + pd.to_timedelta(long["horizon_days"], unit="D")
    columns = [*keys, "horizon_days", "enrolled", "completed"]
    return with_wilson(long[columns], "completed", "enrolled").assign(too_recent=told_on > as_of)


def newest_told_month(as_of: date, days: int) -> date:
    """The first day of the newest month whose last learner has had ``days`` days by ``as_of``."""
    last_day = as_of - timedelta(days=days)
    # The month that holds the day after is not wholly told.
    first = (last_day + timedelta(days=1)).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)
