"""How a refresh runs: at once, one at a time, all or nothing, seen by nobody half way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.refresh import RefreshError, refresh, refresh_all
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 3, 25)
TABLES = ("committee", "committee_week", "training_cohort", "certificate", "course", "region")


def query(statement: str, database: str = "membership") -> list[tuple[Any, ...]]:
    with engines.owner(database).connect() as connection:
        # Whoever had to wait for the refresh would fail here instead.
        connection.execute(text("SET LOCAL statement_timeout = '2s'"))
        return [tuple(row) for row in connection.execute(text(statement))]


def change(statement: str) -> None:
    with engines.owner("membership").begin() as connection:
        connection.execute(text(statement))


def physical(table: str) -> set[tuple[Any, ...]]:
    """Where each row lies and which transaction wrote it, beside what it says."""
    return set(query(f"SELECT ctid::text, xmin::text, t::text FROM rollup.{table} t"))


@pytest.fixture
def source(rows: Rows) -> Rows:
    """One committee with a member and a learner."""
    rows("membership", "member", {"member_id": "m1", "committee_id": "c1"})
    rows("membership", "enrollment", {"committee_id": "c1", "member_id": "m1"})
    return rows


def test_a_second_refresh_changes_no_row(source: Rows) -> None:
    # At large: rows of which a part of the key is null.
    source("membership", "member", {"committee_id": None})
    refresh("membership", AS_OF)
    before = {table: physical(table) for table in TABLES}
    assert before["training_cohort"], "there is a row to compare"
    refresh("membership", AS_OF)
    assert {table: physical(table) for table in TABLES} == before


def test_rows_come_change_and_go_with_the_source(source: Rows) -> None:
    source("membership", "committee", {"committee_id": "c2"})
    refresh("membership", AS_OF)
    source("membership", "committee", {"committee_id": "c3"})
    change("DELETE FROM source.committee WHERE committee_id = 'c2'")
    # The course has cohorts that refer to it and do not change.
    change("UPDATE source.course SET title_en = 'Know your rights'")
    refresh("membership", AS_OF)
    assert query("SELECT committee_id FROM rollup.committee ORDER BY 1") == [("c1",), ("c3",)]
    assert query("SELECT DISTINCT committee_id FROM rollup.committee_week ORDER BY 1") == [
        ("c1",),
        ("c3",),
    ]
    assert query("SELECT title_en FROM rollup.course") == [("Know your rights",)]
    # A new course and its cohort in one refresh; then both gone.
    source("membership", "enrollment", {"course_id": "extra", "enrollment_id": "e9"})
    refresh("membership", AS_OF)
    assert query("SELECT count(*) FROM rollup.training_cohort") == [(2,)]
    change("DELETE FROM source.enrollment WHERE enrollment_id = 'e9'")
    change("DELETE FROM source.course WHERE course_id = 'extra'")
    refresh("membership", AS_OF)
    assert query("SELECT count(*) FROM rollup.training_cohort") == [(1,)]
    assert query("SELECT course_id FROM rollup.course") == [("core",)]
    # The last of its rollup goes like any other.
    change("DELETE FROM source.enrollment")
    refresh("membership", AS_OF)
    assert query("SELECT count(*) FROM rollup.training_cohort") == [(0,)]


def test_a_value_that_becomes_or_ceases_to_be_null_is_a_change(source: Rows) -> None:
    refresh("membership", AS_OF)
    assert query("SELECT last_gathering_on FROM rollup.committee") == [(None,)]
    source("membership", "gathering", {"gathering_id": "g", "held_on": "2026-03-01"})
    refresh("membership", AS_OF)
    assert query("SELECT last_gathering_on FROM rollup.committee") == [(date(2026, 3, 1),)]
    change("DELETE FROM source.gathering")
    refresh("membership", AS_OF)
    assert query("SELECT last_gathering_on FROM rollup.committee") == [(None,)]


def test_the_two_clocks_are_recorded_for_every_source_table(rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"updated_at": "2026-03-20 10:00+00"},
        {"updated_at": "2026-03-21 10:00+00"},
        # To come: no one can have changed it then.
        {"updated_at": "2200-01-01 00:00+00"},
    )
    begun = datetime.now(UTC)
    done = refresh("membership", AS_OF)
    clocks = {
        name: rest
        for name, *rest in query(
            "SELECT source_table, newest_record, row_count, refreshed_at, as_of, seconds"
            " FROM rollup.refresh"
        )
    }
    assert set(clocks) == {t.name for t in SOURCES["membership"].sorted_tables}
    newest, count, refreshed_at, as_of, seconds = clocks["member"]
    assert (newest, count, as_of) == (datetime(2026, 3, 21, 10, tzinfo=UTC), 3, AS_OF)
    assert begun <= refreshed_at <= datetime.now(UTC)
    assert 0 < seconds <= done.seconds
    assert clocks["dues_payment"][:2] == [None, 0]
    assert done.source_rows["member"] == 3


def test_both_databases_are_refreshed(rows: Rows) -> None:
    rows("incidents", "incident", {"state_fips": "04"})
    done = refresh_all()
    assert [d.database for d in done] == ["membership", "incidents", "dashboard"]
    assert done[1].rows["incident_week"] == 1
    assert query("SELECT count(*) FROM rollup.incident_week", "incidents") == [(1,)]


def test_until_the_end_readers_see_the_old_rows_without_waiting(source: Rows) -> None:
    refresh("membership", AS_OF)
    source("membership", "member", {"member_id": "m2", "committee_id": "c1"})
    totals = (
        "SELECT (SELECT members FROM rollup.committee), max(members) FROM rollup.committee_week"
    )
    seen: list[tuple[str, tuple[Any, ...]]] = []

    def look(database: str, step: str, share: float) -> None:
        assert 0 <= share < 1
        seen.extend((step, row) for row in query(totals))

    refresh("membership", AS_OF, progress=look)
    steps = [step for step, _ in seen]
    assert (steps[0], steps[-2:]) == ("compare", ["replace", "record"])
    # At "record" every rollup has been replaced, but not committed.
    assert {row for _, row in seen} == {(1, 1)}
    assert query(totals) == [(2, 2)]


def test_a_reader_at_any_moment_sees_only_old_or_only_new_rows(source: Rows) -> None:
    refresh("membership", AS_OF)
    pairs: set[tuple[Any, ...]] = set()
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            pairs.update(
                query(
                    "SELECT (SELECT sum(members) FROM rollup.committee), (SELECT sum(members)"
                    " FROM rollup.committee_week WHERE week_start = '2026-03-23'),"
                    " (SELECT row_count FROM rollup.refresh WHERE source_table = 'member')"
                )
            )

    reader = threading.Thread(target=read_on)
    reader.start()
    try:
        for number in range(2, 6):
            source("membership", "member", {"member_id": f"m{number}", "committee_id": "c1"})
            refresh("membership", AS_OF)
    finally:
        stop.set()
        reader.join()
    assert len(pairs) >= 2, "the reader read while refreshes ran"
    assert pairs <= {(n, n, n) for n in range(1, 6)}


def test_what_the_source_gains_during_a_refresh_waits_for_the_next(source: Rows) -> None:
    def add_a_member(database: str, step: str, share: float) -> None:
        if step == "member_home":
            source("membership", "member", {"member_id": "late", "committee_id": "c1"})

    clock = "SELECT row_count FROM rollup.refresh WHERE source_table = 'member'"
    refresh("membership", AS_OF, progress=add_a_member)
    assert query("SELECT members FROM rollup.committee") == [(1,)]
    assert query(clock) == [(1,)]
    refresh("membership", AS_OF)
    assert query("SELECT members FROM rollup.committee") == [(2,)]


def test_two_refreshes_run_one_after_the_other(source: Rows) -> None:
    refresh("membership", AS_OF)
    source("membership", "member", {"member_id": "m2", "committee_id": "c1"})
    order: list[str] = []
    second_waits = threading.Event()
    failures: list[Exception] = []

    def second() -> None:
        try:
            refresh("membership", AS_OF, progress=lambda *_: order.append("second"))
        except Exception as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    other = threading.Thread(target=second)

    def first(database: str, step: str, share: float) -> None:
        order.append("first")
        if step == "home":
            other.start()
        if step == "record":
            # Let the second reach the lock.
            second_waits.wait(0.5)

    refresh("membership", AS_OF, progress=first)
    other.join()
    assert failures == []
    assert order == sorted(order), "the first has ended when the second begins"
    assert set(order) == {"first", "second"}


@contextmanager
def altered(forth: str, back: str) -> Iterator[None]:
    change(forth)
    try:
        yield
    finally:
        change(back)


def test_a_failing_statement_leaves_the_old_rollups(source: Rows) -> None:
    refresh("membership", AS_OF)
    before = {table: physical(table) for table in (*TABLES, "refresh")}
    source("membership", "member", {"member_id": "m2", "committee_id": "c1"})
    broken = altered(
        "ALTER TABLE source.course RENAME title_en TO title",
        "ALTER TABLE source.course RENAME title TO title_en",
    )
    with broken, pytest.raises(RefreshError, match=r"^membership: the refresh stopped at course: "):
        refresh("membership", AS_OF)
    assert {table: physical(table) for table in (*TABLES, "refresh")} == before
    refresh("membership", AS_OF)  # the lock is free again
    assert query("SELECT members FROM rollup.committee") == [(2,)]


def test_a_failure_after_some_rollups_are_replaced_takes_them_back(source: Rows) -> None:
    refresh("membership", AS_OF)
    before = {table: physical(table) for table in TABLES}
    source("membership", "committee", {"committee_id": "c2"})
    source("membership", "enrollment", {"committee_id": "c2"}, {"committee_id": "c2"})
    broken = altered(
        "ALTER TABLE rollup.training_cohort ADD CONSTRAINT few CHECK (enrolled < 2)",
        "ALTER TABLE rollup.training_cohort DROP CONSTRAINT few",
    )
    with broken, pytest.raises(RefreshError, match="stopped at replace") as failure:
        refresh("membership", AS_OF)
    # PostgreSQL's detail would quote the row.
    assert "Failing row" not in str(failure.value)
    assert "\n" not in str(failure.value)
    assert {table: physical(table) for table in TABLES} == before
