"""Rollups of what the sources hold now."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.refresh import refresh

_derived: dict[URL, tuple[date, str]] = {}
"""A database → the day of its last refresh, and where its log stood after that."""


def derive(database: str, as_of: date) -> None:
    """Refresh a database, unless nothing was written anywhere in its server since it last was.

    For helpers that read a rollup or two: a second look at the same sources costs nothing.
    """
    url = engines.owner(database).url
    if _derived.get(url) != (as_of, _written(database)):
        refresh(database, as_of)
        _derived[url] = as_of, _written(database)


def _written(database: str) -> str:
    """Where the log of all that is written stands."""
    with engines.owner(database).connect() as connection:
        return str(connection.scalar(text("SELECT pg_current_wal_insert_lsn()")))
