"""Put the shipped facts into the source databases."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, delete, inspect, select
from sqlalchemy.dialects.postgresql import insert

from lib.data import engines
from lib.data.contract import SOURCES, source_table
from lib.reference.catalogue import (
    Agreement,
    County,
    agreements_287g,
    counties,
    places,
    regions,
    states,
)
from lib.reference.names import folded
from lib.reference.vintages import changes

Row = dict[str, Any]

CENSUS = "US Census Bureau, American Community Survey, by the R package usdata; points: GeoNames"
POPULATION_AS_OF = HOUSEHOLDS_AS_OF = date(2019, 12, 31)
"""End of the five years 2015 to 2019."""
FOREIGN_BORN_AS_OF = date(2010, 12, 31)
"""End of the five years 2006 to 2010: the newest shares by county that are shipped."""
LISTED_BY = "ICE, list of participating 287(g) agencies"
PENDING_BY = "ICE, list of pending 287(g) agencies"
LISTED_BEFORE = "ICE, list of 287(g) agencies, collected by 287g-watch"
"""The source of the list of 3 July 2025 as it was shipped alone, by agencies of other names."""
ON_THE_LIST = {
    "task_force": "task force model",
    "warrant_service_officer": "warrant service officer",
    "jail_enforcement": "jail enforcement model",
}
"""What ICE's list calls the models, as :func:`lib.reference.names.folded`."""


def load_places(
    connection: Connection, database: str, at: datetime | None = None
) -> dict[str, int]:
    """Add the regions, states and (to the membership database) places, counties and agreements.

    A row that is there stays as it is. Regions and 287(g) agreements are added only where there is
    none at all (or only the older list that was shipped, which goes), and states, places and
    counties only inside a region or state that is there, so what an organization redrew is not
    drawn back. A table that the organization provides as a view
    is left alone.

    :param connection: the owner's connection, in a transaction.
    :param at: the ``updated_at`` of the rows added; now if null.
    :return: rows added by table name.
    """
    load = _Load(connection, database, {"updated_at": at} if at else {})
    added = {"region": 0}
    if load.lacks("region"):
        added["region"] = load.add("region", (asdict(r) for r in regions()))
    in_region = load.present("region", "region_id")
    added["state"] = load.add("state", (asdict(s) for s in states() if s.region_id in in_region))
    if "source.place" not in SOURCES[database].tables:
        return added
    in_state = load.present("state", "state_fips")
    for table, rows in (
        ("place", [asdict(place) for place in places()]),
        ("county", [county_row(each) for each in _counties(load.present("county", "county_fips"))]),
    ):
        added[table] = load.add(table, (row for row in rows if row["state_fips"] in in_state))
    added["jurisdiction_policy"] = 0
    load.leave_older_list()
    if load.lacks("jurisdiction_policy", "policy", "287g%"):
        policies = [policy_row(agreement) for agreement in agreements_287g()]
        policies_inside = (row for row in policies if row["state_fips"] in in_state)
        added["jurisdiction_policy"] = load.add("jurisdiction_policy", policies_inside)
    return added


def load_all_places() -> dict[str, dict[str, int]]:
    """Add them to both source databases; see :func:`load_places`.

    :return: rows added, by database and table name.
    """
    added = {}
    for database in SOURCES:
        with engines.owner(database).begin() as connection:
            added[database] = load_places(connection, database)
    return added


def county_row(county: County) -> Row:
    """A row of ``source.county``: people out of the shares of 2019, and of 2010 where none is
    newer, of the people of 2019.
    """
    return {
        "county_fips": county.county_fips,
        "state_fips": county.county_fips[:2],
        "name": county.name,
        "latitude": county.latitude,
        "longitude": county.longitude,
        "population": county.population,
        "latino_population": _part(county.population, county.latino_percent),
        "foreign_born_population": _part(county.population, county.foreign_born_percent),
        "spanish_speaking_percent": county.spanish_speaking_percent,
        "limited_english_percent": county.limited_english_percent,
        "population_as_of": POPULATION_AS_OF,
        "foreign_born_as_of": FOREIGN_BORN_AS_OF,
        "households_as_of": HOUSEHOLDS_AS_OF,
        "source": CENSUS,
    }


def policy_row(agreement: Agreement) -> Row:
    """A row of ``source.jurisdiction_policy``: in force, ended, or applied for.

    The keys are those of the mappings ``ice_287g.toml`` and ``ice_287g_pending.toml``: a list of
    ICE's that is imported goes on where this one ends. Of an agreement that a newer list leaves out
    nobody knows the last day; it counts as in force until the day before that list.
    """
    name = _state_names()[agreement.state_fips]
    words = (name, agreement.agency, ON_THE_LIST[agreement.model])
    prefix = "pending-287g" if agreement.is_pending else "287g"
    newest = _newest_list()
    is_over = agreement.last_listed_on < newest
    return {
        "policy_id": "-".join([prefix, *map(folded, words)]),
        "state_fips": agreement.state_fips,
        "county_fips": agreement.county_fips,
        "policy": f"{'pending_' if agreement.is_pending else ''}287g_{agreement.model}",
        "in_force_from": agreement.signed_on,
        "in_force_until": newest - timedelta(days=1) if is_over else None,
        "source": PENDING_BY if agreement.is_pending else LISTED_BY,
        "as_of": agreement.last_listed_on,
        "first_listed_on": agreement.first_listed_on,
        "last_listed_on": agreement.last_listed_on,
    }


@cache
def _newest_list() -> date:
    """The day of the newest list of which agreements are shipped."""
    return max(agreement.last_listed_on for agreement in agreements_287g())


@cache
def _state_names() -> dict[str, str]:
    return {state.state_fips: state.name for state in states()}


def _counties(present: Collection[str]) -> Iterator[County]:
    """The counties but those of which another year's are there, so that nobody counts twice."""
    left_out = {
        change.ended for change in changes() if any(code in present for code in change.began)
    }
    return (county for county in counties() if county.county_fips not in left_out)


def _part(population: int, percent: float | None) -> int | None:
    return None if percent is None else round(population * percent / 100)


class _Load:
    """Adds rows to the tables of one source database."""

    def __init__(self, connection: Connection, database: str, defaults: Row):
        self._connection = connection
        self._database = database
        self._defaults = defaults

    def _table(self, name: str) -> Table:
        return source_table(self._database, name)

    def present(self, table: str, column: str) -> set[str]:
        return set(self._connection.scalars(select(self._table(table).c[column])))

    def lacks(self, name: str, column: str | None = None, like: str = "") -> bool:
        table = self._table(name)
        query = select(*table.primary_key.columns).limit(1)
        if column:
            query = query.where(table.c[column].like(like))
        return self._connection.execute(query).first() is None

    def leave_older_list(self) -> None:
        """Take away the list of 3 July 2025 that was shipped, if there is no other one."""
        table = self._table("jurisdiction_policy")
        is_agreement = table.c.policy.like("287g%")
        sources = set(self._connection.scalars(select(table.c.source).where(is_agreement)))
        if sources == {LISTED_BEFORE} and not self._is_view(table):
            self._connection.execute(delete(table).where(is_agreement))

    def _is_view(self, table: Table) -> bool:
        return table.name in inspect(self._connection).get_view_names(table.schema)

    def add(self, name: str, rows: Iterable[Row]) -> int:
        table = self._table(name)
        values = [row | self._defaults for row in rows]
        if not values or self._is_view(table):
            return 0
        statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
        return len(self._connection.execute(statement, values).all())
