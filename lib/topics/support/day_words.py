"""Days and groups of days in words."""

import pandas as pd

from lib.language import _, formats, ngettext


def days_of(n: float) -> str:
    """``34 days``; a dash where it isn't known."""
    if pd.isna(n):
        return formats.NO_DATA
    return ngettext("{n} day", "{n} days", int(n), n=formats.number(n))


def group_name(first: float, last: float) -> str:
    """``3–7 days``, ``more than 30 days``.

    :param last: NaN: the group has no end.
    """
    if pd.isna(last):
        return _("More than {days}", days=days_of(first - 1))
    return _("{first}–{last} days", first=formats.number(first), last=formats.number(last))
