"""Merge the days that a refresh derived into what is saved of the committees' health.

Weeks are replaced, touching only the rows that differ. A saved month stays as it was known then.
What nobody could know then is filled in: the gatherings of the 90 days after, and dispatches where
the incident database could not be read. The region follows the committee, since it is not a figure
but says who may see the row. So does the region of a committee that somebody has taken: whoever is
of other regions then holds it no more.

A committee that the source no longer has loses its weeks and keeps its months, for good: what a
region was like then does not change because a committee was deleted since. They stay where they
were, for those who see that region, and no more are added.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql

from lib.data.contract.rollup.snapshots import committee_snapshot
from lib.data.contract.snapshots import ALIKE, DISPATCHES, health_alike, health_snapshot
from lib.data.contract.taken import taken_committee
from lib.data.refresh.staging import staged

committee_days = staged("committee_days", committee_snapshot.columns)
"""The committees on their days, as the membership database derived them."""

dispatch_days = staged(
    "dispatch_days", (health_snapshot.c[name] for name in ("committee_id", "as_of", *DISPATCHES))
)
"""The committees' dispatches, as the incident database derived them."""

combined = staged("combined", (c for c in health_snapshot.columns if c.name != "saved_at"))
"""Both, side by side."""

_SAME = and_(
    combined.c.committee_id == health_snapshot.c.committee_id,
    combined.c.as_of == health_snapshot.c.as_of,
)
_IS_WEEK = health_snapshot.c.kept == "week"
_FILLED = ("gatherings_next_90", *DISPATCHES)
_NAMES = [c.name for c in combined.columns]


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows written or changed."""

    weeks: int
    months: int


def take_saved_dispatches(connection: Connection) -> None:
    """Fill ``dispatch_days`` with the dispatches saved before, where nothing newer can be had."""
    saved = select(*(health_snapshot.c[c.name] for c in dispatch_days.columns)).where(
        or_(*(health_snapshot.c[name].is_not(None) for name in DISPATCHES))
    )
    connection.execute(
        insert(dispatch_days).from_select([c.name for c in dispatch_days.columns], saved)
    )


def combine(connection: Connection, *, knows_dispatches: bool) -> None:
    """Fill ``combined`` from ``committee_days`` and ``dispatch_days``.

    :param knows_dispatches: whether a committee without a dispatch on a day had none. A day without
        anybody's is one before the organization's first: unknown, not zero.
    """
    of_a_day = select(dispatch_days.c.as_of, literal(0).label("none")).distinct()
    day = of_a_day.where(literal(knows_dispatches)).subquery("day")
    combination = (
        select(
            *committee_days.columns,
            *(func.coalesce(dispatch_days.c[name], day.c.none).label(name) for name in DISPATCHES),
        )
        .select_from(committee_days)
        .outerjoin(
            dispatch_days,
            and_(
                dispatch_days.c.committee_id == committee_days.c.committee_id,
                dispatch_days.c.as_of == committee_days.c.as_of,
            ),
        )
        .outerjoin(day, day.c.as_of == committee_days.c.as_of)
    )
    connection.execute(text("ANALYZE committee_days; ANALYZE dispatch_days"))
    names = [*(c.name for c in committee_days.columns), *DISPATCHES]
    connection.execute(insert(combined).from_select(names, combination))
    connection.execute(text("ANALYZE combined"))


def merge(connection: Connection) -> Merged:
    """Bring ``dashboard.health_snapshot`` up to date with ``combined``."""
    # As in replacing the rollups.
    connection.execute(text("SET LOCAL enable_nestloop = off"))
    connection.execute(_vanished())
    changed = connection.execute(_changed()).rowcount
    appeared = connection.execute(_appeared()).scalars().all()
    filled = connection.execute(_filled_in()).rowcount
    for follows in (health_snapshot, taken_committee):
        connection.execute(_moved(follows))
    weeks = sum(kept == "week" for kept in appeared)
    if changed or filled or appeared:
        connection.execute(text(f"ANALYZE {health_snapshot.fullname}"))
    return Merged(weeks + changed, len(appeared) - weeks + filled)


def count_alike(connection: Connection) -> None:
    """Count anew, in ``dashboard.health_alike``, how many active committees have the same figures.

    Once for all who look: one committee's page leans on thousands of others, day by day.
    """
    connection.execute(delete(health_alike))
    is_active = health_snapshot.c.status == "active"
    for names in ALIKE:
        # Of those that are not active a region's day has a row all the same: it has a prior.
        figures = [case((is_active, health_snapshot.c[name])).label(name) for name in names]
        keys = [health_snapshot.c.region_id, health_snapshot.c.as_of, *figures]
        connection.execute(
            insert(health_alike).from_select(
                ["region_id", "as_of", *names, "committees"],
                select(*keys, func.count()).group_by(*keys),
            )
        )
    connection.execute(text(f"ANALYZE {health_alike.fullname}"))


def _vanished() -> Any:
    still = (
        select(literal(1)).select_from(combined).where(_SAME, combined.c.kept == "week").exists()
    )
    return delete(health_snapshot).where(_IS_WEEK, ~still)


def _changed() -> Any:
    differs = tuple_(*(health_snapshot.c[n] for n in _NAMES)).is_distinct_from(tuple_(*combined.c))
    values = {name: combined.c[name] for name in _NAMES}
    changed = update(health_snapshot).values(**values, saved_at=func.now())
    return changed.where(_IS_WEEK, _SAME, differs)


def _appeared() -> Any:
    new = postgresql.insert(health_snapshot).from_select(
        [*_NAMES, "saved_at"], select(*combined.c, func.now())
    )
    return new.on_conflict_do_nothing().returning(health_snapshot.c.kept)


def _filled_in() -> Any:
    missing: list[ColumnElement[bool]] = [
        and_(health_snapshot.c[name].is_(None), combined.c[name].is_not(None)) for name in _FILLED
    ]
    values = {name: func.coalesce(health_snapshot.c[name], combined.c[name]) for name in _FILLED}
    return update(health_snapshot).values(values).where(~_IS_WEEK, _SAME, or_(*missing))


def _moved(follows: Table) -> Any:
    now = select(combined.c.committee_id, combined.c.region_id).distinct().subquery("now")
    return (
        update(follows)
        .values(region_id=now.c.region_id)
        .where(
            follows.c.committee_id == now.c.committee_id,
            follows.c.region_id != now.c.region_id,
        )
    )
