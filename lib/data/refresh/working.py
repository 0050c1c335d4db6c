"""What the statements of a refresh run with: connection, parameters, temporary tables."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.refresh.flagging import flag
from lib.data.refresh.snapshot_days import snapshot_days

WEEKS_KEPT = 261
"""Weeks of ``committee_week``: five years, the running week included."""

_VIEW = re.compile(r"^-- A view\b", re.MULTILINE)
"""What a statement says of itself that is read in place of being run."""
_SHARED = re.compile(r"^-- Read by several processes\.$", re.MULTILINE)
"""What a statement says of itself whose rows, those of all members, others read in parallel."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a refresh works with.

    :ivar derive: makes the temporary table of a name from a statement.
    :ivar share: makes a table for several processes, and the temporary view of a name on it.
    :ivar look: makes the temporary view of a name from a statement.
    :ivar flag: makes the temporary table of flagged records of some source tables, their statements
        over what a function makes of them.
    :ivar views: the temporary views that stand, in the order of making.
    :ivar shared: those of them that stand on a table for several processes.
    """

    database: str
    connection: Connection
    lacked: frozenset[str]
    derive: Callable[[str, str], None]
    share: Callable[[str, str], None]
    look: Callable[[str, str], None]
    flag: Callable[[Collection[str], Callable[[str], str]], None]
    views: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)

    def derive_stated(self, name: str, sql: str, *, of_all: bool = False) -> None:
        """Make what a statement is named after: a view where it says so, else a table.

        :param of_all: whether it runs over all records, which may be many.
        """
        if _VIEW.search(sql):
            self.view(name, sql)
        elif of_all and _SHARED.search(sql):
            self.share(name, sql)
            self.views.append(name)
            self.shared.append(name)
        else:
            self.derive(name, sql)

    def view(self, name: str, sql: str) -> None:
        """Make the temporary view of a name, until :meth:`drop_views`."""
        self.look(name, sql)
        self.views.append(name)

    def drop_views(self) -> None:
        """Take the views away, and what they stand on: a session outlives its transaction."""
        while self.views:
            self.run(f"DROP VIEW pg_temp.{self.views.pop()}")
        while self.shared:
            self.run(f"DROP TABLE {_table(self.shared.pop())}")

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

    def shared(name: str, sql: str) -> None:
        derive(connection, name, sql, values, shared=True)

    def looked(name: str, sql: str) -> None:
        connection.execute(text(f"CREATE TEMPORARY VIEW {name} AS {sql}"), values)

    def flagged(tables: Collection[str], over: Callable[[str], str]) -> None:
        flag(connection, database, day, zone, lacked, tables, over)

    return Work(database, connection, lacked, made, shared, looked, flagged)


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


def derive(
    connection: Connection, name: str, sql: str, values: dict[str, Any], *, shared: bool = False
) -> None:
    """Make the temporary table of a name from a statement.

    :param shared: whether it is a temporary view in place of it, on a table that PostgreSQL lets
        several processes read, which is no temporary one; who made it drops both.
    """
    kind, table, until = "TEMPORARY", name, " ON COMMIT DROP"
    if shared:
        kind, table, until = "UNLOGGED", _table(name), ""
    made = text(f"CREATE {kind} TABLE {table}{until} AS {sql}")
    # Of a table without a row there is nothing to learn for the planner.
    if connection.execute(made, values).rowcount:
        connection.execute(text(f"ANALYZE {table}"))
    if shared:
        connection.execute(text(f"CREATE TEMPORARY VIEW {name} AS SELECT * FROM {table}"))  # noqa: S608


def _table(name: str) -> str:
    return f"kept.making_{name}"
