"""The dashboard's own database, as the app's role may read and write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, RowMapping, text
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.errors import unavailable
from lib.data.reading import statement


def rows(name: str, **parameters: Any) -> list[RowMapping]:
    """What ``queries/dashboard/reads/<name>.sql`` returns.

    :raises Unavailable: if the dashboard database can't be read.
    """
    try:
        with engines.in_one_message("dashboard") as connection:
            return list(connection.execute(statement("dashboard", name), parameters).mappings())
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


@contextmanager
def changing() -> Iterator[Connection]:
    """A transaction that writes; taken back if its block fails.

    :raises Unavailable: if the dashboard database can't be written.
    """
    try:
        with engines.reader("dashboard").begin() as connection:
            # The engine's transactions only read unless they say otherwise.
            connection.execute(text("SET TRANSACTION READ WRITE"))
            yield connection
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


def change(connection: Connection, name: str, **parameters: Any) -> int:
    """Run ``queries/dashboard/writes/<name>.sql``; the number of rows that it changed."""
    return connection.execute(statement("dashboard", name, "writes"), parameters).rowcount
