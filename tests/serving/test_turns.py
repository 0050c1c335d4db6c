"""Runs of pages take turns: in their order, a few at a time, and nobody waits for ever."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from streamlit.runtime.scriptrunner import ScriptRunner

from lib.serving import turns
from lib.serving.turns import Turns

PATIENCE = 10.0
"""Seconds after which something is held not to come, on a machine however busy."""


class Clock:
    """Stands until it is put on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


IDLE = turns.IDLE_SECONDS + 0.01
"""Seconds after which it is looked at who works."""


def _nothing(_thread: int) -> float:
    """What a thread has worked that only waits."""
    return 0.0


class Runs:
    """Runs of pages, each until it is told to end.

    :ivar begun: whose turn has come, in the order of coming.
    """

    def __init__(self, line: Turns) -> None:
        self.line = line
        self.begun: list[str] = []
        self.ends: dict[str, Event] = {}
        self.threads: dict[str, Thread] = {}

    def come(self, name: str) -> None:
        """One more run."""
        self.ends[name] = Event()
        self.threads[name] = Thread(target=self._run, args=(name,), daemon=True)
        self.threads[name].start()
        _until(lambda: len(self.line._waiting) + len(self.begun) == len(self.threads))

    def end(self, name: str) -> None:
        """A run that has begun ends."""
        self.ends[name].set()
        self.threads[name].join(PATIENCE)
        assert not self.threads[name].is_alive()

    def _run(self, name: str) -> None:
        with self.line.taken():
            self.begun.append(name)
            assert self.ends[name].wait(PATIENCE)


def _until(holds: Callable[[], bool]) -> None:
    waited = Event()
    for _each in range(int(PATIENCE / 0.005)):
        if holds():
            return
        waited.wait(0.005)
    raise AssertionError("it did not come")


@contextmanager
def _runs(line: Turns) -> Iterator[Runs]:
    runs = Runs(line)
    try:
        yield runs
    finally:
        for end in runs.ends.values():
            end.set()
        for thread in runs.threads.values():
            thread.join(PATIENCE)


def test_so_many_run_at_a_time_and_the_longest_waiting_comes_next() -> None:
    with _runs(Turns(2, Clock(), _nothing)) as runs:
        for name in "abcd":
            runs.come(name)
        _until(lambda: len(runs.begun) == 2)
        # Two at a time: the others wait, although there is nothing else to do.
        assert runs.begun == ["a", "b"]
        runs.end("b")
        _until(lambda: len(runs.begun) == 3)
        assert runs.begun == ["a", "b", "c"]
        runs.end("a")
        _until(lambda: len(runs.begun) == 4)
        assert runs.begun == ["a", "b", "c", "d"]


def test_a_run_that_waits_for_something_else_keeps_no_other_back() -> None:
    clock = Clock()
    with _runs(Turns(1, clock, _nothing)) as runs:
        runs.come("waits for a database")
        runs.come("second")
        _until(lambda: runs.begun == ["waits for a database"])
        # A quarter of a second is its own whatever it does; the next who comes finds it over.
        clock.now = turns.IDLE_SECONDS
        runs.come("third")
        assert runs.begun == ["waits for a database"]
        clock.now = IDLE
        runs.come("fourth")
        _until(lambda: runs.begun == ["waits for a database", "second"])
        # Its end makes no room a second time.
        runs.end("waits for a database")
        assert runs.begun == ["waits for a database", "second"]
        runs.end("second")
        _until(lambda: runs.begun[2:] == ["third"])


def test_a_run_that_works_keeps_its_turn_however_long_it_takes() -> None:
    clock = Clock()
    # Half of the time: another works in the same interpreter.
    with _runs(Turns(1, clock, lambda _thread: clock.now / 2)) as runs:
        runs.come("draws what nobody has drawn")
        runs.come("second")
        for seconds in (1.0, 2.0, 10.0):
            clock.now = seconds
            runs.line._let_in()
            assert runs.begun == ["draws what nobody has drawn"]
        runs.end("draws what nobody has drawn")
        _until(lambda: runs.begun == ["draws what nobody has drawn", "second"])


def test_what_a_thread_has_worked_is_told_of_that_thread() -> None:
    looked, ends = Event(), Event()

    def work() -> None:
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass
        looked.set()
        ends.wait(PATIENCE)

    thread = Thread(target=work)
    thread.start()
    looked.wait(PATIENCE)
    told = turns.worked(thread.ident or 0)
    ends.set()
    thread.join(PATIENCE)
    # At least what it has looked for itself; its start is little more, and this thread's is not in.
    assert 0.05 <= told < 0.5 if hasattr(time, "pthread_getcpuclockid") else told == 0.0


def test_who_waits_looks_by_itself_where_nobody_comes_or_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LOOK_SECONDS", 0.01)
    clock = Clock()
    with _runs(Turns(1, clock, _nothing)) as runs:
        runs.come("never ends")
        runs.come("waits")
        clock.now = IDLE
        _until(lambda: runs.begun == ["never ends", "waits"])


def test_a_run_that_fails_makes_room() -> None:
    line = Turns(1, Clock(), _nothing)

    def fail() -> None:
        with line.taken():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with _runs(line) as runs:
        runs.come("next")
        _until(lambda: runs.begun == ["next"])


def test_streamlits_runs_are_what_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ScriptRunner, "_run_script", ScriptRunner._run_script)
    seen: list[object] = []

    def note(run: object, asked: object) -> None:
        seen.append((run, asked, len(turns.TURNS._taken)))

    monkeypatch.setattr(turns, "_run", note)
    turns.run_in_turn()
    page, asked = object(), object()
    ScriptRunner._run_script(page, asked)  # type: ignore[arg-type]
    # It ran as Streamlit has it, while it had its turn, and has it no more.
    assert seen == [(page, asked, 1)]
    assert not turns.TURNS._taken
