"""What visits follow, and the hours that they took, by kind."""

import pandas as pd

COUNTS = ("visits", "asked", "within_days", "not_asked", "visits_with_hours")


def by_kind(visits: pd.DataFrame, follows_days: int) -> pd.DataFrame:
    """Count visits by kind and by what they follow, most visits first.

    :param visits: ``kind, days_since_asked`` (0: a request was open; above 90: none is known),
        ``visits, visits_with_hours, hours``.
    :param follows_days: a visit so many days after asking follows the request.
    :return: ``kind, visits``; of these ``asked`` (a request was open, or the visit's record names
        it), ``within_days`` (the committee had asked within so many days) and ``not_asked``;
        ``visits_with_hours, hours`` (NaN: none is told).
    """
    days, n = visits["days_since_asked"], visits["visits"]
    is_within = (days > 0) & (days <= follows_days)
    rows = visits.assign(
        asked=n.where(days == 0, 0.0),
        within_days=n.where(is_within, 0.0),
        not_asked=n.where(days > follows_days, 0.0),
    )
    counts = rows.groupby("kind")[list(COUNTS)].sum()
    counts["hours"] = rows.groupby("kind")["hours"].sum(min_count=1)
    return counts.sort_values(["visits", "kind"], ascending=[False, True]).reset_index()
