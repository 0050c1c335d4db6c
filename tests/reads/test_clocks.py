"""The clocks of source tables: of what comes day by day, and of late ones alone."""

from collections.abc import Iterator

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import text

from lib import reads
from lib.data import engines, reading
from lib.data.errors import Reason, Unavailable
from tests.conftest import empty_tables

# Table → hours since its newest record (none: no record), and since it was loaded. Incidents and
# responses are late after seven days, regions never, and whatever was loaded two days ago.
TABLES = {
    "incident": (1, 1),
    "response": (8 * 24, 1),  # late
    "hotline_call": (30, 3),
    "mobilization": (None, 2),
    "region": (0, 2),  # a catalogue
}


@pytest.fixture(autouse=True)
def loaded(databases: object) -> Iterator[None]:
    empty_tables()
    with engines.owner("incidents").begin() as connection:
        for table, (newest, hours) in TABLES.items():
            connection.execute(
                text(
                    "INSERT INTO rollup.refresh VALUES (:table, now() - :newest * interval '1h', 1,"
                    " now() - :hours * interval '1h', '2026-06-24', 1)"
                ),
                {"table": table, "newest": newest, "hours": hours},
            )
    st.cache_data.clear()
    yield
    empty_tables()
    st.cache_data.clear()


def hours_of(clocks: reads.Clocks) -> tuple[float | None, float | None]:
    now = reads.freshness("incidents")["refreshed_at"].max().timestamp() + 3600
    times = (clocks.newest_record, clocks.loaded_at)
    newest, loaded = (None if t is None else round((now - t.timestamp()) / 3600) for t in times)
    return newest, loaded


def test_the_newest_record_is_not_that_of_a_catalogue() -> None:
    # The region was touched just now, which says nothing of how new the incidents are.
    assert hours_of(reads.clocks("incidents", ("incident", "hotline_call", "region"))) == (1, 3)
    assert hours_of(reads.clocks("incidents", ("region",))) == (0, 2)


def test_late_tables_have_clocks_of_their_own() -> None:
    clocks = reads.clocks("incidents", ("incident", "response"))
    assert clocks.late == ("response",)
    assert hours_of(clocks) == (8 * 24, 1)


def test_there_may_be_no_record_yet_and_no_table() -> None:
    assert hours_of(reads.clocks("incidents", ("mobilization",))) == (None, 2)
    assert hours_of(reads.clocks("incidents", ())) == (None, None)


def test_what_rests_on_a_late_table_is_late() -> None:
    sources = {("incidents", "incident"), ("incidents", "response")}
    assert reads.late_tables(sources) == {("incidents", "response")}
    assert reads.is_late(sources)
    assert not reads.is_late({("incidents", "incident")})
    assert not reads.is_late(frozenset())


def test_of_a_database_that_was_never_refreshed_nobody_can_say_that_it_is_not_late() -> None:
    with pytest.raises(Unavailable) as problem:
        reads.late_tables({("membership", "member")})
    assert problem.value.reason is Reason.NOT_REFRESHED
    assert reads.is_late({("membership", "member")})


def test_a_database_that_is_down_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(database: str, *_: object, **__: object) -> pd.DataFrame:
        raise Unavailable(database, Reason.DOWN)

    monkeypatch.setattr(reading, "read", fail)
    assert reads.is_late({("incidents", "incident")})
    assert reads.is_late({("incidents", "incident"), ("membership", "member")})
    # What rests on nothing has nothing that could be late.
    assert not reads.is_late(frozenset())


def test_tables_by_database_membership_first() -> None:
    pairs = {("incidents", "response"), ("membership", "member"), ("incidents", "incident")}
    assert list(reads.by_database(pairs).items()) == [
        ("membership", ("member",)),
        ("incidents", ("incident", "response")),
    ]
