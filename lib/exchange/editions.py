"""Whole lists that are imported one after the other: since when a row is listed, and until when."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, func, null, or_, select, update

from lib.exchange.errors import NotImportable
from lib.exchange.gone import EXAMPLES, Gone, check_share
from lib.exchange.mapping import Edition

FIRST, LAST, ENDED = "first_listed_on", "last_listed_on", "in_force_until"


def merged(target: Table, given: Mapping[str, Any]) -> dict[str, ColumnElement[Any]]:
    """What becomes of a row that is there already.

    The first list that had it and the last are kept, in whatever order lists are imported; what
    else it says is what the newer one does. One that a newer list has again goes on.

    :param given: what the file says, by column.
    """
    known = target.c[LAST]
    is_newer = or_(known.is_(None), given[LAST] >= known)
    values: dict[str, ColumnElement[Any]] = {
        name: case((is_newer, value), else_=target.c[name]) for name, value in given.items()
    }
    values[FIRST] = func.least(target.c[FIRST], given[FIRST])
    values[LAST] = func.greatest(known, given[LAST])
    if ENDED not in given:
        values[ENDED] = case((given[LAST] > known, null()), else_=target.c[ENDED])
    return values


def end(connection: Connection, table: Table, rows: Table, edition: Edition) -> Gone:
    """End what is of the list and no longer on it: on the day before the next list, without it.

    :param rows: those of the file.
    :raises NotImportable: if they are more than the edition permits, or the file says several days.
    """
    days = list(connection.scalars(select(rows.c[LAST]).distinct()))
    if len(days) != 1 or days[0] is None:
        raise NotImportable(f"{LAST}: a whole list is of one day, and this one says {len(days)}")
    is_of_list = table.c.source.in_(edition.of)
    # Lists that were imported each under keys of its own say their day in as_of alone.
    last = func.coalesce(table.c[LAST], table.c.as_of)
    other = table.alias("other")
    known = (
        select(func.coalesce(other.c[LAST], other.c.as_of).label("day"))
        .where(other.c.source.in_(edition.of))
        .union(select(other.c[FIRST]).where(other.c.source.in_(edition.of)))
        .subquery("known")
    )
    following = select(func.min(known.c.day)).where(known.c.day > last).scalar_subquery()
    is_open = is_of_list & table.c[ENDED].is_(None)
    standing = connection.scalar(select(func.count()).select_from(table).where(is_open)) or 0
    statement = (
        update(table)
        .where(is_open, following.is_not(None))
        .values({ENDED: following - 1, "updated_at": func.now()})
    )
    (key,) = table.primary_key.columns
    ended = sorted(connection.scalars(statement.returning(key)))
    check_share(len(ended), standing, edition.most_ended, "edition.most_ended")
    return Gone(len(ended), tuple(ended[:EXAMPLES]))
