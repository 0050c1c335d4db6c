"""Schema ``rollup``: the small facts that pages read, derived from ``source`` by ``refresh``.

Every table either carries ``region_id`` (row security shows the rows of the reader's scope) or is
a catalogue without any activity in it (any scope sees it whole, no scope sees nothing).
Weeks begin on Monday, in the organization's time zone. Stocks are as at the end of the week
(its Sunday), or as at the day of the refresh for the week that is not over.
"""

from lib.data.contract.rollup import (
    accompaniment,
    campaigns,
    committees,
    communications,
    defense,
    flags,
    learners,
    members,
    network,
    places,
    public,
    rapid_response,
    reporting,
    retention,
    snapshots,
    tools,
    training,
)
from lib.data.contract.rollup.common import incidents, membership
from lib.data.contract.rollup.rapid_response import STEPS

__all__ = [
    "STEPS",
    "accompaniment",
    "campaigns",
    "committees",
    "communications",
    "defense",
    "flags",
    "incidents",
    "learners",
    "members",
    "membership",
    "network",
    "places",
    "public",
    "rapid_response",
    "reporting",
    "retention",
    "snapshots",
    "tools",
    "training",
]
