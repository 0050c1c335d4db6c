"""Derive the rollups from the sources, all of a database at once.

Each file of ``queries/<database>/working/`` and ``queries/<database>/rollups/`` is one ``SELECT``.
Each becomes a temporary table under the file's name, after those that it reads
(:mod:`lib.data.refresh.ordering`); those of ``rollups/`` then take the place of the rollup of their
name. Before them all comes ``flagged``, the records that can't be right
(:mod:`lib.data.refresh.flagging`): each leaves them out of what they would distort.

One repeatable-read transaction a database: every rollup tells of the same moment of the sources,
and readers see all of the old rows or all of the new ones. The new rows take the place of the old
by deleting, updating and inserting what differs, not by ``TRUNCATE``: that would lock readers out
while it waits for the slowest of them, and show an empty table to who began before it. What has
not changed is not touched, so a quiet quarter of an hour leaves nothing to vacuum.
"""

from lib.data.refresh.deriving import Refreshed, refresh, refresh_all
from lib.data.refresh.ordering import RefreshError
from lib.data.refresh.telling import Progress

__all__ = ["Progress", "RefreshError", "Refreshed", "refresh", "refresh_all"]
