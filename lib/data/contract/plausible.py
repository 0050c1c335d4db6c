"""Between which days a date of the sources can be right, by column.

What lies outside is a slip of the pen (the year 203), or what a program writes where it has no date
(1 January 1900; second 0 of 1970).
"""

from datetime import date
from typing import Any

from sqlalchemy import TIMESTAMP, Column, Date

FIRST_DAY = date(1901, 1, 1)
FIRST_INSTANT = date(1980, 1, 1)
"""Of calls, incidents and whatever has a time of day."""
FIRST_IN_FORCE = date(1789, 3, 4)
"""Of laws, books and organizations: when the Constitution came into force."""
LAST_DAY = date(2100, 12, 31)
NEVER = date(9999, 12, 31)
"""What many programs write for an end that is not foreseen."""

_OLD = ("published_on", "in_force_from", "formed_on", "since")
_ENDS = (
    "lapsed_on",
    "ended_on",
    "covers_to",
    "certified_until",
    "in_force_until",
    "closed_on",
    "left_on",
    "target_on",
)


def is_temporal(column: Column[Any]) -> bool:
    """Whether a column holds dates or instants."""
    return isinstance(column.type, Date | TIMESTAMP)


def may_never_come(column: Column[Any]) -> bool:
    """Whether a column of dates may say :data:`NEVER`."""
    return column.name in _ENDS


def plausible(column: Column[Any]) -> tuple[date, date]:
    """The first and the last day that a column of dates or instants can have."""
    if isinstance(column.type, TIMESTAMP):
        return FIRST_INSTANT, LAST_DAY
    return FIRST_IN_FORCE if column.name in _OLD else FIRST_DAY, LAST_DAY
