"""What the statements of a refresh run with: connection, parameters, temporary tables."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.refresh import lacking
from lib.data.refresh.flagging import flag
from lib.data.refresh.ordering import statements
from lib.data.refresh.snapshot_days import snapshot_days

WEEKS_KEPT = 261
"""Weeks of ``committee_week``: five years, the running week included."""

_VIEW = re.compile(r"^-- A view\b", re.MULTILINE)
"""What a statement says of itself that is read in place of being run."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a refresh works with.

    :ivar derive: makes the temporary table of a name from a statement.
    :ivar look: makes the temporary view of a name from a statement.
    :ivar flag: makes the temporary table of flagged records of some source tables, their statements
        over what the function ``over`` makes of them, if it is given.
    :ivar views: the temporary views that stand, in the order of making.
    """

    database: str
    connection: Connection
    lacked: frozenset[str]
    derive: Callable[[str, str], None]
    look: Callable[[str, str], None]
    flag: Callable[..., None]
    views: list[str] = field(default_factory=list)

    def derive_all(self, name: str) -> None:
        """Make what a statement is named after, over all records."""
        self.derive_stated(name, lacking.over(statements(self.database)[name], self.lacked))

    def derive_stated(self, name: str, sql: str) -> None:
        """Make what a statement is named after: a view where it says so, else a table."""
        if _VIEW.search(sql):
            self.view(name, sql)
        else:
            self.derive(name, sql)

    def view(self, name: str, sql: str) -> None:
        """Make the temporary view of a name, until :meth:`drop_views`."""
        self.look(name, sql)
        self.views.append(name)

    def drop_views(self) -> None:
        """Take the views away: a session outlives its transaction."""
        while self.views:
            self.run(f"DROP VIEW pg_temp.{self.views.pop()}")

    def run(self, sql: str) -> int:
        """Run one statement; how many rows it changed."""
        return self.connection.execute(text(sql)).rowcount

    def number(self, sql: str) -> int:
        """What a statement gives as its only value."""
        return int(self.connection.scalar(text(sql)) or 0)


def begin(
    connection: Connection, database: str, day: date, zone: str, lacked: frozenset[str]
) -> Work:
    """The work of one refresh, in its transaction."""

    values = parameters(day, zone)

    def made(name: str, sql: str) -> None:
        derive(connection, name, sql, values)

    def looked(name: str, sql: str) -> None:
        connection.execute(text(f"CREATE TEMPORARY VIEW {name} AS {sql}"), values)

    def flagged(tables: Collection[str], **named: Any) -> None:
        flag(connection, database, day, zone, lacked, tables, **named)

    return Work(database, connection, lacked, made, looked, flagged)


def parameters(as_of: date, zone: str) -> dict[str, Any]:
    """What statements ask for by name."""
    this_week = as_of - timedelta(days=as_of.weekday())
    return {
        "as_of": as_of,
        "this_week": this_week,
        "first_week": this_week - timedelta(weeks=WEEKS_KEPT - 1),
        "snapshot_days": snapshot_days(as_of),
        "grace_days": GRACE_DAYS,
        "time_zone": zone,
    }


def derive(connection: Connection, name: str, sql: str, values: dict[str, Any]) -> None:
    """Make the temporary table of a name from a statement."""
    made = text(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {sql}")
    # Of a table without a row there is nothing to learn for the planner.
    if connection.execute(made, values).rowcount:
        connection.execute(text(f"ANALYZE {name}"))
