"""What deploy/compose.yaml runs is read from its replica; one of two processes may end.

``STACK_REPORT=FILE`` notes what was seen, a row of docs/operations.md each.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import pytest

from tests.stack.deployed import Deployment, deployment
from tests.stack.visitor import Visitor, signed_in

PAGES = ("training", "committees", "support", "membership")
TABS = 6
PATIENCE_SECONDS = 240
"""For a state to come, on a machine however busy."""


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployment]:
    """All parts."""
    with deployment() as running:
        yield running
        said = running.processes.said()
    assert "Traceback" not in said


@dataclass
class Seen:
    """What the tabs saw from the end of a part on.

    :ivar sentences: what a page said in place of its figures, each time.
    :ivar reconnected: seconds until each tab that lost its connection had its page again.
    :ivar recovered: seconds from the end until every tab had had its page.
    """

    sentences: list[str] = field(default_factory=list)
    reconnected: list[float] = field(default_factory=list)
    recovered: float = 0.0

    def told(self, what: str) -> str:
        """A row of the table."""
        back = f"{len(self.reconnected)}, at most {max(self.reconnected, default=0):.1f} s"
        return f"| {what} | {len(self.sentences)} | {back} | {self.recovered:.1f} s |\n"


class Load:
    """Tabs that look at one page after the other, whatever happens."""

    def __init__(self, port: int, token: str) -> None:
        self.visitors = [Visitor(port, token) for _ in range(TABS)]
        self._is_over = asyncio.Event()

    async def go_on(self) -> None:
        """Look until the end."""
        await asyncio.gather(*(self._look(v, at) for at, v in enumerate(self.visitors)))

    async def _look(self, visitor: Visitor, at: int) -> None:
        while not self._is_over.is_set():
            await visitor.look(PAGES[at % len(PAGES)], "weeks=26")
            # A person presses again a moment later.
            await asyncio.sleep(0.2)
            at += 1
        await visitor.leave()

    def end(self) -> None:
        """Let every tab come to an end."""
        self._is_over.set()

    async def each_has(self, more: int, count: Callable[[Visitor], int]) -> None:
        """Wait until each tab has had so many more of something."""
        goals = [count(visitor) + more for visitor in self.visitors]
        until = time.monotonic() + PATIENCE_SECONDS
        while any(count(v) < goal for v, goal in zip(self.visitors, goals, strict=True)):
            assert time.monotonic() < until, [(v.runs, v.faults[-1:]) for v in self.visitors]
            await asyncio.sleep(0.02)

    async def each_looks(self, times: int) -> None:
        """Wait until each tab has had its page so many times more."""
        await self.each_has(times, lambda visitor: visitor.runs)


def ended(deployed: Deployment, end: Callable[[], object]) -> Seen:
    """End a part under load, and see what happens until all is well."""
    seen = Seen()

    async def go() -> None:
        port = deployed.ports["nginx"]
        load = Load(port, await signed_in(port, "southwest"))
        going = asyncio.create_task(load.go_on())
        await load.each_looks(2)
        begun = time.monotonic()
        await asyncio.to_thread(end)
        # The first may have been on its way before.
        await load.each_looks(2)
        seen.recovered = time.monotonic() - begun
        await load.each_looks(2)
        load.end()
        await going
        seen.sentences = [fault for v in load.visitors for fault in v.faults]
        seen.reconnected = [seconds for v in load.visitors for seconds in v.back]

    asyncio.run(go())
    return seen


def note(what: str, seen: Seen) -> None:
    """Write a row, where somebody asked for it."""
    if "STACK_REPORT" in os.environ:
        with Path(os.environ["STACK_REPORT"]).open("a", encoding="utf-8") as report:
            report.write(seen.told(what))
            report.writelines(f"  {said}\n" for said in sorted(set(seen.sentences)))


def asked(deployed: Deployment, server: str, statement: str) -> tuple[object, ...]:
    """The row that a statement gives at a server."""
    connection = psycopg2.connect(deployed.address(server, "postgres", "postgres"))
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    connection.close()
    assert row is not None
    return tuple(row)


def readers(deployed: Deployment, server: str) -> int:
    """How many connections of the app's role a server has."""
    counted = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'tejido_reader'"
    (number,) = asked(deployed, server, counted)
    return int(str(number))


def test_pages_are_read_from_the_replica_through_its_pooler(deployed: Deployment) -> None:
    ended(deployed, lambda: None)
    assert readers(deployed, "replica")
    # Nobody gets in without a password, at neither server and at neither pooler.
    for part in ("primary", "replica", "pooler-primary", "pooler-replica"):
        address = f"postgresql://tejido_reader:wrong@127.0.0.1:{deployed.ports[part]}/membership"
        with pytest.raises(psycopg2.OperationalError):
            psycopg2.connect(address)


def test_a_process_ends(deployed: Deployment) -> None:
    several = deployed.processes
    lost = next(iter(several.ports))
    seen = ended(deployed, lambda: several.kill(lost))
    several.start(lost)
    note("one of two processes", seen)
    assert seen.sentences == []
