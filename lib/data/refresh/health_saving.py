"""Save what health is measured from, out of both source databases, in the dashboard's own.

The rollups are carried into temporary tables of the dashboard database and put together there, so
that no more than a few megabytes of them are in memory, whatever the number of committees.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from sqlalchemy import Connection, Date, cast, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import Select

from lib.data import engines
from lib.data.configuration import configuration
from lib.data.contract import DERIVED
from lib.data.contract.rollup.snapshots import committee_snapshot, dispatch_snapshot
from lib.data.contract.snapshots import DISPATCHES, health_saving
from lib.data.errors import Reason, Unavailable, unavailable
from lib.data.layout import refuse_newer
from lib.data.refresh import health_merging as merging
from lib.data.refresh import premature, staging
from lib.data.refresh.health_merging import combined, committee_days, dispatch_days
from lib.data.role_names import names

_LOCK = 7_365_003
"""Key of the advisory lock that lets one saving run at a time."""

_COMMITTEE_DAYS = select(committee_snapshot)

# Incidents of several regions are one committee's dispatches: every viewer sees the same score.
_DISPATCH_DAYS = select(
    dispatch_snapshot.c.committee_id,
    dispatch_snapshot.c.as_of,
    *(func.sum(dispatch_snapshot.c[name]).label(name) for name in DISPATCHES),
).group_by(dispatch_snapshot.c.committee_id, dispatch_snapshot.c.as_of)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saving did: rows written or changed, and how long it took (seconds).

    ``lacks`` is None, or why the dispatches of this day are not known.
    """

    as_of: date
    committees: int
    weeks: int
    months: int
    seconds: float
    lacks: Reason | None


def save() -> Saved:
    """Save the committees as the last refresh of the source databases left them.

    :raises Unavailable: if the membership database can't be read or was never refreshed.
    :raises SQLAlchemyError: if the dashboard database can't be used.
    :raises NotOurs: if a newer version laid it out.
    """
    begun = time.monotonic()
    with engines.owner("dashboard").begin() as connection:
        refuse_newer(connection)
        _act_as_owner(connection)
        # Taken before the rollups are read: whoever had to wait reads what is newest then.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        for table in (committee_days, dispatch_days, combined):
            table.create(connection)
        today = datetime.now(configuration().organization.zone).date()
        with _rollup("membership", _COMMITTEE_DAYS) as (derived_for, newest, rows):
            staging.load(connection, committee_days, _COMMITTEE_DAYS, rows)
        as_of = min(derived_for, today)
        premature.leave_out(connection, today, newest)
        lacks = _dispatches(connection, derived_for)
        merging.combine(connection, knows_dispatches=lacks is None)
        merged = merging.merge(connection)
        merging.count_alike(connection)
        committees = _record(connection, as_of, has_dispatches=lacks is None)
    return Saved(as_of, committees, merged.weeks, merged.months, time.monotonic() - begun, lacks)


def _act_as_owner(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
    connection.execute(text("SET LOCAL jit = off"))


def _dispatches(connection: Connection, as_of: date) -> Reason | None:
    """Load the dispatches of a day; if they can't be had, those that are saved, and say why."""
    lacks = Reason.NOT_REFRESHED
    try:
        with _rollup("incidents", _DISPATCH_DAYS) as (day, _, rows):
            if day == as_of:
                staging.load(connection, dispatch_days, _DISPATCH_DAYS, rows)
                return None
    except Unavailable as error:
        lacks = error.reason
    merging.take_saved_dispatches(connection)
    return lacks


@contextmanager
def _rollup(database: str, query: Select[Any]) -> Iterator[tuple[date, date | None, IO[bytes]]]:
    """Read a rollup whole, all regions, with the day that it was derived for.

    Between them stands the day of the newest record of its sources, None without any.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    clocks = DERIVED[database].tables["rollup.refresh"]
    try:
        with engines.owner(database).connect() as plain:
            source = plain.execution_options(isolation_level="REPEATABLE READ")
            _act_as_owner(source)
            zone = configuration().organization.time_zone
            newest_day = cast(func.timezone(zone, func.max(clocks.c.newest_record)), Date)
            as_of, newest = source.execute(select(func.max(clocks.c.as_of), newest_day)).one()
            rows = staging.carried(source, query)
    except SQLAlchemyError as error:
        raise unavailable(database, error) from None
    with rows:
        if as_of is None:
            raise Unavailable(database, Reason.NOT_REFRESHED)
        yield as_of, newest, rows


def _record(connection: Connection, as_of: date, *, has_dispatches: bool) -> int:
    """Write what was saved and when; return the number of committees of the day."""
    of_the_day = select(func.count()).select_from(combined).where(combined.c.as_of == as_of)
    committees = connection.scalars(of_the_day).one()
    connection.execute(health_saving.delete())
    connection.execute(
        health_saving.insert().values(
            as_of=as_of,
            saved_at=func.now(),
            committees=committees,
            has_dispatches=has_dispatches,
        )
    )
    return committees
