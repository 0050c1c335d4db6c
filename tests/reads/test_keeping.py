"""What is made is kept by arguments and data, and a failure is never kept; sources are noted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, BrokenBarrierError

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import text

from lib.data import engines
from lib.data.errors import Reason, Unavailable
from lib.data.refresh import refresh_all
from lib.data.scope import Scope
from lib.language import use
from lib.reads import keeping
from lib.reads.keeping import begin, made, measured, note, worded
from lib.reads.reading import read
from tests.conftest import empty_tables

SOUTHEAST, SOUTHWEST = Scope(("southeast",)), Scope(("southwest",))


def a_minute_later():
    """Let what is looked up each minute be looked up again."""
    keeping._stamp.cache_clear()


@pytest.fixture
def organization(databases):
    """An organization without anybody, refreshed."""
    empty_tables()
    refresh_all(as_of=date(2026, 6, 24))
    st.cache_data.clear()
    yield
    empty_tables()
    st.cache_data.clear()


def test_each_scope_and_each_language_has_its_own():
    made = []

    @worded
    def sentence(scope):
        made.append(scope)
        return f"{scope.setting} {len(made)}"

    assert sentence(SOUTHEAST) == sentence(SOUTHEAST) == "southeast 1"
    assert sentence(SOUTHWEST) == "southwest 2"
    with use("es"):
        assert sentence(SOUTHEAST) == "southeast 3"
    assert sentence(SOUTHEAST) == "southeast 1"


def test_what_is_measured_is_measured_once_for_all_languages():
    calls = []

    @measured
    def count(scope):
        calls.append(scope)
        return len(calls)

    assert count(SOUTHEAST) == 1
    with use("es"):
        assert count(SOUTHEAST) == 1


MEMBERS, DUES = ("membership", "member"), ("membership", "dues_payment")


def test_what_is_made_of_what_was_made_rests_on_what_both_rest_on():
    @measured
    def members(scope):
        note(frozenset({MEMBERS}))
        return 3

    @worded
    def sentence(scope):
        note(frozenset({DUES}))
        return f"{members(scope)} members"

    first = made(sentence, SOUTHEAST)
    assert (first.value, first.sources) == ("3 members", {MEMBERS, DUES})
    # Kept by now, what it rests on with it.
    assert made(sentence, SOUTHEAST) == first
    assert made(members, SOUTHEAST).sources == {MEMBERS}


def test_what_one_thing_rests_on_is_not_noted_for_the_next():
    assert made(note, frozenset({MEMBERS})).sources == {MEMBERS}
    assert made(note, frozenset({DUES})).sources == {DUES}
    # Outside of anything that is made there is nobody to note it for.
    note(frozenset({MEMBERS}))
    assert made(int).sources == frozenset()


@pytest.mark.slow
def test_a_run_reads_one_version_from_its_beginning_to_its_end(organization):
    def run():
        """As a run of a page in a thread of its own: before and after a refresh in its middle."""
        begin()
        before = keeping.version()
        with engines.owner("membership").begin() as connection:
            connection.execute(text("UPDATE rollup.refresh SET refreshed_at = refreshed_at + '1h'"))
        a_minute_later()
        same = keeping.version() == before
        begin()
        return same, keeping.version() == before

    with ThreadPoolExecutor(1) as runner:
        assert runner.submit(run).result() == (True, False)


def test_a_failure_is_tried_again():
    answers = iter([Unavailable("incidents", Reason.DOWN), "back"])

    @worded
    def read(scope):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(Unavailable):
        read(SOUTHEAST)
    assert read(SOUTHEAST) == "back"


def test_what_was_made_without_something_that_could_not_be_read_is_made_anew():
    answers = iter([Unavailable("incidents", Reason.DOWN), "responses"])

    @measured
    def responses(scope):
        note(frozenset({("incidents", "response")}))
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @worded
    def committees(scope):
        try:
            return f"committees and {responses(scope)}"
        except Unavailable:
            return "committees"

    @worded
    def page(scope):
        return f"page of {committees(scope)}"

    first = made(page, SOUTHEAST)
    assert first.value == "page of committees"
    # It rests on what could not be read, too, so nobody takes it for all there is.
    assert (first.sources, first.is_partial) == ({("incidents", "response")}, True)
    # The database answers again, within the same version of the data.
    assert page(SOUTHEAST) == page(SOUTHEAST) == "page of committees and responses"


def test_a_run_that_reads_nothing_asks_no_database(monkeypatch):
    monkeypatch.setattr(keeping, "_stamp", lambda *_: pytest.fail("a database was asked"))
    with ThreadPoolExecutor(1) as runner:
        runner.submit(begin).result()


def test_clearing_the_caches_forgets_what_was_prepared():
    made = []

    @worded
    def count(scope):
        made.append(scope)
        return len(made)

    assert (count(SOUTHEAST), count(SOUTHEAST)) == (1, 1)
    st.cache_data.clear()
    assert count(SOUTHEAST) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "refreshed"),
    [
        ("membership", "UPDATE rollup.refresh SET refreshed_at = refreshed_at + interval '1 hour'"),
        ("incidents", "UPDATE rollup.refresh SET refreshed_at = refreshed_at + interval '1 hour'"),
        ("dashboard", "UPDATE dashboard.health_saving SET saved_at = saved_at + interval '1 hour'"),
    ],
)
def test_it_is_kept_until_any_database_is_refreshed(organization, database, refreshed):
    made = []

    @worded
    def count(scope):
        made.append(scope)
        return len(made)

    assert count(SOUTHEAST) == 1
    a_minute_later()
    assert count(SOUTHEAST) == 1
    with engines.owner(database).begin() as connection:
        connection.execute(text(refreshed))
    # It is looked up once a minute.
    assert count(SOUTHEAST) == 1
    a_minute_later()
    assert count(SOUTHEAST) == 2


@pytest.mark.slow
def test_what_is_read_anew_is_never_older_than_the_version(organization):
    """A read of just before a refresh, prepared just after it, would stay until the next one."""

    def newest():
        return read("membership", "freshness", SOUTHEAST)["refreshed_at"].max()

    before = newest()
    with engines.owner("membership").begin() as connection:
        ahead = "UPDATE rollup.refresh SET refreshed_at = refreshed_at + interval '1 hour'"
        connection.execute(text(ahead))
    assert newest() == before
    a_minute_later()
    assert newest() == before + pd.Timedelta(hours=1)


@pytest.mark.slow
def test_of_many_at_once_only_one_makes_it():
    together, made = Barrier(2, timeout=0.5), []

    @worded
    def slow(scope):
        made.append(scope)
        # A second one in here at the same time would let this one through.
        with pytest.raises(BrokenBarrierError):
            together.wait()
        return len(made)

    with ThreadPoolExecutor(4) as viewers:
        assert list(viewers.map(slow, [SOUTHEAST] * 4)) == [1, 1, 1, 1]


def test_another_scope_is_made_at_the_same_time():
    together = Barrier(2, timeout=5)

    @worded
    def slow(scope):
        together.wait()
        return scope

    with ThreadPoolExecutor(2) as viewers:
        assert list(viewers.map(slow, [SOUTHEAST, SOUTHWEST])) == [SOUTHEAST, SOUTHWEST]
