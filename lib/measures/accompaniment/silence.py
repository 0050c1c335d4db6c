"""Committees that never ask, and new ones whom nobody accompanies.

Silence is not contentment: it is told only of committees that got weaker meanwhile, and only where
requests have been recorded for as long as the silence would have to last.
"""

from collections.abc import Set

import pandas as pd

NEW = ("forming", "active")
"""Statuses in which a committee may be new."""


def is_silence_known(requests_since: object, today: pd.Timestamp, silent_days: int) -> bool:
    """Whether requests have been recorded for so long that a silence would show.

    :param requests_since: the day of the organization's first request; null: none.
    """
    if pd.isna(requests_since):
        return False
    return bool((today - pd.Timestamp(str(requests_since))).days > silent_days)


def silent(
    committees: pd.DataFrame, falling: Set[str], today: pd.Timestamp, silent_days: int
) -> pd.DataFrame:
    """Return the active committees that haven't asked for anything for long while they weakened.

    :param committees: ``committee_id, status, formed_on, last_request_on``.
    :param falling: ids of committees whose health fell.
    :return: their rows with ``silent_for`` (days since the last request; NaN: it never asked), the
        longest silence first, those that never asked in front.
    """
    since = (today - committees["last_request_on"]).dt.days.astype(float)
    age = (today - committees["formed_on"]).dt.days.astype(float)
    is_silent = (
        committees["status"].eq("active")
        # A younger one had no time to be silent for so long.
        & ~(age <= silent_days)
        & ~(since <= silent_days)
        & committees["committee_id"].isin(list(falling))
    )
    found = committees.assign(silent_for=since)[is_silent]
    return found.sort_values("silent_for", ascending=False, na_position="first", kind="stable")


def without_mentor(committees: pd.DataFrame, today: pd.Timestamp, new_days: int) -> pd.DataFrame:
    """Return the new committees that no visit and no request of mentorship is recorded of.

    :param committees: ``committee_id, status, formed_on, last_mentored_on``. One that is forming
        is new, whenever it began; an active one up to ``new_days`` after it was formed.
    :return: their rows with ``age`` (days; NaN: not known), the oldest first.
    """
    age = (today - committees["formed_on"]).dt.days.astype(float)
    is_new = committees["status"].eq("forming") | (
        committees["status"].eq("active") & (age <= new_days)
    )
    found = committees.assign(age=age)[is_new & committees["last_mentored_on"].isna()]
    return found.sort_values("age", ascending=False, na_position="last", kind="stable")


def count_new(committees: pd.DataFrame, today: pd.Timestamp, new_days: int) -> int:
    """Count the new committees, with a mentor or without one."""
    everyone = committees.assign(last_mentored_on=pd.NaT)
    return len(without_mentor(everyone, today, new_days))
