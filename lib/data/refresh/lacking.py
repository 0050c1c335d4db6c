"""Stand-ins for what a source lacks of the contract's optional tables and columns.

An organization's own tables and views may be older than the contract, or keep no such records. What
they lack is then read as a table without a row, or as a column that is null throughout.
"""

import re
from collections.abc import Collection

from sqlalchemy import Column, Connection, Dialect, Table, text

from lib.data import present
from lib.data.contract import SOURCES

_SOURCE = re.compile(r"\bsource\.(\w+)")


def is_optional(part: Table | Column[object]) -> bool:
    """Whether a source may lack this table or column of the contract."""
    return bool(part.info.get("optional"))


def stand_in(connection: Connection, database: str) -> frozenset[str]:
    """Make a temporary view for each source table of which something optional lacks.

    The views live as long as the transaction if :func:`drop` ends it, or if it is rolled back.

    :return: the names of those tables, for :func:`over`.
    """
    there = present.columns(connection, "source")
    names = set()
    for table in SOURCES[database].sorted_tables:
        if table.name in there:
            found = there[table.name]
            lacking = [c for c in table.columns if c.name not in found and is_optional(c)]
            columns = ", ".join(["record.*", *_nulls(lacking, connection.dialect)])
            rows = f"SELECT {columns} FROM {table.fullname} AS record"  # noqa: S608
        elif is_optional(table):
            lacking = list(table.columns)
            rows = f"SELECT {', '.join(_nulls(lacking, connection.dialect))} WHERE false"  # noqa: S608
        else:
            continue
        if lacking:
            connection.execute(text(f"CREATE TEMPORARY VIEW {view(table.name)} AS {rows}"))
            names.add(table.name)
    return frozenset(names)


def drop(connection: Connection, names: Collection[str]) -> None:
    """Take the stand-ins away: a session outlives its transaction."""
    for name in sorted(names):
        # What is derived is a table, which keeps nothing of the view.
        connection.execute(text(f"DROP VIEW pg_temp.{view(name)}"))


def view(name: str) -> str:
    """What the stand-in of a source table is called."""
    return f"source_{name}"


def over(sql: str, names: Collection[str]) -> str:
    """A statement over the stand-ins, where there are any, in place of the tables of a source."""

    def replaced(match: re.Match[str]) -> str:
        return f"pg_temp.{view(match[1])}" if match[1] in names else match[0]

    return _SOURCE.sub(replaced, sql) if names else sql


def _nulls(columns: Collection[Column[object]], dialect: Dialect) -> list[str]:
    return [f"NULL::{c.type.compile(dialect=dialect)} AS {c.name}" for c in columns]
