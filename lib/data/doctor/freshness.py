"""Whether the rollups were derived and the committees' health was saved lately."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from lib.data.contract import DERIVED, SOURCES
from lib.data.contract.snapshots import health_saving
from lib.data.doctor.finding import Finding, advice, wrong
from lib.data.refresh.premature import premature

STALE_AFTER = timedelta(hours=36)
"""Age from which on a refresh that should run every night has missed one."""

_MEND = "run python -m lib refresh"


def check(database: str, connection: Connection) -> list[Finding]:
    """Whether a refresh has run over every source table, and lately."""
    clocks = DERIVED[database].tables["rollup.refresh"]
    newest = connection.scalar(select(func.max(clocks.c.refreshed_at)))
    if newest is None:
        return [wrong(database, "no refresh has run, so the pages are empty", _MEND)]
    seen = set(connection.scalars(select(clocks.c.source_table)))
    unseen = sorted(t.name for t in SOURCES[database].sorted_tables if t.name not in seen)
    if unseen:
        return [wrong(database, f"the last refresh did not know {', '.join(unseen)}", _MEND)]
    if datetime.now(UTC) - newest > STALE_AFTER:
        what = f"the last refresh was at {newest:%Y-%m-%d %H:%M} UTC"
        return [advice(database, what, f"{_MEND} from cron or a timer")]
    return []


def check_saved(database: str, connection: Connection) -> list[Finding]:
    """Whether the health of committees has been saved, lately and with the dispatches."""
    columns = (health_saving.c.saved_at, health_saving.c.has_dispatches)
    row = connection.execute(select(*columns)).first()
    if row is None:
        return [wrong(database, "the health of committees was never saved", _MEND)]
    if found := premature(connection):
        what = (
            f"{found.rows:,} saved days of the committees' health, from {found.first} to"
            f" {found.last}, had not come when they were saved: a clock was ahead"
        )
        return [wrong(database, what, f"run python -m lib forget, then {_MEND}")]
    saved_at, has_dispatches = row
    if datetime.now(UTC) - saved_at > STALE_AFTER:
        what = f"the health of committees was last saved at {saved_at:%Y-%m-%d %H:%M} UTC"
        return [advice(database, what, f"{_MEND} from cron or a timer")]
    if not has_dispatches:
        what = "the health of committees was last saved without the dispatches of that day"
        return [advice(database, what, f"mend what doctor finds in incidents, then {_MEND}")]
    return []
