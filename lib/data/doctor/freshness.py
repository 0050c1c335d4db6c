"""Have the rollups been derived, and when?"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from lib.data.contract import DERIVED, SOURCES
from lib.data.doctor.finding import Finding, advice, wrong

STALE_AFTER = timedelta(hours=36)
"""A nightly refresh that missed a night has not."""


def check(database: str, connection: Connection) -> list[Finding]:
    """Whether a refresh has run over every source table, and lately."""
    mend = "run python -m lib refresh"
    clocks = DERIVED[database].tables["rollup.refresh"]
    newest = connection.scalar(select(func.max(clocks.c.refreshed_at)))
    if newest is None:
        return [wrong(database, "no refresh has run, so the pages are empty", mend)]
    seen = set(connection.scalars(select(clocks.c.source_table)))
    unseen = sorted(t.name for t in SOURCES[database].sorted_tables if t.name not in seen)
    if unseen:
        return [wrong(database, f"the last refresh did not know {', '.join(unseen)}", mend)]
    if datetime.now(UTC) - newest > STALE_AFTER:
        what = f"the last refresh was at {newest:%Y-%m-%d %H:%M} UTC"
        return [advice(database, what, f"{mend} from cron or a timer")]
    return []
