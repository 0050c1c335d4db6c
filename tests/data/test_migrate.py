"""Laying out databases: again and again, in use, and never somebody else's."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.contract import DATABASES
from lib.data.layout import LAYOUT_VERSION, NotOurs
from lib.data.migrate import migrate, migrate_all
from lib.data.refresh import refresh
from lib.data.role_names import USUAL
from lib.data.roles import RoleError
from tests.data.conftest import Configure, alter
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

CATALOGUE = """
SELECT 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod),
    attnotnull::text, col_description(attrelid, attnum), attacl::text
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
WHERE relnamespace::regnamespace::text IN ('source', 'rollup', 'tejido', 'dashboard')
UNION ALL
SELECT 'relation', oid::regclass::text, relowner::regrole::text, relrowsecurity::text,
    relforcerowsecurity::text, obj_description(oid), relacl::text
FROM pg_class
WHERE relnamespace::regnamespace::text IN ('source', 'rollup', 'tejido', 'dashboard')
UNION ALL
SELECT 'policy', polrelid::regclass::text, polname, polroles::regrole[]::text,
    pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid), NULL
FROM pg_policy
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL, NULL
FROM pg_constraint WHERE conrelid <> 0 AND connamespace::regnamespace::text !~ '^(pg_|inf)'
UNION ALL
SELECT 'mark', version::text, migrated_at::text, NULL, NULL, NULL, NULL FROM tejido.layout
"""


def query(database: str, statement: str) -> list[tuple[Any, ...]]:
    with engines.owner(database).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.mark.parametrize("database", DATABASES)
def test_migrating_again_changes_nothing(rows: Rows, database: str) -> None:
    before = set(query(database, CATALOGUE))
    assert len(before) > 20
    migrate(database)
    assert set(query(database, CATALOGUE)) == before


def test_a_database_in_use_can_be_migrated(rows: Rows) -> None:
    rows("membership", "member", {"committee_id": "c1"})
    refresh("membership")
    with engines.reader("membership").connect() as reading:
        # An open transaction that has read every rollup holds its locks meanwhile.
        for (name,) in query(
            "membership", "SELECT tablename FROM pg_tables WHERE schemaname = 'rollup'"
        ):
            reading.execute(text(f"SELECT count(*) FROM rollup.{name}"))
        migrate("membership")
    assert query("membership", "SELECT count(*) FROM source.member") == [(1,)]
    assert query("membership", "SELECT count(*) FROM rollup.committee") == [(1,)]


def test_somebody_elses_database_is_refused_by_name_and_left_alone(scratch: dict[str, URL]) -> None:
    alter(scratch["membership"], "CREATE TABLE invoices (id int)")
    with pytest.raises(NotOurs, match=r"^scratch_membership: is not ours: .*public\.invoices"):
        migrate("membership")
    found = "SELECT nspname FROM pg_namespace WHERE nspname IN ('source', 'rollup', 'tejido')"
    assert query("membership", found) == []


def test_a_schema_source_with_other_tables_is_somebody_elses(scratch: dict[str, URL]) -> None:
    alter(
        scratch["membership"],
        "CREATE SCHEMA source",
        "CREATE TABLE source.member (member_id text)",
        "CREATE TABLE source.ledger (id int)",
    )
    with pytest.raises(NotOurs, match="scratch_membership"):
        migrate("membership")


def test_swapped_databases_are_refused(scratch: dict[str, URL], configure: Configure) -> None:
    migrate_all()
    swapped = {
        "membership": scratch["incidents"],
        "incidents": scratch["membership"],
        "dashboard": scratch["dashboard"],
    }
    configure(swapped, "tejido_reader")
    with pytest.raises(
        NotOurs,
        match="^scratch_incidents: this is the incidents database, not the membership database$",
    ):
        migrate("membership")


def test_a_newer_layout_is_refused(scratch: dict[str, URL]) -> None:
    migrate("dashboard")
    alter(scratch["dashboard"], f"UPDATE tejido.layout SET version = {LAYOUT_VERSION + 1}")
    with pytest.raises(NotOurs, match=f"newer version of Tejido .{LAYOUT_VERSION + 1};"):
        migrate("dashboard")


def test_an_organizations_view_takes_a_tables_place(scratch: dict[str, URL]) -> None:
    migrate("membership")
    alter(
        scratch["membership"],
        "CREATE SCHEMA crm",
        "CREATE TABLE crm.person AS SELECT 'm1'::text AS id, 'at large'::text AS note",
        "DROP TABLE source.member CASCADE",
        "CREATE VIEW source.member AS SELECT id AS member_id, NULL::text AS committee_id,"
        " NULL::text AS state_fips, NULL::text AS tier_id, date '2026-01-01' AS joined_on,"
        " NULL::date AS lapsed_on, timestamptz '2026-01-01' AS updated_at FROM crm.person",
        "GRANT SELECT ON source.member TO tejido_owner",
    )
    migrate("membership")
    kind = "SELECT relkind::text FROM pg_class WHERE oid = 'source.member'::regclass"
    assert query("membership", kind) == [("v",)]
    migrate("dashboard")
    refresh("membership")
    members = "SELECT DISTINCT region_id, members FROM rollup.committee_week"
    assert query("membership", members) == [("unknown", 1)]


def test_a_missing_column_of_a_source_comes_back_and_the_rows_stay(scratch: dict[str, URL]) -> None:
    migrate("membership")
    alter(
        scratch["membership"],
        "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('here', 'Here', 'Aquí')",
        "ALTER TABLE source.region DROP COLUMN is_priority",
    )
    migrate("membership")
    rows = query("membership", "SELECT region_id, is_priority FROM source.region")
    assert rows == [("here", False)]


@pytest.mark.parametrize(
    "change",
    [
        "DROP COLUMN responders",
        # As an older version laid it out: a refresh that does not fill it would fail.
        "ADD COLUMN started bigint NOT NULL",
    ],
)
def test_a_rollup_of_other_columns_is_made_anew_and_secured(
    scratch: dict[str, URL], change: str
) -> None:
    migrate("membership")
    before = set(query("membership", CATALOGUE))
    alter(scratch["membership"], f"ALTER TABLE rollup.committee_week {change}")
    migrate("membership")
    assert set(query("membership", CATALOGUE)) == before


def test_missing_roles_that_cannot_be_made_are_named_with_the_command(
    other_server: URL, configure: Configure
) -> None:
    alter(other_server, "DROP ROLE IF EXISTS plain", "CREATE ROLE plain LOGIN")
    plain = other_server.set(username="plain")
    configure({name: plain.set(database=name) for name in DATABASES}, "plain")
    with pytest.raises(RoleError) as failure:
        migrate("membership")
    for role in USUAL:
        assert f"CREATE ROLE {role} LOGIN NOBYPASSRLS;" in str(failure.value)


def test_views_made_before_the_first_migration_are_adopted(scratch: dict[str, URL]) -> None:
    alter(
        scratch["membership"],
        "CREATE SCHEMA source",
        "CREATE VIEW source.region AS SELECT 'here'::text AS region_id, 'Here'::text AS name_en,"
        " 'Aquí'::text AS name_es, false AS is_priority, now() AS updated_at",
    )
    migrate("membership")
    # The other tables stand beside the view, without a key that would need a table there.
    assert query("membership", "SELECT count(*) FROM source.state") == [(0,)]


def test_a_required_column_that_no_row_could_have_is_asked_for(scratch: dict[str, URL]) -> None:
    migrate("membership")
    alter(
        scratch["membership"],
        "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('here', 'Here', 'Aquí')",
        "ALTER TABLE source.region DROP COLUMN name_es",
    )
    with pytest.raises(NotOurs, match=r"source\.region has rows and lacks .* name_es"):
        migrate("membership")


def test_a_policy_of_another_rule_is_made_anew(scratch: dict[str, URL]) -> None:
    migrate("membership")
    rule = "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = 'scope'"
    before = query("membership", rule)
    alter(
        scratch["membership"],
        "DROP POLICY scope ON rollup.committee",
        "CREATE POLICY scope ON rollup.committee FOR SELECT TO tejido_reader USING (true)",
    )
    assert query("membership", rule) != before
    migrate("membership")
    assert sorted(query("membership", rule)) == sorted(before)
