"""Dates of the sources that lie outside of what their column can have; by id, no other value."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, func, or_, select

from lib.data import present
from lib.data.contract import SOURCES
from lib.data.contract.plausible import NEVER, is_temporal, plausible
from lib.data.doctor.finding import Finding, advice

EXAMPLES = 5
"""Ids that are named."""
_MEND = "correct them where they are kept, or leave them out of schema source"


def check(database: str, connection: Connection) -> list[Finding]:
    """A finding for each column with a date that can't be right, with the first ids.

    Nothing is wrong with the dashboard.
    """
    there = present.columns(connection, "source")
    findings: list[Finding] = []
    for table in SOURCES[database].sorted_tables:
        if table.name in there:
            columns = [c for c in table.c if c.name in there[table.name] and is_temporal(c)]
            findings += _of_table(database, connection, table, columns)
    return findings


def _is_outside(column: Column[Any]) -> ColumnElement[bool]:
    first, last = plausible(column)
    return or_(column < first, column > last) & (func.date(column) != NEVER)


def _of_table(
    database: str, connection: Connection, table: Table, columns: list[Column[Any]]
) -> Iterator[Finding]:
    (key,) = table.primary_key.columns
    counts = [func.count().filter(_is_outside(column)) for column in columns]
    numbers = connection.execute(select(*counts).select_from(table)).one()
    for column, number in zip(columns, numbers, strict=True):
        if number:
            query = select(key).where(_is_outside(column)).order_by(key).limit(EXAMPLES)
            listed = ", ".join(connection.scalars(query)) + (", …" if number > EXAMPLES else "")
            records = "record" if number == 1 else "records"
            first, last = plausible(column)
            what = (
                f"{table.fullname} has {number:,} {records} whose {column.name} is before"
                f" {first} or after {last}: {listed}"
            )
            yield advice(database, what, _MEND)
