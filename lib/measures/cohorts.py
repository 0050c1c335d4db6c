"""Completion of month cohorts within fixed spans of days."""

from datetime import date

import pandas as pd

from lib.measures import thresholds
from lib.measures.rates import with_wilson


def completion_by_month(counts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Who completed within each span, by month of enrolling, with Wilson intervals.

    :param counts: one row a month: ``enrolled_month`` (its first day), ``enrolled`` and
        ``within_30``, ``within_60``, … for the spans of ``thresholds.toml``.
    :returns: one row a month and span: ``enrolled_month, days, completed, enrolled, rate, low,
        high, too_recent``. A month is too recent for a span while its last day plus the span lies
        after ``as_of``: some of its learners have had less time than that.
    """
    spans = [_span(counts, days, as_of) for days in thresholds.completion().horizons_days]
    return pd.concat(spans).sort_values(["enrolled_month", "days"], ignore_index=True)


def _span(counts: pd.DataFrame, days: int, as_of: date) -> pd.DataFrame:
    rows = counts[["enrolled_month", "enrolled"]].assign(
        days=days, completed=counts[f"within_{days}"]
    )
    last_day = rows["enrolled_month"] + pd.offsets.MonthEnd(0)
    too_recent = last_day + pd.Timedelta(days=days) > pd.Timestamp(as_of)
    return with_wilson(rows, "completed", "enrolled").assign(too_recent=too_recent)
