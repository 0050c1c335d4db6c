"""Priorities where a source table has no row: every view opens, and no data is no zero."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Table, text

from lib.access import demo_accounts
from lib.data import engines
from lib.data.contract import DERIVED, SOURCES, source_table
from lib.data.refresh import health_saving, refresh, refresh_all
from lib.data.scope import Scope
from lib.demo.filling import make
from lib.demo.plan import Plan
from lib.measures.priorities.settings import chosen_weights
from lib.topics.priorities import place_ranks, region_counts
from lib.topics.priorities.places import COUNTED_IN
from tests.pages.conftest import AS_OF, Visit, forget_reads
from tests.templates.copying import using

pytestmark = pytest.mark.slow

PAGE = "national/priorities.py"
VIEWS = ("places", "choose", "scenarios", "regions")
COUNTRY = Scope(("midwest", "northeast", "southeast", "southwest", "unknown", "west"))
SMALL = Plan(members=150, seed=7, committees=12, as_of=AS_OF)

# The figures of the regions that are counted in each table, and unknown without it.
OF_REGIONS = {
    ("incidents", "incident"): {"incidents", "unanswered", "dispatch"},
    ("incidents", "hotline_call"): {"hotline"},
    ("membership", "member"): {"good_standing", "standing_share", "core", "coordinators"},
    ("membership", "committee"): {"met", "strong", "steady", "fragile", "coordinators"},
    ("membership", "enrollment"): {"completed"},
}
EMPTIED = {
    "incidents": ("incident", "response", "hotline_call", "deportation_case"),
    "membership": (
        "county",
        "place",
        "partner",
        "committee",
        "member",
        "membership_tier",
        "dues_payment",
        "role_term",
        "gathering",
        "course",
        "enrollment",
        "support_request",
        "support_visit",
        "jurisdiction_policy",
    ),
}


@pytest.fixture(scope="module")
def organization() -> Iterator[None]:
    """A small organization in place of the pages' own: each table is emptied in turn."""
    with using("migrated"):
        make(plan=SMALL)
        refresh_all(as_of=AS_OF)
        demo_accounts.create()
        forget_reads()
        yield
    forget_reads()


def _resting_on(table: Table) -> list[Table]:
    """A table and those whose rows refer to it: without it they can't be."""
    found = [table]
    for other in table.metadata.sorted_tables:
        if any(key.column.table in found for key in other.foreign_keys):
            found.append(other)
    return found


@contextmanager
def _without(database: str, name: str) -> Iterator[None]:
    tables = _resting_on(source_table(database, name))
    with engines.owner(database).begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in tables:
            connection.execute(text(f"CREATE TABLE kept_{table.name} AS TABLE {table.fullname}"))
            connection.execute(text(f"DELETE FROM {table.fullname}"))
    _clear_snapshots()
    refresh(database, AS_OF)
    health_saving.save()
    forget_reads()
    yield
    with engines.owner(database).begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in tables:
            connection.execute(text(f"INSERT INTO {table.fullname} TABLE kept_{table.name}"))
            connection.execute(text(f"DROP TABLE kept_{table.name}"))


def _clear_snapshots() -> None:
    """Forget what was saved while the tables had rows."""
    with engines.owner("dashboard").begin() as connection:
        for name in ("health_snapshot", "health_saving"):
            connection.execute(
                text(f"DELETE FROM {DERIVED['dashboard'].tables['dashboard.' + name]}")
            )


def _told_of_nothing(database: str, name: str) -> set[str]:
    """The components and the regions' figures that have a number though nothing is recorded."""
    empty = {(database, table.name) for table in _resting_on(source_table(database, name))}
    components = place_ranks.now(COUNTRY, chosen_weights()).components
    known = set(components.loc[components["value"].notna(), "component"])
    told = {str(c) for c, source in COUNTED_IN.items() if source in empty} & known
    regions = region_counts.compared(region_counts.counts_of(COUNTRY))
    for table in empty & set(OF_REGIONS):
        told |= {column for column in OF_REGIONS[table] if regions[column].notna().any()}
    return told


@pytest.mark.parametrize("database", SOURCES)
def test_every_view_opens_and_no_data_is_no_zero(
    organization: None, visit: Visit, database: str
) -> None:
    wrong: list[str] = []
    for name in EMPTIED[database]:
        with _without(database, name):
            for view in VIEWS:
                page = visit(PAGE, "national", view=view)
                problems = [*page.exception, *page.error]
                wrong += [f"{name}, {view}: {problem.value}" for problem in problems]
            wrong += [
                f"{name}: {told} has a number" for told in sorted(_told_of_nothing(database, name))
            ]
    assert not wrong
