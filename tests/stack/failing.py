"""People who go on looking while a part of what deploy/compose.yaml runs is ended."""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack.deployed import Deployment
from tests.stack.visitor import Fetcher, Visitor, files_of, signed_in

PAGES = ("training", "committees", "support", "membership")
TABS = 6
PATIENCE_SECONDS = 240
"""For a state to come, on a machine however busy."""
ADDRESSES = ("/training", "/sign-in/style.css")
"""What somebody fetches again and again, beside two files that a page offers."""


@dataclass
class Seen:
    """What was seen from the end of a part on.

    :ivar sentences: what a page said in place of its figures, each time.
    :ivar unanswered: addresses that were not had, each time.
    :ivar reconnected: seconds until each tab that lost its connection had its page again.
    :ivar recovered: seconds until every tab had had its page, from the end, or, where somebody has
        to do something about it, from when that was done.
    """

    sentences: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    reconnected: list[float] = field(default_factory=list)
    recovered: float = 0.0

    def told(self, what: str) -> str:
        """A row of the table."""
        back = f"{len(self.reconnected)}, at most {max(self.reconnected, default=0):.1f} s"
        seen = f"{len(self.sentences)} | {len(self.unanswered)}"
        return f"| {what} | {seen} | {back} | {self.recovered:.1f} s |\n"


class Load:
    """Tabs that look at one page after the other, whatever happens, and somebody who fetches."""

    def __init__(self, port: int, token: str) -> None:
        self.visitors = [Visitor(port, token) for _ in range(TABS)]
        self.fetcher = Fetcher(port, token)
        self._is_over = asyncio.Event()

    async def go_on(self) -> None:
        """Look until the end."""
        first = await self.visitors[0].look("training", "weeks=26")
        assert first is not None, self.visitors[0].faults
        addresses = (*ADDRESSES, *files_of(first)[:2])
        looking = (self._look(v, at) for at, v in enumerate(self.visitors))
        await asyncio.gather(self._fetch(addresses), *looking)

    async def _look(self, visitor: Visitor, at: int) -> None:
        while not self._is_over.is_set():
            await visitor.look(PAGES[at % len(PAGES)], "weeks=26")
            # A person presses again a moment later.
            await asyncio.sleep(0.2)
            at += 1
        await visitor.leave()

    async def _fetch(self, addresses: tuple[str, ...]) -> None:
        while not self._is_over.is_set():
            await self.fetcher.fetch(*addresses)
            await asyncio.sleep(0.2)

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

    async def each_is_told(self) -> None:
        """Wait until each tab was told that something is wrong, or has lost its connection."""
        await self.each_has(1, lambda visitor: len(visitor.faults) + visitor.losses)


def ended(
    deployed: Deployment, end: Callable[[], object], mend: Callable[[], object] | None = None
) -> Seen:
    """End a part under load, and see what happens until all is well.

    :param mend: what somebody does about it, once everybody has noticed.
    """
    seen = Seen()

    async def go() -> None:
        port = deployed.ports["nginx"]
        load = Load(port, await signed_in(port, "southwest"))
        going = asyncio.create_task(load.go_on())
        await load.each_looks(2)
        begun = time.monotonic()
        await asyncio.to_thread(end)
        if mend is not None:
            await load.each_is_told()
            await asyncio.to_thread(mend)
            begun = time.monotonic()
        # The first may have been on its way before.
        await load.each_looks(2)
        seen.recovered = time.monotonic() - begun
        told = [len(v.faults) for v in load.visitors]
        await load.each_looks(2)
        assert told == [len(v.faults) for v in load.visitors], "it was not over"
        load.end()
        await going
        seen.sentences = [fault for v in load.visitors for fault in v.faults]
        seen.unanswered = load.fetcher.faults
        seen.reconnected = [seconds for v in load.visitors for seconds in v.back]

    asyncio.run(go())
    return seen


def note(what: str, seen: Seen) -> Seen:
    """Write a row, where somebody asked for it by ``STACK_REPORT=FILE``."""
    if "STACK_REPORT" in os.environ:
        with Path(os.environ["STACK_REPORT"]).open("a", encoding="utf-8") as report:
            report.write(seen.told(what))
            for said in (seen.sentences, seen.unanswered):
                report.writelines(f"  {said.count(each)} {each}\n" for each in sorted(set(said)))
    return seen
