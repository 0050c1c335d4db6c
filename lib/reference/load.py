"""Put the shipped regions, states and places into the source databases."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.dialects.postgresql import insert

from lib.data import engines
from lib.data.contract import SOURCES, source_table
from lib.reference.catalogue import Place, Region, State, places, regions, states


def load_places(
    connection: Connection, database: str, at: datetime | None = None
) -> dict[str, int]:
    """Add the regions, states and (to the membership database) places that are not there yet.

    A row that is there stays as it is. Regions are added only where there is none at all, and
    states and places only inside a region or state that is there, so what an organization redrew
    is not drawn back. A table that the organization provides as a view is left alone.

    :param connection: the owner's connection, in a transaction.
    :param at: the ``updated_at`` of the rows added; now if null.
    :returns: rows added by table name.
    """
    added = {"region": 0}
    region = source_table(database, "region")
    if connection.execute(select(region.c.region_id).limit(1)).first() is None:
        added["region"] = _add(connection, region, regions(), at)
    in_region = _present(connection, region, "region_id")
    state = source_table(database, "state")
    inside = [s for s in states() if s.region_id in in_region]
    added["state"] = _add(connection, state, inside, at)
    if "source.place" in SOURCES[database].tables:
        in_state = _present(connection, state, "state_fips")
        place = source_table(database, "place")
        lying = [p for p in places() if p.state_fips in in_state]
        added["place"] = _add(connection, place, lying, at)
    return added


def load_all_places() -> dict[str, dict[str, int]]:
    """Add them to both source databases; see :func:`load_places`.

    :returns: rows added, by database and table name.
    """
    added = {}
    for database in SOURCES:
        with engines.owner(database).begin() as connection:
            added[database] = load_places(connection, database)
    return added


def _present(connection: Connection, table: Table, column: str) -> set[str]:
    return set(connection.scalars(select(table.c[column])))


def _add(
    connection: Connection,
    table: Table,
    rows: Iterable[Region | State | Place],
    at: datetime | None,
) -> int:
    written = {"updated_at": at} if at else {}
    values = [asdict(row) | written for row in rows]
    if not values or table.name in inspect(connection).get_view_names(table.schema):
        return 0
    statement = insert(table).on_conflict_do_nothing().returning(table.primary_key.columns[0])
    return len(connection.execute(statement, values).all())
