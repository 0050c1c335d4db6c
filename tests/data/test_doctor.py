"""Each finding, provoked on a real database, and mended as the finding says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from lib.data import engines
from lib.data.contract import DATABASES, SOURCES
from lib.data.doctor import Finding, Severity, examine, list_flagged, reach, writing
from lib.data.doctor.flags import SENTENCES
from lib.data.layout import LAYOUT_VERSION
from lib.data.migrate import migrate, migrate_all
from lib.data.refresh import refresh, refresh_all
from lib.data.refresh.flagging import rules
from tests.data.conftest import Configure, alter, configured, scratch_databases

pytestmark = pytest.mark.slow

ACTIVITY = (
    "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('here', 'Here', 'Aquí')",
    "INSERT INTO source.state VALUES ('04', 'AZ', 'Arizona', 'here')",
    "INSERT INTO source.place (place_id, name, state_fips, latitude, longitude)"
    " VALUES ('p', 'Tucson', '04', 32.2, -111)",
    "INSERT INTO source.committee (committee_id, name, kind, place_id, status)"
    " VALUES ('c', 'Tucson', 'local', 'p', 'active')",
)


@pytest.fixture(scope="module")
def database(databases: Path) -> Iterator[URL]:
    """A membership database in good health, for the tests of this module to spoil and to mend."""
    with scratch_databases(databases) as urls:
        migrate_all()
        alter(urls["membership"], *ACTIVITY)
        refresh_all()
        yield urls["membership"]


def sentences(findings: list[Finding]) -> list[str]:
    return [finding.what for finding in findings]


def found() -> list[str]:
    return sentences(examine("membership"))


def mend(database: URL, findings: list[Finding]) -> None:
    """Do what the findings say."""
    for finding in findings:
        for command in re.findall(r"[A-Z]+ [^;]*;", finding.mend):
            alter(database, command)
        if "python -m lib migrate" in finding.mend:
            migrate("membership")
        if "python -m lib refresh" in finding.mend:
            refresh("membership")


def test_all_is_well_in_a_healthy_database(database: URL) -> None:
    assert [examine(name) for name in DATABASES] == [[], [], []]


SPOILED: list[tuple[str, list[str]]] = [
    (
        "ALTER ROLE tejido_reader SUPERUSER",
        [
            "the app connects as tejido_reader, whom no policy binds",
            "tejido_reader is a superuser",
        ],
    ),
    ("ALTER ROLE tejido_publisher BYPASSRLS", ["tejido_publisher bypasses row security"]),
    (
        "GRANT tejido_owner TO tejido_reader",
        [
            "the app connects as tejido_reader, an owner",
            "tejido_reader is a member of tejido_owner",
        ],
    ),
    (
        "GRANT SELECT ON source.member TO tejido_reader",
        ["tejido_reader has a privilege on source.member or a column of it"],
    ),
    (
        "GRANT UPDATE (email) ON source.member TO tejido_publisher",
        ["tejido_publisher has a privilege on source.member or a column of it"],
    ),
    (
        "GRANT SELECT (email) ON source.member TO PUBLIC",
        [
            "tejido_public_reader has a privilege on source.member or a column of it",
            "tejido_publisher has a privilege on source.member or a column of it",
            "tejido_reader has a privilege on source.member or a column of it",
        ],
    ),
    (
        "GRANT SELECT ON source.member TO staff; GRANT staff TO tejido_publisher",
        ["tejido_publisher has a privilege on source.member or a column of it"],
    ),
    (
        "GRANT SELECT ON rollup.committee TO tejido_public_reader",
        ["tejido_public_reader has a privilege on rollup.committee or a column of it"],
    ),
    (
        "ALTER TABLE rollup.committee DISABLE ROW LEVEL SECURITY",
        ["row security is not forced on rollup.committee"],
    ),
    (
        "ALTER TABLE rollup.committee NO FORCE ROW LEVEL SECURITY",
        ["row security is not forced on rollup.committee"],
    ),
    (
        "DROP POLICY scope ON rollup.committee",
        ["the policy scope of rollup.committee is missing"],
    ),
    (
        "CREATE POLICY everyone ON rollup.committee USING (true)",
        [
            "a policy everyone that is not Tejido's opens rollup.committee",
            "rollup.committee shows rows outside the reader's scope",
        ],
    ),
    (
        "ALTER POLICY scope ON rollup.committee USING (true)",
        ["rollup.committee shows rows outside the reader's scope"],
    ),
    (
        # Of any scope, as if it were a catalogue.
        "ALTER POLICY scope ON rollup.committee USING (current_setting('app.regions', true) <> '')",
        ["rollup.committee shows rows outside the reader's scope"],
    ),
    (
        "REVOKE SELECT ON rollup.committee FROM tejido_reader",
        ["tejido_reader may not read rollup.committee"],
    ),
    (
        "GRANT INSERT ON rollup.committee TO tejido_reader",
        ["tejido_reader may change rollup.committee"],
    ),
    (
        "ALTER TABLE rollup.committee OWNER TO postgres",
        ["rollup.committee belongs to postgres, not to tejido_owner"],
    ),
    ("DROP TABLE source.message", ["source.message is missing"]),
    ("ALTER TABLE source.message DROP COLUMN reach", ["source.message.reach is missing"]),
    ("DROP TABLE rollup.certificate", ["rollup.certificate is missing"]),
    (
        "ALTER TABLE source.message ALTER reach TYPE text",
        ["source.message.reach is TEXT, which does not fit INTEGER"],
    ),
    (
        "ALTER TABLE source.message ALTER updated_at TYPE timestamp",
        [
            "source.message.updated_at is TIMESTAMP WITHOUT TIME ZONE,"
            " which does not fit TIMESTAMP WITH TIME ZONE"
        ],
    ),
    (
        "REVOKE TEMPORARY ON DATABASE scratch_membership FROM PUBLIC",
        ["tejido_owner may not make temporary tables"],
    ),
    (
        "REVOKE SELECT ON source.message FROM tejido_owner",
        ["tejido_owner may not read source.message"],
    ),
    ("DROP TABLE tejido.layout", ["the database is not laid out"]),
    ("DELETE FROM tejido.layout", ["the layout carries no mark"]),
    (
        "UPDATE tejido.layout SET version = version - 1",
        [f"the layout is of version {LAYOUT_VERSION - 1}, this is version {LAYOUT_VERSION}"],
    ),
    ("DELETE FROM rollup.refresh", ["no refresh has run, so the pages are empty"]),
    (
        "DELETE FROM rollup.refresh WHERE source_table IN ('member', 'course')",
        ["the last refresh did not know course, member"],
    ),
]


@pytest.mark.parametrize(("spoil", "expected"), SPOILED, ids=[spoil for spoil, _ in SPOILED])
def test_what_is_wrong_is_found_and_what_the_finding_says_mends_it(
    database: URL, spoil: str, expected: list[str]
) -> None:
    alter(database, "DROP ROLE IF EXISTS staff", "CREATE ROLE staff")
    try:
        alter(database, *spoil.split("; "))
        findings = examine("membership")
        assert sentences(findings) == expected
        mend(database, findings)
        assert found() == []
    finally:
        alter(database, "DROP OWNED BY staff", "DROP ROLE staff")


def test_a_refresh_of_three_days_ago_is_an_advice_with_its_time(database: URL) -> None:
    alter(database, "UPDATE rollup.refresh SET refreshed_at = timestamptz '2026-03-09 08:00+00'")
    (finding,) = examine("membership")
    assert finding.severity is Severity.ADVICE
    assert finding.what == "the last refresh was at 2026-03-09 08:00 UTC"
    mend(database, [finding])
    assert found() == []


MESSAGE_VIEW = """
CREATE VIEW source.message AS SELECT * FROM (VALUES {rows})
AS v (message_id, channel, region_id, published_on, language, reach, engagements, updated_at)
CROSS JOIN (VALUES (NULL::text, NULL::text, NULL::text))
AS w (incident_id, campaign_id, validator_partner_id)
"""
GOOD = "('1', 'social', 'here', date '2026-01-01', 'es', 1, 1::numeric(9), now())"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (GOOD, []),
        # Any whole number will do, a region need not be known.
        ("('1', 'social'::varchar, NULL, date '2026-01-01', NULL, 1, 1::bigint, now())", []),
        (f"{GOOD}, {GOOD}", ["source.message has rows that share a message_id"]),
        (GOOD.replace("'here'", "'there'"), ["whose region_id is not in source.region"]),
        (GOOD.replace("'social'", "'telepathy'"), ["that break the rule"]),
        (GOOD.replace("date '2026-01-01'", "NULL::date"), ["without published_on"]),
        (
            GOOD.replace("date '2026-01-01'", "'2026-01-01'"),
            ["source.message.published_on is TEXT, which does not fit DATE"],
        ),
        (
            GOOD.replace("1::numeric(9)", "1.5::numeric(9,1)"),
            ["source.message.engagements is NUMERIC(9, 1), which does not fit INTEGER"],
        ),
    ],
)
def test_an_organizations_view_is_held_to_the_contract(
    database: URL, rows: str, expected: list[str]
) -> None:
    alter(
        database,
        "DROP TABLE source.message",
        MESSAGE_VIEW.format(rows=rows),
        "GRANT SELECT ON source.message TO tejido_owner",
    )
    try:
        what = found()
        assert len(what) == len(expected), what
        for sentence, part in zip(what, expected, strict=True):
            assert part in sentence
    finally:
        alter(database, "DROP VIEW source.message")
        migrate("membership")


def test_a_view_may_leave_out_the_personal_columns_and_no_others(database: URL) -> None:
    alter(
        database,
        "CREATE TABLE public.kept (LIKE source.member)",
        "DROP TABLE source.member CASCADE",
        "CREATE VIEW source.member AS SELECT member_id, committee_id, state_fips, tier_id,"
        " joined_on, updated_at FROM public.kept",
        "GRANT SELECT ON source.member TO tejido_owner",
    )
    try:
        assert [(finding.what, finding.mend) for finding in examine("membership")] == [
            (
                "source.member.lapsed_on is missing",
                "give the view a column lapsed_on of type DATE",
            )
        ]
    finally:
        alter(database, "DROP VIEW source.member", "DROP TABLE public.kept")
        migrate("membership")


def test_a_newer_layout_and_another_of_the_three_databases(database: URL) -> None:
    try:
        alter(database, "UPDATE tejido.layout SET version = version + 1")
        assert found() == [
            f"the layout is of the newer version {LAYOUT_VERSION + 1},"
            f" this is version {LAYOUT_VERSION}"
        ]
        alter(database, "UPDATE tejido.layout SET database = 'incidents'")
        (finding,) = examine("membership")
        assert finding.what == "this is the incidents database"
        assert finding.mend.startswith("swap the URLs of incidents and membership")
    finally:
        alter(database, "UPDATE tejido.layout SET database = 'membership', version = version - 1")


UNWRITABLE = [
    (
        "ALTER DATABASE {name} SET default_transaction_read_only = on",
        "ALTER DATABASE {name} RESET default_transaction_read_only",
        "the database takes no changes from the owner",
    ),
    (
        # The rights are there; the table takes nothing.
        "CREATE RULE refuse AS ON INSERT TO dashboard.attempt DO INSTEAD SELECT 1 / 0",
        "DROP RULE refuse ON dashboard.attempt",
        "the app can't write to the database (unexpected, SQLSTATE 22012)",
    ),
]


@pytest.mark.parametrize(("spoil", "mended", "expected"), UNWRITABLE)
def test_accounts_that_nothing_can_be_written_to_are_found(
    database: URL, spoil: str, mended: str, expected: str
) -> None:
    accounts = database.set(database="scratch_dashboard")
    alter(accounts, spoil.format(name=accounts.database))
    engines.forget()
    try:
        assert expected in sentences(examine("dashboard"))
    finally:
        alter(
            accounts,
            "SET default_transaction_read_only = off",
            mended.format(name=accounts.database),
        )
        engines.forget()


def test_what_the_doctor_writes_it_takes_back(database: URL) -> None:
    assert examine("dashboard") == []
    with engines.owner("dashboard").connect() as connection:
        for table in ("attempt", "audit", "session"):
            assert connection.scalar(text(f"SELECT count(*) FROM dashboard.{table}")) == 0


def test_a_standby_is_said_to_take_no_changes(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No standby can be had here: what one answers to an INSERT has the code 25006.
    refused = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '25006'; END $$"
    monkeypatch.setattr(writing, "TRIED", refused)
    assert "the app can't write to the database (read_only, SQLSTATE 25006)" in sentences(
        examine("dashboard")
    )


def test_an_old_server(database: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    # No server older than 14 can be had here, so the bound is moved above the one that runs.
    monkeypatch.setattr(reach, "MINIMUM_VERSION", 990_000)
    (what,) = found()
    assert re.fullmatch(r"the server is PostgreSQL \d\d, older than 99", what)


def test_a_server_that_does_not_answer(database: URL) -> None:
    nowhere = database.set(query={"host": "/tmp/no-server-here"})
    with configured(dict.fromkeys(DATABASES, nowhere), "tejido_reader"):
        findings = examine("membership")
    assert [finding.what for finding in findings] == [
        "the reader can't use the database (down)",
        "the owner can't use the database (down)",
    ]
    assert {finding.mend for finding in findings} == {"start the server, or correct the URL"}


def test_logins_that_are_neither_reader_nor_owner(database: URL) -> None:
    alter(database, "CREATE ROLE plain LOGIN")
    try:
        with configured(dict.fromkeys(DATABASES, database.set(username="plain")), "plain"):
            assert [(f.what, f.mend) for f in examine("membership")] == [
                (
                    "the app connects as plain, who is no reader",
                    "GRANT tejido_reader TO plain;",
                ),
                ("plain can't act as tejido_owner", "GRANT tejido_owner TO plain;"),
            ]
    finally:
        alter(database, "DROP ROLE plain")


def test_an_owner_that_is_not_configured(database: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DATABASES:
        monkeypatch.delenv(f"TEJIDO_OWNERS__{name.upper()}__URL")
    engines.forget()
    try:
        (what,) = found()
        assert what.startswith("configuration: owners.membership.url: is missing")
    finally:
        monkeypatch.undo()
        engines.forget()


def test_a_role_that_is_missing(other_server: URL, configure: Configure) -> None:
    urls = {name: other_server.set(database=name) for name in DATABASES}
    configure(urls, "tejido_reader")
    migrate("membership")
    alter(urls["membership"], "DROP OWNED BY tejido_publisher", "DROP ROLE tejido_publisher")
    assert found() == ["the role tejido_publisher is missing"]
    migrate("membership")
    migrate("dashboard")
    refresh("membership")
    assert found() == []


def test_no_finding_tells_an_address_or_a_statement(database: URL) -> None:
    alter(database, "DROP TABLE source.message")
    try:
        with engines.owner("membership").connect() as connection:
            host = str(connection.scalar(text("SHOW unix_socket_directories")))
        for finding in examine("membership"):
            assert host not in finding.what + finding.mend
            assert "\n" not in finding.what + finding.mend
    finally:
        migrate("membership")


IMPOSSIBLE = (
    # Six gatherings below zero and one of a day to come: 2099-01-01.
    "INSERT INTO source.gathering (gathering_id, committee_id, kind, held_on, attended)"
    " SELECT 'g' || n, 'c', 'meeting', '2026-01-01', -n FROM generate_series(1, 6) AS n",
    "INSERT INTO source.gathering (gathering_id, committee_id, kind, held_on)"
    " VALUES ('later', 'c', 'meeting', '2099-01-01')",
    "INSERT INTO source.member (member_id, email, joined_on, lapsed_on)"
    " VALUES ('m1', 'm1@example.org', '2026-01-02', '2026-01-01')",
)


@pytest.fixture
def impossible(database: URL) -> Iterator[URL]:
    """The database with records that can't be right."""
    alter(database, *IMPOSSIBLE)
    yield database
    alter(database, "DELETE FROM source.gathering", "DELETE FROM source.member")


def test_records_that_cannot_be_right_are_an_advice_with_the_first_ids(impossible: URL) -> None:
    findings = examine("membership")
    assert [finding.what for finding in findings] == [
        "source.gathering has 1 record with a date after today: later",
        "source.gathering has 6 records with a number below zero: g1, g2, g3, g4, g5, …",
        "source.member has 1 record with an end before the beginning: m1",
    ]
    assert {finding.severity for finding in findings} == {Severity.ADVICE}
    assert not any("example.org" in finding.what + finding.mend for finding in findings)


def test_all_records_that_cannot_be_right_are_listed_by_their_ids(
    impossible: URL, tmp_path: Path
) -> None:
    assert list_flagged(tmp_path / "flagged.csv") == 8
    lines = (tmp_path / "flagged.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "database,table,id,rule",
        "membership,gathering,later,dated_ahead",
        *(f"membership,gathering,g{n},negative_count" for n in range(1, 7)),
        "membership,member,m1,ends_before_it_begins",
    ]


def test_records_are_looked_at_only_where_every_column_is_there(impossible: URL) -> None:
    alter(impossible, "ALTER TABLE source.message DROP COLUMN reach")
    try:
        assert found() == ["source.message.reach is missing"]
    finally:
        migrate("membership")


def test_a_view_is_looked_through_as_a_table_is(database: URL) -> None:
    alter(
        database,
        "DROP TABLE source.message",
        MESSAGE_VIEW.format(rows=GOOD.replace("'es', 1", "'es', -1")),
        "GRANT SELECT ON source.message TO tejido_owner",
    )
    try:
        assert found() == ["source.message has 1 record with a number below zero: 1"]
    finally:
        alter(database, "DROP VIEW source.message")
        migrate("membership")


def test_every_rule_is_said_in_words(database: URL) -> None:
    for name in SOURCES:
        with engines.owner(name).connect() as connection:
            assert {rule for _, rule in rules(connection, name)} <= set(SENTENCES)
