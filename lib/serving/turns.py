"""Runs of pages come one after the other, the longest waiting first.

Streamlit begins each run at once, in a thread of its own. Where many come together they all take
turns at the interpreter's lock and all end late, and what has to be sent meanwhile waits for each
of them. A few at a time take no longer in all, and most are there sooner.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock, get_ident
from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner

MOST = 2
"""Runs at a time: one is worked on while another waits for its session or its audit."""
IDLE_SECONDS = 0.25
"""After so many seconds with next to no work it counts no more: it waits for something else."""
IDLE_SHARE = 0.05
"""Of a core: what is less is next to no work. Two at work in one interpreter have a half each."""
LOOK_SECONDS = 1.0
"""How often whoever waits looks by itself; before that whoever comes or ends looks for it."""


def worked(thread: int) -> float:
    """Seconds of work that a thread has done; none on a system that can't tell of another's."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return 0.0
    return time.clock_gettime(time.pthread_getcpuclockid(thread))


@dataclass(slots=True)
class _Turn:
    """A turn: whose it is, and what was seen of it last.

    :ivar begun: held until it begins.
    """

    thread: int = field(default_factory=get_ident)
    begun: Lock = field(default_factory=Lock)
    seen: float = 0.0
    worked: float = 0.0


class Turns:
    """So many at a time, in the order in which they come.

    :param clock: tells seconds that only go forward.
    :param worked: tells the seconds of work that a thread has done.
    """

    def __init__(
        self,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
        worked: Callable[[int], float] = worked,
    ) -> None:
        self._most = most
        self._clock = clock
        self._worked = worked
        self._lock = Lock()
        self._waiting: deque[_Turn] = deque()
        self._taken: list[_Turn] = []

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and have it for the length of a block."""
        turn = _Turn()
        turn.begun.acquire()
        with self._lock:
            self._waiting.append(turn)
        self._let_in()
        while not turn.begun.acquire(timeout=LOOK_SECONDS):
            self._let_in()
        try:
            yield
        finally:
            with self._lock:
                self._taken = [other for other in self._taken if other is not turn]
            self._let_in()

    def _let_in(self) -> None:
        """Begin the turns for which there is room."""
        with self._lock:
            now = self._clock()
            self._taken = [turn for turn in self._taken if not self._is_idle(turn, now)]
            while self._waiting and len(self._taken) < self._most:
                first = self._waiting.popleft()
                first.seen, first.worked = now, self._worked(first.thread)
                self._taken.append(first)
                first.begun.release()

    def _is_idle(self, turn: _Turn, now: float) -> bool:
        """Whether a turn has done next to nothing since it was seen, if that is long enough ago."""
        seconds = now - turn.seen
        if seconds <= IDLE_SECONDS:
            return False
        before, turn.worked, turn.seen = turn.worked, self._worked(turn.thread), now
        return turn.worked - before < IDLE_SHARE * seconds


TURNS = Turns()
"""Those of this process."""

_run = ScriptRunner._run_script


@wraps(_run)
def _run_in_turn(run: ScriptRunner, asked: Any) -> None:
    with TURNS.taken():
        _run(run, asked)


def run_in_turn() -> None:
    """Have pages run as above from now on."""
    runs: Any = ScriptRunner
    runs._run_script = _run_in_turn
