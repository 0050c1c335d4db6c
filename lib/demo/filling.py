"""Put the invented organization into the two source databases: all of it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import Any

import pyarrow.csv as arrow_csv
from sqlalchemy import Connection, text, update

from lib.data import engines
from lib.data.contract import SOURCES, source_table
from lib.demo.columns import Batch
from lib.demo.empty import first_filled
from lib.demo.generation import Organization, generate, invent
from lib.demo.plan import DemoError, Plan
from lib.reference import places, states
from lib.reference.load import load_places

Progress = Callable[[float], None]
"""Called with the share of the work that is done, from 0 to 1."""

GAPS = 40
"""Places marked as an anticipated gap: the largest by Latino population without a committee."""


def make(
    members: int = 40_000,
    seed: int = 7,
    committees: int = 120,
    *,
    plan: Plan | None = None,
    progress: Progress | None = None,
    databases: tuple[str, ...] = tuple(SOURCES),
) -> None:
    """Fill both source databases with the invented organization of a plan.

    Streamed through COPY, in one transaction in each database: whatever goes wrong, both are as
    they were, unless it does between the two ends. Rollups are not refreshed.

    :param plan: instead of the three numbers, with a day of its own.
    :param databases: those to fill, where the other has its part already.
    :raises DemoError: if a number is out of range, or there are rows already.
    """
    organization = invent(plan or Plan(members, seed, committees))
    filled_table = first_filled(databases)
    if filled_table:
        raise DemoError(
            f"demo: {filled_table} has rows already; the demo fills empty databases only"
            " (for another demo, give it another data directory)"
        )
    report = progress or (lambda _: None)
    with ExitStack() as stack:
        connections = {
            database: stack.enter_context(engines.owner(database).begin()) for database in databases
        }
        for database, connection in connections.items():
            _prepare(connection, database, organization)
        for batch, share in _with_share(organization):
            if batch.database in connections:
                _copy(connections[batch.database], batch)
            report(share)
        for database, connection in connections.items():
            _finish(connection, database)
    report(1.0)


def _prepare(connection: Connection, database: str, organization: Organization) -> None:
    connection.execute(text("SET LOCAL synchronous_commit = off"))
    if connection.scalar(text("SELECT current_setting('is_superuser')")) == "on":
        # Every key that is referred to was made here; checking millions of them takes minutes.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    load_places(connection, database, at=organization.period.beginning)
    _require_places(connection, database)
    if database == "membership":
        _mark_places(connection, organization)


def _require_places(connection: Connection, database: str) -> None:
    """Refuse a database whose regions were redrawn: the demo needs the plan's."""
    present_states = {
        (fips, region)
        for fips, region in connection.execute(
            text("SELECT state_fips, region_id FROM source.state")
        )
    }
    missing = {(s.state_fips, s.region_id) for s in states()} - present_states
    if missing:
        raise DemoError(
            f"demo: the regions of the {database} database were redrawn; the demo needs the plan's"
            " regions and all states in them"
        )


def _mark_places(connection: Connection, organization: Organization) -> None:
    with_committee = set(organization.network.place.tolist())
    without_committee = sorted(
        (i for i in range(len(places())) if i not in with_committee),
        key=lambda i: -places()[i].latino_population,
    )
    place = source_table("membership", "place")
    for column, indexes in (
        ("has_presence", sorted(with_committee)),
        ("has_anticipated_gap", without_committee[:GAPS]),
    ):
        ids = [places()[i].place_id for i in indexes]
        connection.execute(update(place).where(place.c.place_id.in_(ids)).values({column: True}))


def _with_share(organization: Organization) -> Iterator[tuple[Batch, float]]:
    """Each batch, with the share that is done after it: members make up nearly all of the work."""
    members_done = 0
    for batch in generate(organization):
        if batch.table == "member":
            members_done += batch.rows.num_rows
        yield batch, 0.98 * members_done / organization.plan.members


def _copy(connection: Connection, batch: Batch) -> None:
    buffer = BytesIO()
    arrow_csv.write_csv(batch.rows, buffer, arrow_csv.WriteOptions(include_header=False))
    buffer.seek(0)
    columns = ", ".join(batch.rows.column_names)
    # Arrow quotes every text and leaves a null bare, as COPY's CSV wants it.
    statement = f"COPY source.{batch.table} ({columns}) FROM STDIN (FORMAT csv)"
    cursor: Any = connection.connection.cursor()
    with cursor:
        cursor.copy_expert(statement, buffer)


def _finish(connection: Connection, database: str) -> None:
    for table in SOURCES[database].sorted_tables:
        connection.execute(text(f"ANALYZE {table.fullname}"))
