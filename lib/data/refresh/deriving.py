"""Run the statements of a refresh, in one transaction a database."""

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Table, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from lib.data import engines, roles
from lib.data.configuration import configuration
from lib.data.contract import DERIVED, SOURCES
from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.layout import digest as layout_digest
from lib.data.layout import refuse_newer
from lib.data.refresh import flagging, following, lacking, planning, remembering
from lib.data.refresh.adding_up import WHO
from lib.data.refresh.excluding import refresh_alone
from lib.data.refresh.flagging import flag
from lib.data.refresh.following import Work, follow
from lib.data.refresh.health_saving import save
from lib.data.refresh.ordering import FLAGGED, RefreshError, statements
from lib.data.refresh.planning import Steps
from lib.data.refresh.replacing import replace
from lib.data.refresh.snapshot_days import snapshot_days

WEEKS_KEPT = 261
"""Weeks of ``committee_week``: five years, the running week included."""

WORK_MEMORY = "128MB"
"""For each sort and hash of a statement; what needs more goes to disk."""

Progress = Callable[[str, str, float], None]
"""Called with the database, the step that begins, and the share (0 to 1) of its steps done."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: rows of each rollup, of each source table, and how long it took (s).

    :ivar changed: the source tables that had changed, where that was asked; None where everything
        was derived without asking.
    :ivar derived: how many statements ran over all records.
    :ivar moved: how many members were followed one by one; None where none was.
    """

    database: str
    as_of: date
    rows: dict[str, int]
    source_rows: dict[str, int]
    seconds: float
    changed: tuple[str, ...] | None = None
    derived: int = 0
    moved: int | None = None


def refresh(
    database: str,
    as_of: date | None = None,
    progress: Progress | None = None,
    *,
    anew: bool = True,
) -> Refreshed:
    """Derive the rollups of ``membership`` or ``incidents`` from its source.

    :param as_of: the day to derive them for: facts dated later do not count. Today in the
        organization's time zone unless given.
    :param anew: whether to derive every rollup; else those alone that rest on what has changed
        since the last refresh, if that was for the same day, by the same statements, and everything
        was derived within the week.
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
    with _alone(engines.owner(database), database) as connection:
        refuse_newer(connection)
        connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEMORY}'"))
        # Compiling a statement takes longer than it saves in these.
        connection.execute(text("SET LOCAL jit = off"))
        lacked = lacking.stand_in(connection, database)
        basis = _basis(database, day, zone, lacked)
        last = None if anew else remembering.recall(connection, database, basis)
        changed: tuple[str, ...] | None = None
        digests: dict[str, str] | None = None
        if last:
            with say.step("compare"):
                digests = remembering.digests(connection, database, lacked)
                changed = last.changed(digests) if digests else None
        work = _work(connection, database, day, zone, lacked)
        moved = None
        if changed:
            with say.step("follow"):
                moved = follow(work, changed, remembering.counts(digests or {}))
        steps = planning.steps(database, changed, () if moved is None else _given(database))
        say.total = len(steps.run) + 3
        if steps.flags:
            with say.step(FLAGGED):
                flag(connection, database, day, zone, lacked, steps.flags)
                if moved is not None:
                    following.add_flagged(work)
        for name in steps.run:
            with say.step(name):
                work.derive(name, lacking.over(statements(database)[name], lacked))
        rows = dict(last.rows) if last else {}
        with say.step("replace"):
            rows |= replace(connection, _stale_rollups(database, steps))
        with say.step("record"):
            source_rows = _record(connection, database, day, begun, lacked)
            digests = digests or remembering.digests(connection, database, lacked)
            remembering.make_schema(connection)
            if moved is None and digests:
                following.keep(work, steps.run, changed)
            memory = remembering.Memory(basis, digests, rows)
            remembering.remember(connection, memory, everything=changed is None)
        lacking.drop(connection, lacked)
    seconds = time.monotonic() - begun
    ran = len(steps.run)
    return Refreshed(database, day, rows, source_rows, seconds, changed, ran, moved)


def _work(
    connection: Connection, database: str, day: date, zone: str, lacked: frozenset[str]
) -> Work:
    def derive(name: str, sql: str) -> None:
        _derive(connection, name, sql, _parameters(day, zone))

    def flagged(tables: Collection[str], over: Callable[[str], str]) -> None:
        flag(connection, database, day, zone, lacked, tables, over)

    return Work(database, connection, lacked, derive, flagged)


def _given(database: str) -> frozenset[str]:
    """What following the members makes."""
    flags = {planning.flagged_of(table) for table in WHO}
    return following.given(database) | flags


def _stale_rollups(database: str, steps: Steps) -> list[Table]:
    return [table for table in DERIVED[database].sorted_tables if table.name in steps.stale]


def _basis(database: str, as_of: date, zone: str, lacked: frozenset[str]) -> str:
    """Digest of all that decides the rollups beside the rows of the sources and the clock."""
    flags = {path.stem: path.read_text(encoding="utf-8") for path in flagging.files(database)}
    texts = [sorted(flags.items()), sorted(statements(database).items())]
    values = [sorted(_parameters(as_of, zone).items()), sorted(lacked), flagging.ABSURD_TURNOUT]
    known = repr((layout_digest(), texts, values))
    return hashlib.sha256(known.encode()).hexdigest()


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
def _alone(engine: Engine, database: str) -> Iterator[Connection]:
    """A repeatable-read transaction, as the owner, begun once nobody else refreshes or imports."""
    plain = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with plain as connection, connection.begin():
        connection.execute(text(f"SET LOCAL ROLE {roles.OWNER}"))
        refresh_alone(connection, database)
        yield connection


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
