"""What the demo puts into the databases keeps to every rule of the contract."""

import pytest
from sqlalchemy import Table, inspect, text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.demo.plan import Plan

pytestmark = pytest.mark.slow

TABLES = [
    pytest.param(database, table, id=f"{database}-{table.name}")
    for database, metadata in SOURCES.items()
    for table in metadata.sorted_tables
]


WITHOUT_ROWS = {
    "membership_spell": "spells are derived from the dues",
    "state_law": "nothing is shipped that no person verified",
}
"""Optional tables that the demo leaves empty, and why."""

WITHOUT_VALUES: dict[str, set[str]] = {}


@pytest.mark.parametrize(("database", "table"), TABLES)
def test_every_table_has_rows(organization: Plan, database: str, table: Table) -> None:
    with engines.owner(database).connect() as connection:
        rows = connection.scalar(text(f"SELECT count(*) FROM {table.fullname}"))
    assert bool(rows) is (table.name not in WITHOUT_ROWS)


@pytest.mark.parametrize(("database", "table"), TABLES)
def test_every_column_is_known_somewhere(organization: Plan, database: str, table: Table) -> None:
    unknown = WITHOUT_VALUES.get(table.name, set())
    if table.name in WITHOUT_ROWS:
        unknown = {column.name for column in table.columns}
    counts = ", ".join(f"count({c.name})" for c in table.columns)
    with engines.owner(database).connect() as connection:
        values = connection.execute(text(f"SELECT {counts} FROM {table.fullname}")).one()
    empty = {c.name for c, count in zip(table.columns, values, strict=True) if not count}
    assert empty == unknown


@pytest.mark.parametrize(("database", "table"), TABLES)
def test_every_key_that_is_referred_to_is_there(
    organization: Plan, database: str, table: Table
) -> None:
    # COPY runs without foreign keys; here each is checked.
    with engines.owner(database).connect() as connection:
        for key in table.foreign_keys:
            parent, child = key.column, key.parent
            lost = connection.scalar(
                text(
                    f"SELECT count(*) FROM {table.fullname} c WHERE c.{child.name} IS NOT NULL"
                    f" AND NOT EXISTS (SELECT FROM {parent.table.fullname} p"
                    f" WHERE p.{parent.name} = c.{child.name})"
                )
            )
            assert lost == 0, f"{table.name}.{child.name}"


def test_committees_and_partners_of_incidents_are_those_of_the_membership(
    organization: Plan,
) -> None:
    # The two databases are never joined, so no key of the database holds this.
    referring = (
        ("incident", "committee_id", "committee"),
        ("response", "committee_id", "committee"),
        ("deportation_case", "lead_partner_id", "partner"),
    )
    for table, column, parent in referring:
        key = "partner_id" if parent == "partner" else column
        with engines.owner("membership").connect() as connection:
            keys = set(connection.scalars(text(f"SELECT {key} FROM source.{parent}")))
        with engines.owner("incidents").connect() as connection:
            references = set(connection.scalars(text(f"SELECT {column} FROM source.{table}")))
        assert references - {None} <= keys
        assert references - {None}


def test_nothing_happens_after_the_data_end(organization: Plan) -> None:
    # Days that may lie ahead: what is covered, certified, aimed at.
    ahead = {"covers_to", "certified_until", "target_on", "in_force_until"}
    for database, metadata in SOURCES.items():
        with engines.owner(database).connect() as connection:
            connection.execute(text("SET timezone = 'America/Chicago'"))
            for table in metadata.sorted_tables:
                days = [
                    c.name
                    for c in table.columns
                    if str(c.type) in ("DATE", "TIMESTAMP") and c.name not in ahead
                ]
                latest = ", ".join(f"max({name})::date" for name in days)
                newest = connection.execute(text(f"SELECT {latest} FROM {table.fullname}")).one()
                for name, day in zip(days, newest, strict=True):
                    assert day is None or day < organization.as_of, f"{table.name}.{name}"


def test_what_is_personal_is_plainly_invented(organization: Plan) -> None:
    invented = {
        "given_name": "^member$",
        "family_name": "^[0-9]{7}$",
        "email": "^member-[0-9]{7}@example[.]org$",
        "phone": "^555-01[0-9]{2}$",
        "postal_code": "^00000$",
        "alien_number": "^A-000-0[0-9]{5}$",
        "address": "^invented address [0-9]+$",
        "notes": "^invented note [0-9]+$",
        "reporter": "^invented reporter [0-9]+$",
        "caller": "^invented caller [0-9]+$",
        "name": "^invented name [0-9]+$",
    }
    personal = set()
    for database, metadata in SOURCES.items():
        with engines.owner(database).connect() as connection:
            for table in metadata.sorted_tables:
                for column in table.columns:
                    if not column.info.get("personal") or str(column.type) != "TEXT":
                        continue
                    personal.add(column.name)
                    odd = text(
                        f"SELECT count(*) FROM {table.fullname}"
                        f" WHERE {column.name} IS NULL OR {column.name} !~ :pattern"
                    )
                    assert connection.scalar(odd, {"pattern": invented[column.name]}) == 0
    assert personal == set(invented)


def test_an_incident_is_nowhere_nearer_than_its_city(organization: Plan) -> None:
    # The shipped centres have four decimals; an incident has two.
    finer = (
        "SELECT count(*) FROM source.incident WHERE latitude <> round(latitude::numeric, 2)"
        " OR longitude <> round(longitude::numeric, 2)"
    )
    with engines.owner("incidents").connect() as connection:
        assert connection.scalar(text(finer)) == 0


def test_the_statistics_are_gathered(organization: Plan) -> None:
    with engines.owner("membership").connect() as connection:
        assert "member" in inspect(connection).get_table_names("source")
        estimate = text("SELECT reltuples FROM pg_class WHERE oid = 'source.member'::regclass")
        assert connection.scalar(estimate) == organization.members
