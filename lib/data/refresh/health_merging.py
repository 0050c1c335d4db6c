"""Which of the derived days replace what is saved of a committee's health, and which do not.

Weeks are replaced, touching only the rows that differ. A saved month stays as it was known then.
What nobody could know then is filled in: the gatherings of the 90 days after, and dispatches where
the incident database could not be read. The region follows the committee, since it is not a figure
but says who may see the row.

A committee that the source no longer has loses its weeks and keeps its months, for good: what a
region was like then does not change because a committee was deleted since. They stay where they
were, for those who see that region, and no more are added.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
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
from lib.data.contract.snapshots import DISPATCHES, health_snapshot
from lib.data.refresh.staging import staged

stood = staged("stood", committee_snapshot.columns)
"""The committees on their days, as the membership database derived them."""

dispatched = staged(
    "dispatched", (health_snapshot.c[name] for name in ("committee_id", "as_of", *DISPATCHES))
)
"""The committees' dispatches, as the incident database derived them."""

derived = staged("derived", (c for c in health_snapshot.columns if c.name != "saved_at"))
"""Both together."""

_SAME = and_(
    derived.c.committee_id == health_snapshot.c.committee_id,
    derived.c.as_of == health_snapshot.c.as_of,
)
_IS_WEEK = health_snapshot.c.kept == "week"
_FILLED = ("gatherings_next_90", *DISPATCHES)
_NAMES = [c.name for c in derived.columns]


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows written or changed."""

    weeks: int
    months: int


def take_saved_dispatches(connection: Connection) -> None:
    """Take for the dispatches what is saved already, since nothing newer can be had."""
    saved = select(*(health_snapshot.c[c.name] for c in dispatched.columns)).where(
        or_(*(health_snapshot.c[name].is_not(None) for name in DISPATCHES))
    )
    connection.execute(insert(dispatched).from_select([c.name for c in dispatched.columns], saved))


def put_together(connection: Connection, *, knows_dispatches: bool) -> None:
    """Fill ``derived``.

    :param knows_dispatches: whether a committee without a dispatch on a day had none. A day without
        anybody's is one before the organization's first: unknown, not zero.
    """
    of_a_day = select(dispatched.c.as_of, literal(0).label("none")).distinct()
    day = of_a_day.where(literal(knows_dispatches)).subquery("day")
    together = (
        select(
            *stood.columns,
            *(func.coalesce(dispatched.c[name], day.c.none).label(name) for name in DISPATCHES),
        )
        .select_from(stood)
        .outerjoin(
            dispatched,
            and_(
                dispatched.c.committee_id == stood.c.committee_id,
                dispatched.c.as_of == stood.c.as_of,
            ),
        )
        .outerjoin(day, day.c.as_of == stood.c.as_of)
    )
    connection.execute(text("ANALYZE stood; ANALYZE dispatched"))
    names = [*(c.name for c in stood.columns), *DISPATCHES]
    connection.execute(insert(derived).from_select(names, together))
    connection.execute(text("ANALYZE derived"))


def keep(connection: Connection) -> Kept:
    """Bring ``dashboard.health_snapshot`` up to ``derived``."""
    # As in replacing the rollups.
    connection.execute(text("SET LOCAL enable_nestloop = off"))
    connection.execute(_vanished())
    changed = connection.execute(_changed()).rowcount
    appeared = connection.execute(_appeared()).scalars().all()
    filled = connection.execute(_filled_in()).rowcount
    connection.execute(_moved())
    weeks = sum(kept == "week" for kept in appeared)
    if changed or filled or appeared:
        connection.execute(text(f"ANALYZE {health_snapshot.fullname}"))
    return Kept(weeks + changed, len(appeared) - weeks + filled)


def _vanished() -> Any:
    still = select(literal(1)).select_from(derived).where(_SAME, derived.c.kept == "week").exists()
    return delete(health_snapshot).where(_IS_WEEK, ~still)


def _changed() -> Any:
    differs = tuple_(*(health_snapshot.c[n] for n in _NAMES)).is_distinct_from(tuple_(*derived.c))
    values = {name: derived.c[name] for name in _NAMES}
    changed = update(health_snapshot).values(**values, saved_at=func.now())
    return changed.where(_IS_WEEK, _SAME, differs)


def _appeared() -> Any:
    new = postgresql.insert(health_snapshot).from_select(
        [*_NAMES, "saved_at"], select(*derived.c, func.now())
    )
    return new.on_conflict_do_nothing().returning(health_snapshot.c.kept)


def _filled_in() -> Any:
    missing: list[ColumnElement[bool]] = [
        and_(health_snapshot.c[name].is_(None), derived.c[name].is_not(None)) for name in _FILLED
    ]
    values = {name: func.coalesce(health_snapshot.c[name], derived.c[name]) for name in _FILLED}
    return update(health_snapshot).values(values).where(~_IS_WEEK, _SAME, or_(*missing))


def _moved() -> Any:
    now = select(derived.c.committee_id, derived.c.region_id).distinct().subquery("now")
    return (
        update(health_snapshot)
        .values(region_id=now.c.region_id)
        .where(
            health_snapshot.c.committee_id == now.c.committee_id,
            health_snapshot.c.region_id != now.c.region_id,
        )
    )
