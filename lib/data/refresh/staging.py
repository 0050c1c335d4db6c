"""Carry rows from one connection into temporary tables of another, by COPY."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import psycopg2
from sqlalchemy import Column, Connection, MetaData, Table
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql import Select

_IN_MEMORY = 8 * 2**20
"""Bytes of the carried rows that stay in memory; the rest waits on disk."""


def staged(name: str, columns: Iterable[Column[Any]]) -> Table:
    """A temporary table with columns of the names and types given, dropped with the transaction."""
    return Table(
        name,
        MetaData(),
        *(Column(column.name, column.type) for column in columns),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )


def carried(source: Connection, query: Select[Any]) -> IO[bytes]:
    """A query's rows, read whole into a file that vanishes when it is closed.

    :raises OperationalError: if they can't be read.
    """
    return _read(source, f"COPY ({query.compile(source)}) TO STDOUT")


def carried_alike(source: Connection, name: str) -> IO[bytes]:
    """The rows of a table for :func:`load_alike`, as :func:`carried`."""
    return _read(source, f"COPY {name} TO STDOUT (FORMAT binary)")


def _read(source: Connection, statement: str) -> IO[bytes]:
    rows: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        _copy(source, statement, rows)
    except OperationalError:
        rows.close()
        raise
    rows.seek(0)
    return rows


def load(connection: Connection, table: Table, query: Select[Any], rows: IO[bytes]) -> None:
    """Put the rows that a query gave into a table, each column into that of its name."""
    columns = ", ".join(column.name for column in query.selected_columns)
    _copy(connection, f"COPY {table.name} ({columns}) FROM STDIN", rows)


def load_alike(connection: Connection, name: str, rows: IO[bytes]) -> None:
    """Put the rows of :func:`carried_alike` into a table of the same columns in the same order."""
    _copy(connection, f"COPY {name} FROM STDIN (FORMAT binary)", rows)


def _copy(connection: Connection, statement: str, rows: IO[bytes]) -> None:
    cursor: Any = connection.connection.cursor()
    try:
        with cursor:
            cursor.copy_expert(statement, rows)
    except psycopg2.Error as error:
        # The driver's own, since it is past SQLAlchemy here.
        raise OperationalError(statement, None, error) from None
