"""What reads rest on, worked by hand from their statements."""

from collections.abc import Collection, Sequence
from datetime import date

import pytest
from sqlalchemy import Connection, Table, text

from lib.data import lineage
from lib.data.contract import SOURCES
from lib.data.lineage.marks import marks_of
from lib.data.refresh import deriving, refresh
from lib.data.refresh.ordering import statements
from lib.data.refresh.replacing import replace
from tests.data.rows import Rows

HOME = frozenset({"committee", "place", "state", "region"})
"""Where a fact is counted: a committee's place and its region, or a region at large."""


def tables(database: str, name: str, columns: Collection[str] | None = None) -> frozenset[str]:
    """The source tables of a read of one source database."""
    pairs = lineage.sources(database, name, columns)
    assert {of for of, _ in pairs} <= {database}
    return frozenset(table for _, table in pairs)


@pytest.mark.parametrize(
    ("column", "beside"),
    [
        # The days of membership; who comes to nothing is not asked for it.
        ("members", {"member"}),
        ("joined", {"member"}),
        # Covered by dues, or in a tier without any.
        ("good_standing", {"member", "dues_payment", "membership_tier"}),
        ("gatherings", {"gathering"}),
        # What can't be right is found in the same table.
        ("attended", {"gathering"}),
        # A learner without a committee is counted where they are a member.
        ("completed", {"enrollment", "member"}),
        ("core_certified", {"member", "enrollment", "course"}),
        ("coordinators", {"role_term"}),
        ("coordinators_core", {"role_term", "enrollment", "course"}),
    ],
)
def test_a_column_of_the_weeks_rests_on_its_own_records(column: str, beside: set[str]) -> None:
    assert tables("membership", "weekly", [column]) == HOME | beside


def test_whether_a_committee_met_rests_on_its_gatherings() -> None:
    assert tables("membership", "committees_that_met", ["met"]) == HOME | {"gathering"}
    assert tables("membership", "committees_that_met", ["committees"]) == HOME


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        # Whether anybody was sent is asked of the responses; how many there were is not.
        ("by_state", ["unanswered"], {"incident", "response", "state"}),
        ("by_state", ["verified", "unverified"], {"incident", "state"}),
        ("weekly_by_kind", ["incidents"], {"incident"}),
        ("weekly_by_kind", ["unanswered"], {"incident", "response"}),
        ("weekly_series", ["incidents"], {"incident", "state"}),  # by region
        ("unanswered_by_hour", ["unanswered"], {"incident", "response"}),
        ("unanswered_by_hour", ["incidents"], {"incident"}),
        ("late_reports", ["incidents"], {"incident", "state"}),  # by region
        ("delays", ["incidents"], {"incident", "response"}),
        # A call's region may be its incident's, but all regions are added up.
        ("hotline_weekly", ["calls", "answered"], {"hotline_call"}),
        ("hotline_weekly", None, {"hotline_call", "incident", "state"}),
        ("committee_responses", ["responses"], {"response"}),
        ("priority_cases", ["cases"], {"deportation_case"}),
        ("priority_incidents", ["people_affected"], {"incident"}),
        ("priority_incidents", ["unanswered"], {"incident", "response"}),
    ],
)
def test_reads_of_incidents(name: str, columns: list[str] | None, expected: set[str]) -> None:
    assert tables("incidents", name, columns) == expected


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("ready_committees", ["responders"], HOME | {"role_term"}),
        ("priority_committees", ["trained"], HOME | {"role_term", "enrollment", "course"}),
        # The region of a committee that is counted is its place's.
        (
            "priority_support",
            ["visits", "hours"],
            {"support_visit", "committee", "state", "region"},
        ),
        ("priority_cities", None, {"place", "state"}),
        ("priority_policies", None, {"jurisdiction_policy", "state"}),
        ("priority_hubs", ["joined_on"], {"partner"}),
        ("training_courses", None, {"course"}),
        ("training_certificates", ["certified"], HOME | {"enrollment", "member"}),
        ("completion_by_week", ["within_90"], HOME | {"enrollment", "member"}),
        ("committees", ["name", "status"], HOME - {"place"}),
        ("committees", ["last_gathering_on"], HOME | {"gathering"}),
    ],
)
def test_reads_of_membership(name: str, columns: list[str] | None, expected: set[str]) -> None:
    assert tables("membership", name, columns) == expected


@pytest.mark.parametrize(
    ("column", "beside"),
    [
        ("gatherings_90", {("membership", "gathering")}),
        ("days_since_last_drill", {("membership", "gathering")}),
        ("members", {("membership", "member")}),
        (
            "covered_by_dues",
            {("membership", t) for t in ("member", "dues_payment", "membership_tier")},
        ),
        ("requests_open", {("membership", "support_request")}),
        ("days_since_last_visit", {("membership", "support_visit")}),
        ("responders", {("membership", "role_term")}),
        ("coordinators_core", {("membership", t) for t in ("role_term", "enrollment", "course")}),
    ],
)
def test_what_health_is_measured_from(column: str, beside: set[tuple[str, str]]) -> None:
    home = {("membership", table) for table in HOME}
    assert lineage.sources("dashboard", "health_snapshots", [column]) == home | beside


def test_dispatches_come_from_the_other_database() -> None:
    # Added up over regions, so that where an incident was does not matter.
    rows = {("membership", table) for table in HOME - {"place"}}
    found = lineage.sources("dashboard", "health_snapshots", ["dispatches_within_60"])
    assert found == rows | {("incidents", "response")}


@pytest.mark.parametrize("name", ["health_snapshots", "health_saved"])
def test_health_rests_on_both_databases(name: str) -> None:
    whole = lineage.sources("dashboard", name)
    assert {("incidents", "response"), ("membership", "support_visit")} <= whole
    assert ("membership", "campaign") not in whole


def test_few_statements_say_more_of_themselves_than_their_sql() -> None:
    """Each is a judgement with its reason beside it, so adding one is a decision."""
    said = {
        (database, name): marks
        for database in SOURCES
        for name, sql in statements(database).items()
        if (marks := marks_of(sql)).key or marks.columns or marks.rows is not None
    }
    assert {key[1]: set(marks.columns) for key, marks in said.items()} == {
        "home": set(),
        "member_home": set(),
        "committee_week": {"first_week"},
        "committee_life": {"began_on"},
    }
    assert [key[1] for key, marks in said.items() if marks.rows is not None] == ["committee_week"]
    for (database, name), marks in said.items():
        named = (marks.rows or frozenset()).union(*marks.columns.values())
        assert named <= {t.name for t in SOURCES[database].sorted_tables}, name


def _repeated(connection: Connection, table: str, key: Collection[str]) -> int:
    columns = ", ".join(sorted(key))
    present = " AND ".join(f"{column} IS NOT NULL" for column in key)
    statement = (
        f"SELECT count(*) FROM (SELECT FROM {table} WHERE {present} GROUP BY {columns}"
        " HAVING count(*) > 1) AS repeated"
    )
    return connection.scalar(text(statement)) or 0


@pytest.mark.slow
def test_what_is_said_to_be_unique_is(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two committees of one place, members of each, of none and of a state that nobody knows.
    for committee in ("c1", "c2"):
        rows("membership", "committee", {"committee_id": committee})
        rows("membership", "member", {"committee_id": committee}, {"committee_id": committee})
    rows("membership", "member", {"committee_id": None}, {"state_fips": None})
    # A member whose record breaks two rules is one member still.
    rows("membership", "member", {"joined_on": "2200-01-02", "lapsed_on": "2200-01-01"})
    repeated: dict[str, int] = {}

    def look(
        connection: Connection, rollups: Sequence[Table], turned: Collection[str]
    ) -> dict[str, int]:
        for name, sql in statements("membership").items():
            key = marks_of(sql).key
            if key:
                repeated[name] = _repeated(connection, name, key)
        return replace(connection, rollups, turned)

    monkeypatch.setattr(deriving, "replace", look)
    refresh("membership", date(2024, 1, 31))
    assert repeated == {"home": 0, "member_home": 0, "committee_week": 0}
