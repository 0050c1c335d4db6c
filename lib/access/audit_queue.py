"""What is recorded off the page's way: kept in order, written in batches by one thread.

A page that shows what its viewer may see anyway waits neither for a disk nor for a chain that
someone holds. What waits is tried again until it is written, and there is never more of it than
:data:`MOST_WAITING`: then no page is shown until there is room.
"""

import atexit
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Event, Thread

from lib.access.audit_batches import Batches, Happened, not_recorded
from lib.data.errors import Unavailable

log = logging.getLogger("tejido.audit")

MOST_WAITING = 10_000
"""Some 10 MB, and what an organization looks at in an hour or more."""
BATCH = 200
"""Rows of one transaction, for which others wait: some hundredths of a second."""
GATHER_SECONDS = 0.2
"""Between two transactions, in which many views at once gather for the next: each costs a disk."""
AGAIN_SECONDS = 0.5
"""Between two tries while the database doesn't take any."""
END_SECONDS = 10.0
"""How long an orderly end waits for what is not written yet."""

Write = Callable[[Sequence[Happened]], int]


class Queue:
    """Rows that wait for a thread to write them.

    :param write: takes rows, gives how many of them, from the first on, are done with; raises
        ``Unavailable`` if none can be written now.
    :param most: how many may wait.
    """

    def __init__(self, write: Write, most: int = MOST_WAITING) -> None:
        self._write, self._most = write, most
        self._waiting: deque[Happened] = deque()
        self._changed = Condition()
        self._hurry = Event()
        self._thread: Thread | None = None
        self._failures = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, row: Happened, room: float = 1.0) -> bool:
        """Take a row, unless too many wait.

        :param room: the share of the queue that rows of its kind may fill.
        """
        with self._changed:
            if len(self._waiting) >= self._most * room:
                return False
            self._waiting.append(row)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="audit", daemon=True)
                self._thread.start()
                # Runs before what was registered earlier: the embedded server is still there.
                atexit.register(self.finish)
            self._changed.notify_all()
        return True

    def settle(self, seconds: float = END_SECONDS) -> bool:
        """Wait until nothing waits, or a try fails; whether nothing does."""
        self._hurry.set()
        with self._changed:
            failures = self._failures
            self._changed.wait_for(
                lambda: not self._waiting or self._failures > failures, timeout=seconds
            )
            return not self._waiting

    def finish(self, seconds: float = END_SECONDS) -> int:
        """Wait until all is written, however often that fails; log what is not, and forget it.

        :return: how many rows that were.
        """
        until = time.monotonic() + seconds
        self._hurry.set()
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting, timeout=until - time.monotonic())
            lost = list(self._waiting)
            self._waiting.clear()
        for row in lost:
            not_recorded(row, "the server ends")
        return len(lost)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                rows = [self._waiting[n] for n in range(min(BATCH, len(self._waiting)))]
            done = self._done(rows)
            with self._changed:
                # What an end has logged meanwhile waits no more.
                for row in rows[:done]:
                    if self._waiting and self._waiting[0] is row:
                        self._waiting.popleft()
                if not self._waiting:
                    self._hurry.clear()
                self._changed.notify_all()
            if not done:
                time.sleep(AGAIN_SECONDS)
            elif len(rows) < BATCH:
                self._hurry.wait(GATHER_SECONDS)

    def _done(self, rows: Sequence[Happened]) -> int:
        try:
            done = self._write(rows)
        except Exception as error:
            if not self._failures:
                reason = error if isinstance(error, Unavailable) else repr(error)
                log.warning("the audit waits: %d views not written yet (%s)", len(self), reason)
            self._failures += 1
            return 0
        if self._failures:
            log.warning("the audit goes on: %d views waited", len(self))
        self._failures = 0
        return done


_queue = Queue(Batches().write)


def put(row: Happened, room: float = 1.0) -> bool:
    """Take a row, unless too many wait; see :meth:`Queue.put`."""
    return _queue.put(row, room)


def waiting() -> int:
    """How many rows are not written yet."""
    return len(_queue)


def settle(seconds: float = END_SECONDS) -> bool:
    """Wait until all is written, unless it can't be now; see :meth:`Queue.settle`."""
    return _queue.settle(seconds)


def finish(seconds: float = END_SECONDS) -> int:
    """Write what waits before an orderly end; see :meth:`Queue.finish`."""
    return _queue.finish(seconds)
