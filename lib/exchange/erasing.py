"""Rows taken out of the sources for good, with what hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, delete, inspect, select, update


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: a table, a column that was emptied (none if rows were deleted), how many rows."""

    table: str
    column: str | None
    rows: int


def erase(connection: Connection, table: Table, keys: Sequence[str]) -> list[Erased]:
    """Delete rows by their keys.

    What refers to them is emptied where the contract lets it be empty, and deleted with them where
    not. A table that is not there, or is a view of the organization's own, is left out.

    :return: what went, that which hung on others first.
    """
    (key,) = table.primary_key.columns
    here = frozenset(inspect(connection).get_table_names(table.schema))
    doomed = select(key).where(key.in_(list(keys)))
    return [each for each in _erase(connection, table, doomed, here) if each.rows]


def _erase(
    connection: Connection, table: Table, doomed: Select[Any], here: frozenset[str]
) -> list[Erased]:
    erased: list[Erased] = []
    for child, column in _children(table):
        if child.name not in here:
            continue
        hangs = column.in_(doomed)
        if column.nullable:
            emptied = connection.execute(update(child).where(hangs).values({column: None}))
            erased.append(Erased(child.name, column.name, emptied.rowcount))
        else:
            (key,) = child.primary_key.columns
            erased += _erase(connection, child, select(key).where(hangs), here)
    (key,) = table.primary_key.columns
    rows = connection.execute(delete(table).where(key.in_(doomed))).rowcount
    return [*erased, Erased(table.name, None, rows)]


def _children(table: Table) -> list[tuple[Table, Column[Any]]]:
    """The columns of tables that refer to a table; those that must not be empty come last."""
    found = [
        (other, key.parent)
        for other in table.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    ]
    return sorted(found, key=lambda pair: not pair[1].nullable)
