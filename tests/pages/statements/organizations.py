"""Organizations that keep less than others: each lacks the rows of a source table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.refresh import refresh_all
from tests.data.saved import WITHOUT_TRIGGERS
from tests.pages.conftest import forget_reads
from tests.templates.copying import using
from tests.templates.making import PAGES_AS_OF

KEPT_BY_ALL = {"region", "state"}
"""Without these there is no scope to look at."""
WITHOUT_IT_NEITHER = {
    "membership.place": ("committee", "partner"),
    "membership.course": ("enrollment",),
    "membership.membership_tier": ("member",),
}
"""A source table → those whose rows can't be without its rows."""

TABLES = [
    f"{database}.{table.name}"
    for database, metadata in SOURCES.items()
    for table in metadata.sorted_tables
    if table.name not in KEPT_BY_ALL
]


@contextmanager
def without(name: str) -> Iterator[None]:
    """The organization of the pages, but it keeps no such table: its pages read anew.

    :param name: ``membership.member``.
    """
    database, table = name.split(".")
    with using("pages"):
        with engines.owner(database).begin() as connection:
            # What refers to it may stay: an organization keeps one table and not the other.
            connection.execute(text(WITHOUT_TRIGGERS))
            for each in (table, *WITHOUT_IT_NEITHER.get(name, ())):
                connection.execute(text(f"DELETE FROM source.{each}"))
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text("DELETE FROM dashboard.health_snapshot"))
            connection.execute(text("DELETE FROM dashboard.health_saving"))
        refresh_all(as_of=PAGES_AS_OF)
        forget_reads()
        yield
    forget_reads()
