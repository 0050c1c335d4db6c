"""Whether there are rows already, which the invented organization is never put beside."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from lib.data import engines
from lib.data.contract import SOURCES
from lib.demo.plan import DemoError

SHARED = ("region", "state", "place", "county", "jurisdiction_policy")
"""Tables that may have rows before: shipped facts are no one's data."""


def is_empty() -> bool:
    """Whether no source table holds anything but what ``load_places`` puts there.

    :raises DemoError: if the databases are not migrated.
    """
    return first_filled(tuple(SOURCES)) is None


def empty_databases() -> tuple[str, ...]:
    """The source databases that hold nothing but what ``load_places`` puts there.

    :raises DemoError: if the databases are not migrated.
    """
    return tuple(database for database in SOURCES if first_filled((database,)) is None)


def first_filled(databases: tuple[str, ...]) -> str | None:
    """The first table of some databases that holds anything else, as a person would name it.

    :raises DemoError: if they are not migrated.
    """
    for database in databases:
        with _migrated(database) as connection:
            for table in SOURCES[database].sorted_tables:
                if table.name in SHARED:
                    continue
                result = connection.execute(text(f"SELECT FROM {table.fullname} LIMIT 1"))
                if result.first() is not None:
                    return f"{table.fullname} of the {database} database"
    return None


@contextmanager
def _migrated(database: str) -> Iterator[Connection]:
    try:
        with engines.owner(database).connect() as connection:
            yield connection
    except ProgrammingError:
        raise DemoError(
            f"demo: the {database} database has not all of its tables; run python -m lib migrate"
        ) from None
