"""Run the statements of a refresh, in one transaction a database."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lib.data import engines, roles
from lib.data.configuration import configuration
from lib.data.contract import DERIVED, SOURCES
from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.layout import refuse_newer
from lib.data.refresh import lacking
from lib.data.refresh.flagging import flag
from lib.data.refresh.health_saving import save
from lib.data.refresh.ordering import FLAGGED, RefreshError, statements
from lib.data.refresh.replacing import replace
from lib.data.refresh.snapshot_days import snapshot_days

WEEKS_KEPT = 261
"""Weeks of ``committee_week``: five years, the running week included."""

WORK_MEMORY = "128MB"
"""For each sort and hash of a statement; what needs more goes to disk."""

_LOCK = 7_365_002
"""Key of the advisory lock that lets one refresh of a database run at a time."""

Progress = Callable[[str, str, float], None]
"""Called with the database, the step that begins, and the share (0 to 1) of its steps done."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: rows of each rollup, of each source table, and how long it took (s)."""

    database: str
    as_of: date
    rows: dict[str, int]
    source_rows: dict[str, int]
    seconds: float


def refresh(
    database: str, as_of: date | None = None, progress: Progress | None = None
) -> Refreshed:
    """Derive every rollup of ``membership`` or ``incidents`` from its source.

    :param as_of: the day to derive them for: facts dated later do not count. Today in the
        organization's time zone unless given.
    :raises RefreshError: if a statement fails, or there is no order in which to run them; the
        rollups are then as they were.
    :raises NotOurs: if a newer version laid the database out.
    :raises OperationalError: if the database can't be reached.
    :raises ConfigurationError: if the configuration is wrong.
    """
    begun = time.monotonic()
    zone = configuration().organization.time_zone
    day = as_of or datetime.now(ZoneInfo(zone)).date()
    say = _Steps(database, progress)
    with _alone(engines.owner(database)) as connection:
        refuse_newer(connection)
        connection.execute(text(f"SET LOCAL ROLE {roles.OWNER}"))
        connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEMORY}'"))
        # Compiling a statement takes longer than it saves in these.
        connection.execute(text("SET LOCAL jit = off"))
        lacked = lacking.stand_in(connection, database)
        with say.step(FLAGGED):
            flag(connection, database, day, zone, lacked)
        for name, sql in statements(database).items():
            with say.step(name):
                _derive(connection, name, lacking.over(sql, lacked), _parameters(day, zone))
        rollups = [t for t in DERIVED[database].sorted_tables if t.name != "refresh"]
        with say.step("replace"):
            rows = replace(connection, rollups)
        with say.step("record"):
            source_rows = _record(connection, database, day, begun, lacked)
        lacking.drop(connection, lacked)
    return Refreshed(database, day, rows, source_rows, time.monotonic() - begun)


def refresh_all(as_of: date | None = None, progress: Progress | None = None) -> list[Refreshed]:
    """Derive the rollups of both source databases, then save what health is measured from.

    What the membership database knows is saved also if the incident database fails.

    :param as_of: as in :func:`refresh`.
    :return: what was done in each database, the dashboard's own last.
    :raises RefreshError: as :func:`refresh`.
    :raises OperationalError: if a database can't be reached.
    """
    done = [refresh("membership", as_of, progress)]
    try:
        done.append(refresh("incidents", as_of, progress))
    except (RefreshError, SQLAlchemyError):
        save()
        raise
    saved = save()
    rows = {"health_snapshot": saved.weeks + saved.months}
    return [*done, Refreshed("dashboard", saved.as_of, rows, {}, saved.seconds)]


def _parameters(as_of: date, zone: str) -> dict[str, Any]:
    this_week = as_of - timedelta(days=as_of.weekday())
    return {
        "as_of": as_of,
        "this_week": this_week,
        "first_week": this_week - timedelta(weeks=WEEKS_KEPT - 1),
        "snapshot_days": snapshot_days(as_of),
        "grace_days": GRACE_DAYS,
        "time_zone": zone,
    }


class _Steps:
    """Counts the steps, reports each to whoever watches, and names the one that fails."""

    def __init__(self, database: str, progress: Progress | None) -> None:
        self.database = database
        self.progress = progress
        self.done = 0
        # Beside the statements: flagging, replacing, recording.
        self.total = len(statements(database)) + 3

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        if self.progress:
            self.progress(self.database, name, self.done / self.total)
        try:
            yield
        except DBAPIError as error:
            # The primary message only: the detail may quote a row of the source.
            reason = getattr(getattr(error.orig, "diag", None), "message_primary", None)
            if reason is None or error.connection_invalidated:
                raise
            raise RefreshError(
                f"{self.database}: the refresh stopped at {name}: {reason}"
                " (python -m lib doctor says more); the rollups are as they were"
            ) from None
        self.done += 1


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A repeatable-read transaction, begun once no other refresh of the database runs.

    The lock is the session's and is taken before: a transaction that waited for it would still see
    the sources, and the rollups, as they were when it began to wait.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        connection.commit()
        try:
            with connection.begin():
                yield connection
        finally:
            if not connection.invalidated:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
                connection.commit()


def _derive(connection: Connection, name: str, sql: str, parameters: dict[str, Any]) -> None:
    made = text(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {sql}")
    # Of a table without a row there is nothing to learn for the planner.
    if connection.execute(made, parameters).rowcount:
        connection.execute(text(f"ANALYZE {name}"))


def _record(
    connection: Connection, database: str, as_of: date, begun: float, lacked: frozenset[str]
) -> dict[str, int]:
    """Write the two clocks of each source table; return the rows of each."""
    clocks = DERIVED[database].tables["rollup.refresh"]
    connection.execute(clocks.delete())
    # A change that is still to come would hide for years that a source is late.
    newest = "max(updated_at) FILTER (WHERE updated_at <= now())"
    read = " UNION ALL ".join(
        f"SELECT '{table.name}', {newest}, count(*), now(), CAST(:as_of AS date), 0.0"  # noqa: S608
        f" FROM {table.fullname}"
        for table in SOURCES[database].sorted_tables
    )
    columns = "source_table, newest_record, row_count, refreshed_at, as_of, seconds"
    written = connection.execute(
        text(
            f"INSERT INTO {clocks.fullname} ({columns}) {lacking.over(read, lacked)}"  # noqa: S608
            " RETURNING source_table, row_count"
        ),
        {"as_of": as_of},
    )
    counts = {str(name): int(rows) for name, rows in written}
    connection.execute(update(clocks).values(seconds=time.monotonic() - begun))
    return counts
