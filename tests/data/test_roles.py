"""What the roles of the app can do, asked of the catalogue and tried out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from lib.data import engines
from lib.data.contract import DATABASES, DERIVED, SOURCES
from lib.data.refresh import refresh_all
from lib.data.role_names import USUAL
from tests.conftest import empty_tables
from tests.data.rows import Rows
from tests.data.saved import Saved

APP_ROLES = (USUAL.reader, USUAL.publisher, USUAL.public_reader)


def query(database: str, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with engines.owner(database).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), parameters)]


@pytest.mark.parametrize("database", SOURCES)
@pytest.mark.parametrize("role", APP_ROLES)
def test_no_column_of_any_source_relation_is_open_to_the_app(
    clean: object, database: str, role: str
) -> None:
    columns = query(
        database,
        "SELECT c.relname, a.attname, has_column_privilege(:role, c.oid, a.attnum, 'SELECT')"
        " OR has_column_privilege(:role, c.oid, a.attnum, 'INSERT')"
        " OR has_column_privilege(:role, c.oid, a.attnum, 'UPDATE')"
        " OR has_column_privilege(:role, c.oid, a.attnum, 'REFERENCES')"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
        " WHERE c.relnamespace = 'source'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND a.attnum > 0",
        role=role,
    )
    contract = {(t.name, c.name) for t in SOURCES[database].sorted_tables for c in t.columns}
    assert {(table, column) for table, column, _ in columns} == contract
    assert [(table, column) for table, column, is_open in columns if is_open] == []


@pytest.mark.parametrize("database", SOURCES)
@pytest.mark.parametrize("role", APP_ROLES)
def test_no_source_relation_can_be_emptied_or_entered(
    clean: object, database: str, role: str
) -> None:
    open_tables = query(
        database,
        "SELECT relname FROM pg_class WHERE relnamespace = 'source'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND has_table_privilege(:role, oid, 'DELETE, TRUNCATE, TRIGGER')",
        role=role,
    )
    assert open_tables == []
    assert query(database, "SELECT has_schema_privilege(:role, 'source', 'USAGE')", role=role) == [
        (False,)
    ]


def test_a_personal_column_is_refused_to_the_reader(rows: Rows) -> None:
    rows("membership", "member", {"email": "ana@example.org"})
    with engines.reader("membership").connect() as connection:
        for statement in (
            "SELECT email FROM source.member",
            "SELECT count(email) FROM source.member",
            "SELECT 1 FROM source.member WHERE email LIKE 'a%'",
        ):
            with pytest.raises(DBAPIError, match="permission denied"), connection.begin_nested():
                connection.execute(text(statement))


@pytest.mark.parametrize("database", SOURCES)
def test_every_rollup_has_row_security_enabled_and_forced(clean: object, database: str) -> None:
    tables = query(
        database,
        "SELECT relname, relrowsecurity AND relforcerowsecurity, relowner::regrole::text,"
        " ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1)"
        " FROM pg_class c WHERE relnamespace = 'rollup'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1",
    )
    assert tables == [
        (name, True, USUAL.owner, ["owner", "scope"])
        for name in sorted(t.name for t in DERIVED[database].sorted_tables)
    ]


@pytest.mark.parametrize("database", SOURCES)
@pytest.mark.parametrize(
    ("role", "may_read"),
    [(USUAL.reader, True), (USUAL.publisher, True), (USUAL.public_reader, False)],
)
def test_rollups_are_read_only_and_closed_to_the_public(
    clean: object, database: str, role: str, may_read: bool
) -> None:
    rights = query(
        database,
        "SELECT DISTINCT has_table_privilege(:role, oid, 'SELECT'),"
        " has_table_privilege(:role, oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
        " FROM pg_class WHERE relnamespace = 'rollup'::regnamespace AND relkind = 'r'",
        role=role,
    )
    assert rights == [(may_read, False)]


@pytest.mark.parametrize("role", APP_ROLES)
def test_no_role_of_the_app_stands_above_the_policies(clean: object, role: str) -> None:
    rights = query(
        "membership",
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " pg_has_role(rolname, :owner, 'MEMBER') FROM pg_roles WHERE rolname = :role",
        role=role,
        owner=USUAL.owner,
    )
    assert rights == [(False,) * 6]


@pytest.mark.slow
def test_the_reader_can_neither_become_the_owner_nor_switch_row_security_off(rows: Rows) -> None:
    rows("membership", "committee")
    refresh_all()
    with engines.reader("membership").connect() as connection:
        with pytest.raises(DBAPIError, match="permission denied to set role"):
            connection.execute(text(f"SET ROLE {USUAL.owner}"))
        connection.rollback()
        connection.execute(text("SET LOCAL row_security = off"))
        with pytest.raises(DBAPIError, match="would be affected by row-level security"):
            connection.execute(text("SELECT count(*) FROM rollup.committee"))


def _pay_dues(rows: Rows, committee: str) -> None:
    """Six members, the fewest that are told of, joined and paid; one left off after two months."""
    for number in range(6):
        member = f"payer_{committee}_{number}"
        joined = {"committee_id": committee, "tier_id": "standard", "joined_on": "2023-10-01"}
        rows("membership", "member", {"member_id": member, **joined})
        for month in ("2023-10", "2023-11", "2023-12", "2024-01", "2024-02")[: 5 if number else 2]:
            paid = {"paid_on": f"{month}-01", "covers_from": f"{month}-01"}
            rows(
                "membership",
                "dues_payment",
                {"member_id": member, **paid, "covers_to": f"{month}-28"},
            )


@pytest.fixture(scope="module")
def made(databases: Path) -> Saved:
    """Activity in three regions and in none, so that every rollup of both databases has rows."""
    empty_tables()
    _fill(Rows())
    refresh_all(as_of=date(2024, 3, 1))
    return Saved()


@pytest.fixture
def filled(made: Saved, clean: Path) -> None:
    """Databases as they were :func:`made`."""
    made.put_back()


def _fill(rows: Rows) -> None:
    for fips in ("04", "13", "17"):
        place, committee, member = f"p{fips}", f"c{fips}", f"m{fips}"
        rows("membership", "place", {"place_id": place, "state_fips": fips})
        rows("membership", "committee", {"committee_id": committee, "place_id": place})
        rows("membership", "member", {"member_id": member, "committee_id": committee})
        rows("membership", "county", {"county_fips": f"{fips}001", "state_fips": fips})
        rows("membership", "jurisdiction_policy", {"state_fips": fips})
        rows("membership", "support_visit", {"committee_id": committee})
        rows("membership", "support_request", {"committee_id": committee})
        rows("membership", "resource_use", {"committee_id": committee})
        # Can't be right, so counted among what was left out.
        rows("membership", "support_visit", {"committee_id": committee, "hours": -1})
        rows("incidents", "incident", {"incident_id": f"i{fips}", "state_fips": fips})
        rows("membership", "campaign", {"campaign_id": f"k{fips}", "committee_id": committee})
        rows("membership", "campaign_stage", {"campaign_id": f"k{fips}"})
        rows("membership", "state_law", {"state_fips": fips})
        _pay_dues(rows, committee)
        region = {"04": "southwest", "13": "southeast", "17": "midwest"}[fips]
        said = {"published_on": "2024-01-08", "reach": 100, "engagements": 5}
        rows("membership", "message", {"region_id": region, **said})
        rows("membership", "message", {"region_id": region, **said, "channel": "earned_media"})
    hubs = (("one", "p04"), ("other", None))
    rows("membership", "message", {"channel": "earned_media"})  # for everyone
    rows(
        "membership",
        "partner",
        *({"partner_id": each, "is_hub": True, "place_id": place} for each, place in hubs),
    )
    rows("membership", "partner_place", {"partner_id": "other", "place_id": "p04"})
    rows("membership", "partner_tie", {"partner_id": "one", "other_partner_id": "other"})
    rows("incidents", "deportation_case", {"state_fips": "04"}, {})
    # Three partners lead five each: fewer of either are not told.
    led = {"state_fips": "04", "opened_on": "2023-04-01"}
    rows("incidents", "deportation_case", *({**led, "lead_partner_id": p} for p in "abc" * 5))
    learners: tuple[tuple[str | None, str | None], ...] = (
        ("m04", "c04"),
        ("m13", "c13"),
        ("m17", "c17"),
        (None, None),
    )
    for who, where in learners:
        done = {"started_on": "2024-01-09", "completed_on": "2024-02-01"}
        rows("membership", "enrollment", {"member_id": who, "committee_id": where, **done})
    rows("membership", "member", {"committee_id": None}, {"state_fips": "04"})
    reported = {"reported_at": "2024-01-03 18:00+00", "verified_at": "2024-01-03 18:09+00"}
    rows("incidents", "incident", {"incident_id": "i0", **reported})
    rows("incidents", "incident", {"state_fips": "04", **reported})
    for incident in ("i04", "i13", "i17", "i0"):
        rows("incidents", "response", {"incident_id": incident})
    calls: tuple[str | None, ...] = ("04", "13", "17", None)
    rows(
        "incidents", "hotline_call", *({"state_fips": fips, "language": "es"} for fips in calls * 5)
    )
    rows("incidents", "response", {"incident_id": "i04", "responders": -1})
    # Of the last two weeks and without a response; and a national mobilization: of each region.
    for fips, region in (("04", "southwest"), ("13", "southeast"), ("17", "midwest"), (None, None)):
        lately = {"state_fips": fips, "reported_at": "2024-02-28 18:00+00"}
        rows("incidents", "incident", {**lately, "occurred_at": "2024-02-28 17:00+00"})
        rows("incidents", "mobilization", {"region_id": region, "is_national": True})


CATALOGUES = {
    "rollup.tool",
    "rollup.region",
    "rollup.state",
    "rollup.course",
    "rollup.membership_tier",
    "rollup.press_for_all",
    "rollup.mobilization_for_all",
    "rollup.refresh",
    "rollup.flagged_rule",
}
"""What any scope shows whole; a rollup that joins them must be without anyone's activity."""

PUBLISHERS = {"rollup.public_input"}
"""What no scope shows to the app."""

NATIONS = {"rollup.case_duration"}
"""What tells of the whole nation alone, in the region that only who sees all of it sees."""


def rollups(database: str) -> Iterator[tuple[str, bool]]:
    """Each rollup's name, and whether its rows belong to a region."""
    for table in DERIVED[database].sorted_tables:
        yield table.fullname, table.fullname not in CATALOGUES


def counts(connection: Connection, database: str) -> dict[str, int]:
    return {
        name: connection.scalars(text(f"SELECT count(*) FROM {name}")).one()
        for name, _ in rollups(database)
    }


def regions(connection: Connection, database: str) -> set[str]:
    """Every region of which the connection sees a row in any rollup."""
    return {
        region
        for name, has_region in rollups(database)
        if has_region
        for region in connection.scalars(text(f"SELECT DISTINCT region_id FROM {name}"))
    }


def scope(connection: Connection, setting: str) -> None:
    connection.execute(text("SELECT set_config('app.regions', :s, true)"), {"s": setting})


@pytest.mark.parametrize("database", SOURCES)
def test_without_a_scope_no_rollup_shows_a_row(filled: None, database: str) -> None:
    with engines.owner(database).connect() as everything:
        without = {name for name, rows in counts(everything, database).items() if not rows}
        assert without == set()
    with engines.reader(database).connect() as connection:
        nothing = dict.fromkeys((name for name, _ in rollups(database)), 0)
        assert counts(connection, database) == nothing  # never set
        scope(connection, "")
        assert counts(connection, database) == nothing  # set to nothing
        connection.commit()
        scope(connection, "southwest")
        empty = {name for name, n in counts(connection, database).items() if not n}
        assert empty - NATIONS == PUBLISHERS
        connection.rollback()
        assert counts(connection, database) == nothing  # set, and taken back


SHOWN: dict[str, set[str]] = {
    "southwest": {"southwest"},
    "southwest,southeast": {"southwest", "southeast"},
    "unknown": {"unknown"},
    "southwest,nowhere": {"southwest"},
    "south%": set(),  # no pattern
    "*": set(),  # no wildcard
    "'southwest'": set(),
    "southwest, southeast": {"southwest"},  # the second has a space before it
}
"""Settings, and the regions of the rows that each shows."""


@pytest.mark.slow
@pytest.mark.parametrize("database", SOURCES)
def test_a_scope_shows_its_regions_and_no_others(filled: None, database: str) -> None:
    shown = {}
    for setting in SHOWN:
        with engines.reader(database).connect() as connection:
            scope(connection, setting)
            shown[setting] = regions(connection, database)
    assert shown == SHOWN


def test_a_pooled_connection_carries_no_scope_to_the_next_reader(filled: None) -> None:
    backends = set()
    for setting, expected in (
        ("southwest", {"southwest"}),
        ("southeast", {"southeast"}),
        (None, set()),
        ("southwest,unknown", {"southwest", "unknown"}),
        (None, set()),
    ):
        with engines.reader("membership").connect() as connection:
            backends.add(connection.scalar(text("SELECT pg_backend_pid()")))
            if setting is not None:
                scope(connection, setting)
            assert regions(connection, "membership") == expected
            if setting == "southeast":
                connection.commit()  # also after a commit instead of the pool's rollback
    assert len(backends) == 1, "it was one connection all along"


def test_the_app_reads_as_the_reader(clean: object) -> None:
    for database in DATABASES:
        with engines.reader(database).connect() as connection:
            assert connection.scalar(text("SELECT current_user")) == USUAL.reader
