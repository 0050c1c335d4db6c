"""What is counted in a table that nobody ever filled is not known, and no zero."""

import pandas as pd

from lib import reads

_COUNTED_IN = {
    "members": ("member",),
    "net_members": ("member",),
    "good_standing": ("member", "dues_payment"),
    "coordinators": ("role_term",),
    "coordinators_core": ("role_term", "enrollment"),
    "gatherings": ("gathering",),
}
"""Counts of :func:`lib.reads.membership.committees`, and the source tables that they come from."""


def known(committees: pd.DataFrame) -> pd.DataFrame:
    """The committees with their counts, missing where a source table has no row of anyone.

    :raises Unavailable: if the membership database can't be read.
    """
    unknown = [
        column
        for column, tables in _COUNTED_IN.items()
        if column in committees and reads.unrecorded("membership", *tables)
    ]
    return committees.assign(**dict.fromkeys(unknown, float("nan")))
