"""Partners that came and went, half-year by half-year."""

from datetime import date

import pandas as pd

HALF = 6
"""Months."""


def half_years(partners: pd.DataFrame, day: date, most: int) -> pd.DataFrame:
    """Return how many partners joined and left in each of the last half-years.

    :param partners: ``joined_on, left_on``; what lies after the day has not happened.
    :param day: in the half-year that is not over.
    :param most: half-years, that one among them; none before the first day that is known.
    :return: ``half_start, joined, left, is_over``; no row where no day is known.
    """
    days = partners[["joined_on", "left_on"]].apply(pd.to_datetime)
    days = days.where(days <= pd.Timestamp(day))
    known = pd.concat([days["joined_on"], days["left_on"]]).dropna()
    running = _half(pd.Series([pd.Timestamp(day)])).iloc[0]
    if known.empty:
        return pd.DataFrame({"half_start": [], "joined": [], "left": [], "is_over": []})
    starts = [running - pd.DateOffset(months=HALF * back) for back in range(most)]
    starts = sorted(start for start in starts if start >= _half(known).min())
    rows = pd.DataFrame({"half_start": starts})
    for name in ("joined", "left"):
        counted = _half(days[f"{name}_on"].dropna()).value_counts()
        rows[name] = rows["half_start"].map(counted).fillna(0).astype(int)
    return rows.assign(is_over=rows["half_start"] < running)


def _half(days: "pd.Series[pd.Timestamp]") -> "pd.Series[pd.Timestamp]":
    """The first day of the half-year of each day."""
    month = days.dt.month.where(days.dt.month <= HALF, HALF + 1).where(days.dt.month > HALF, 1)
    return pd.to_datetime(pd.DataFrame({"year": days.dt.year, "month": month, "day": 1}))
