"""Views are written in order by one thread, none lost while the database is away for a while."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event, text

from lib.access import audit, audit_batches, audit_queue
from lib.access.audit import Event
from lib.access.audit_batches import Batches, Happened
from lib.access.audit_chain import verify
from lib.access.audit_queue import BATCH, Queue
from lib.data import engines
from lib.data.contract.audit import LOCK
from lib.data.errors import Reason, Unavailable
from tests.access.conftest import query
from tests.data.rows import Rows


def _view(number: int, actor: str = "ana") -> Happened:
    return Happened("page_viewed", actor, {"page": "this_week", "n": number})


class Taking:
    """A database that takes rows while it is there."""

    def __init__(self) -> None:
        self.rows: list[Happened] = []
        self.is_there = threading.Event()
        self.tries = 0

    def write(self, rows: Sequence[Happened]) -> int:
        self.tries += 1
        if not self.is_there.is_set():
            raise Unavailable("dashboard", Reason.DOWN)
        self.rows += rows
        return len(rows)


@pytest.fixture
def taking(monkeypatch: pytest.MonkeyPatch) -> Taking:
    monkeypatch.setattr(audit_queue, "AGAIN_SECONDS", 0.01)
    return Taking()


@pytest.fixture
def real(rows: Rows) -> Iterator[Queue]:
    queue = Queue(Batches().write)
    yield queue
    queue.finish(0)


def _numbers() -> list[object]:
    return [n for (n,) in query("SELECT facts -> 'n' FROM dashboard.audit ORDER BY entry_id")]


def test_what_a_database_did_not_take_is_tried_again_in_order(
    taking: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    queue = Queue(taking.write)
    views = [_view(n) for n in range(3)]
    for view in views:
        assert queue.put(view)
    assert not queue.settle()
    while taking.tries < 5:
        time.sleep(0.01)
    taking.is_there.set()
    assert queue.finish() == 0
    assert taking.rows == views
    # Once for all tries, and once when it was over.
    said = [r.message for r in caplog.records if r.levelno == logging.WARNING]
    assert ["waits" in said[0], "goes on" in said[1], len(said)] == [True, True, 2]


def test_views_of_a_moment_gather_for_one_transaction_unless_their_end_is_waited_for(
    taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_queue, "GATHER_SECONDS", 3600.0)
    taking.is_there.set()
    queue = Queue(taking.write)
    views = [_view(n) for n in range(4)]
    queue.put(views[0])
    while len(queue):
        time.sleep(0.001)
    # The first was written at once; what comes soon after it waits for more.
    assert (taking.rows, taking.tries) == (views[:1], 1)
    for view in views[1:]:
        queue.put(view)
    time.sleep(0.05)
    assert len(queue) == 3
    assert queue.settle()
    assert (taking.rows, taking.tries) == (views, 2)


def test_where_very_many_wait_nothing_is_gathered(
    taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_queue, "GATHER_SECONDS", 3600.0)
    queue = Queue(taking.write)
    for n in range(2 * BATCH + 1):
        queue.put(_view(n))
    taking.is_there.set()
    until = time.monotonic() + 10
    while len(queue) and time.monotonic() < until:
        time.sleep(0.001)
    assert len(taking.rows) == 2 * BATCH + 1


def test_a_full_queue_takes_none_and_strangers_fill_half_of_it(taking: Taking) -> None:
    queue = Queue(taking.write, most=4)
    assert [queue.put(_view(n), 0.5) for n in range(3)] == [True, True, False]
    assert [queue.put(_view(n)) for n in range(3)] == [True, True, False]
    assert queue.finish(0) == 4


def test_where_too_many_wait_a_view_is_refused_and_a_failure_logged(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(audit_queue, "put", lambda _row, _room: False)
    with pytest.raises(Unavailable, match="busy"):
        audit.record(Event.PAGE_VIEWED, actor="ana", facts={"page": "this_week"})
    audit.record(Event.SIGN_IN_FAILED, actor=None, facts={"step": "password"})
    assert 'not in the audit: sign_in_failed by None, {"step": "password"}' in caplog.text


def test_an_end_waits_no_longer_than_it_may_and_logs_what_is_lost(
    taking: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    queue = Queue(taking.write)
    queue.put(_view(1))
    begun = time.monotonic()
    assert queue.finish(0.2) == 1
    assert time.monotonic() - begun < 2
    assert "not in the audit: page_viewed by ana" in caplog.text
    assert len(queue) == 0


def test_200_tabs_at_once_are_all_recorded_each_in_its_order(real: Queue) -> None:
    def look(tab: int) -> None:
        for n in range(5):
            assert real.put(Happened("page_viewed", f"tab{tab}", {"n": n}))

    with ThreadPoolExecutor(200) as tabs:
        list(tabs.map(look, range(200)))
    assert real.finish() == 0
    seen = query(
        "SELECT actor, array_agg(facts -> 'n' ORDER BY entry_id) FROM dashboard.audit"
        " GROUP BY actor"
    )
    assert len(seen) == 200
    assert all(numbers == [0, 1, 2, 3, 4] for _actor, numbers in seen)
    assert (verify().rows, verify().broken) == (1_000, None)


@pytest.mark.slow
def test_a_chain_that_is_held_longer_than_a_page_waits_loses_none(real: Queue) -> None:
    with engines.owner("dashboard").begin() as holder:
        holder.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        begun = time.monotonic()
        for n in range(BATCH + 50):
            real.put(_view(n))
        # The page went on at once.
        assert time.monotonic() - begun < 0.5
        time.sleep(0.8)
        assert len(real) == BATCH + 50
    assert real.finish() == 0
    assert _numbers() == list(range(BATCH + 50))
    assert verify().broken is None


def test_a_row_that_waited_says_how_long(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    at_once = Happened("page_viewed", "ana", {}, now - audit_batches.LATE_SECONDS + 1)
    waited = Happened("page_viewed", "ana", {}, now - 61)
    assert Batches().write([at_once, waited]) == 2
    facts = [f for (f,) in query("SELECT facts FROM dashboard.audit ORDER BY entry_id")]
    assert facts[0] == {}
    assert facts[1] in ({"late_seconds": 61}, {"late_seconds": 62})


def test_a_row_that_no_database_takes_keeps_none_of_the_others_from_it(
    real: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(7):
        # The contract's longest facts have 4,000 signs.
        real.put(Happened("page_viewed", "ana", {"n": n, "page": "x" * (5_000 if n == 4 else 1)}))
    assert real.finish() == 0
    assert _numbers() == [0, 1, 2, 3, 5, 6]
    assert caplog.text.count("not in the audit") == 1


@pytest.mark.parametrize("is_done", [True, False])
def test_a_commit_that_nobody_answered_writes_none_twice_and_loses_none(
    rows: Rows, is_done: bool
) -> None:
    """The connection breaks while it commits: before, or after the database did."""
    engine = engines.reader("dashboard")
    batches, views = Batches(), [_view(1), _view(2)]

    broken: list[bool] = []

    def break_off(connection: Connection) -> None:
        if broken:
            return
        broken.append(True)
        driver = connection.connection.dbapi_connection
        assert driver
        if is_done:
            driver.commit()
        driver.close()

    event.listen(engine, "commit", break_off)
    with pytest.raises(Unavailable):
        batches.write(views)
    assert batches.write(views) == 2
    event.remove(engine, "commit", break_off)
    assert _numbers() == [1, 2]
    assert verify().broken is None
