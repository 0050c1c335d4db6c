"""Organizations that keep less than others: each lacks the rows of a source table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.refresh import health_saving, refresh
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


TOGETHER = (
    ("incidents.hotline_call", "membership.support_visit", "membership.campaign"),
    ("incidents.deportation_case", "membership.course", "membership.partner_place"),
    ("incidents.mobilization", "membership.membership_tier", "membership.message"),
    ("incidents.response", "membership.partner", "membership.state_law"),
    ("incidents.incident", "membership.enrollment", "membership.campaign_stage"),
    ("membership.jurisdiction_policy", "membership.support_request"),
    # No map or list that counts by county has the ties of partners or the use of tools.
    (
        *("membership.county", "membership.dues_payment"),
        *("membership.partner_tie", "membership.resource_use"),
    ),
    ("membership.gathering", "membership.membership_spell"),
    ("membership.role_term", "membership.resource"),
)
"""Tables of which no figure counts two, forgotten at once: what is said of one hides no other."""
LACKS = [*TOGETHER, *((name,) for name in TABLES if not any(name in group for group in TOGETHER))]
"""What each organization that is tried lacks; each table comes once."""


def emptied(lacks: tuple[str, ...]) -> set[tuple[str, str]]:
    """The database and name of each table that has no row where an organization lacks some.

    :param lacks: ``("membership.member",)``.
    """
    pairs = [tuple(name.split(".")) for name in lacks]
    pairs += [(name.split(".")[0], t) for name in lacks for t in WITHOUT_IT_NEITHER.get(name, ())]
    return {(database, table) for database, table in pairs}


class Forgetful:
    """The organization of the pages, which forgets a table at a time and then knows it again."""

    def __init__(self) -> None:
        self._other: set[str] = set()
        """Databases that were last refreshed without one of their tables."""

    @contextmanager
    def without(self, lacks: tuple[str, ...]) -> Iterator[None]:
        """It keeps no such tables: its pages read anew.

        :param lacks: as :func:`emptied`.
        """
        for database, table in emptied(lacks):
            with engines.owner(database).begin() as connection:
                # What refers to it may stay: an organization keeps one table and not the other.
                connection.execute(text(WITHOUT_TRIGGERS))
                connection.execute(text(f"CREATE TABLE kept_{table} AS TABLE source.{table}"))
                connection.execute(text(f"DELETE FROM source.{table}"))
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text("DELETE FROM dashboard.health_snapshot"))
            connection.execute(text("DELETE FROM dashboard.health_saving"))
        databases = {database for database, _table in emptied(lacks)}
        for database in sorted(databases | self._other):
            refresh(database, PAGES_AS_OF)
        self._other = databases
        health_saving.save()
        forget_reads()
        yield
        for database, table in emptied(lacks):
            with engines.owner(database).begin() as connection:
                connection.execute(text(WITHOUT_TRIGGERS))
                connection.execute(text(f"INSERT INTO source.{table} TABLE kept_{table}"))
                connection.execute(text(f"DROP TABLE kept_{table}"))
        forget_reads()


@contextmanager
def forgetful() -> Iterator[Forgetful]:
    """A copy of the organization of the pages that forgets."""
    with using("pages"):
        forget_reads()
        yield Forgetful()
    forget_reads()
