"""Saved days of the committees' health that had not come when saved: a clock was ahead."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Date, and_, cast, delete, func, or_, select, text

from lib.data.configuration import configuration
from lib.data.contract.snapshots import health_snapshot
from lib.data.refresh.health_merging import committee_days, count_alike
from lib.data.role_names import names


@dataclass(frozen=True, slots=True)
class Premature:
    """Saved rows that nobody could know: how many, and of which days."""

    rows: int
    first: date
    last: date


def leave_out(connection: Connection, today: date, newest: date | None) -> None:
    """Take days that can't be known out of what is about to be saved.

    A day to come is never saved. A month is saved once and stays: not before it is over, and not
    while no record of the source is as new as its end, which a clock that is ahead can't change.

    :param newest: day of the newest record of the source; None without any.
    """
    day, kept = committee_days.c.as_of, committee_days.c.kept
    known = min(today - timedelta(days=1), newest) if newest else today - timedelta(days=1)
    connection.execute(
        delete(committee_days).where(or_(day > today, and_(kept == "month", day > known)))
    )


def premature(connection: Connection) -> Premature | None:
    """The saved days that had not come when they were saved, or have not yet; None without any."""
    day = health_snapshot.c.as_of
    query = select(func.count(), func.min(day), func.max(day)).where(_is_premature())
    count, first, last = connection.execute(query).one()
    return Premature(count, first, last) if count else None


def take_away(connection: Connection) -> Premature | None:
    """Delete them; the next refresh derives anew what can be known.

    :return: what was deleted.
    """
    connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
    found = premature(connection)
    connection.execute(delete(health_snapshot).where(_is_premature()))
    count_alike(connection)
    return found


def _is_premature() -> ColumnElement[bool]:
    zone = configuration().organization.time_zone
    saved, day = health_snapshot.c.saved_at, health_snapshot.c.as_of
    today = cast(func.timezone(zone, func.now()), Date)
    saved_on = cast(func.timezone(zone, saved), Date)
    # What is saved of a month is saved after it, by a clock that does not run ahead of this one.
    too_early = or_(saved_on <= day, saved > func.now() + timedelta(days=1))
    return or_(day > today, and_(health_snapshot.c.kept == "month", too_early))
