"""A dashboard that is disturbed: many tabs, slow clients, a database killed, a restart under load.

    python -m tests.trials.serving_on [TABS]

Prints what was done, how often, and what came of it; ends with 1 if a view was lost or a page was
not there again.
"""

import asyncio
import os
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import text

from lib.access import audit_chain
from lib.data import engines
from lib.data.supervising import running
from tests.attacks import target, wire
from tests.attacks.states import token_of
from tests.attacks.wire import Tab
from tests.benchmarks import servers
from tests.benchmarks.servers import Server, serving
from tests.wire import rerun

LIGHT = "account"
"""A page that costs little, of every account."""
OTHER = "sources"
ROUNDS = 5
SLOW = 150
"""Slow clients of each kind."""
PATIENCE_SECONDS = 600


def _views() -> int:
    counted = "SELECT count(*) FROM dashboard.audit WHERE event = 'page_viewed'"
    with engines.owner("dashboard").connect() as connection:
        return int(connection.scalar(text(counted)) or 0)


async def _settled(wanted: int) -> int:
    """How many views are recorded, once they are as many as wanted or nothing comes any more."""
    for _ in range(100):
        if await asyncio.to_thread(_views) >= wanted:
            break
        await asyncio.sleep(0.1)
    return _views()


async def _opened(port: int, account: str = "admin") -> Tab:
    tab = await Tab.open(port, token_of(account))
    await tab.run()
    return tab


async def many_tabs(server: Server, count: int) -> int:
    """Open so many tabs at once; how many views are not in the audit."""
    before = await asyncio.to_thread(_views)
    tabs = await asyncio.gather(*(_opened(server.port) for _ in range(count)))
    begun = time.monotonic()
    answers = await asyncio.gather(*(tab.run(LIGHT) for tab in tabs))
    took = time.monotonic() - begun
    shown = sum(bool(answer.titles()) for answer in answers)
    # The home page that the bare address opens is a view, too.
    recorded = await _settled(before + 2 * count) - before
    print(f"{count} tabs at once: {shown} pages in {took:.1f} s, {recorded} views recorded")
    await asyncio.gather(*(tab.close() for tab in tabs))
    return max(0, shown - recorded)


async def _timed(tab: Tab, page: str) -> float:
    begun = time.monotonic()
    answer = await tab.run(page)
    return time.monotonic() - begun if answer.titles() else float("inf")


async def killed_database(server: Server, directory: Path) -> int:
    """Kill the embedded server again and again; how often no page came back."""
    tab, first, whole = await _opened(server.port), [], []
    for _ in range(ROUNDS):
        process = running(directory / "postgresql")
        assert process
        process.kill()
        begun, answered = time.monotonic(), 0.0
        while time.monotonic() - begun < PATIENCE_SECONDS:
            answer = await tab.run(OTHER)
            answered = answered or time.monotonic() - begun
            if answer.titles() and not answer.says():
                break
            await asyncio.sleep(0.1)
        first.append(answered)
        whole.append(time.monotonic() - begun)
    print(f"{ROUNDS} times the database killed: an answer after {_listed(first)} s,", end=" ")
    print(f"the whole page after {_listed(whole)} s")
    await tab.close()
    return sum(seconds >= PATIENCE_SECONDS for seconds in whole)


def _listed(seconds: list[float]) -> str:
    return ", ".join(f"{each:.1f}" for each in seconds)


@asynccontextmanager
async def _slow(port: int) -> AsyncIterator[None]:
    """Clients that send a header, a form or nothing at all, a byte at a time; some never read."""
    heads = (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=",
    )
    open_writers = []
    for head in heads * SLOW:
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("localhost", port)
            writer.write(head)
            open_writers.append(writer)

    async def drip() -> None:
        while True:
            await asyncio.sleep(1)
            for writer in open_writers:
                if not writer.is_closing():
                    writer.write(b"a")

    dripping = asyncio.create_task(drip())
    unread = []
    for _ in range(20):
        with suppress(Exception):
            tab = await Tab.open(port, token_of("national"))
            # Asked for, and never read.
            for _again in range(3):
                await tab.send(rerun(""))
            unread.append(tab)
    try:
        yield
    finally:
        dripping.cancel()
        for writer in open_writers:
            writer.close()
        for tab in unread:
            with suppress(Exception):
                await tab.close()


async def slow_clients(server: Server) -> int:
    """Change pages while slow clients hold connections; 1 if that takes over thrice as long."""
    tab = await _opened(server.port)

    async def median() -> float:
        return statistics.median([await _timed(tab, p) for p in (LIGHT, OTHER) * 4])

    before = await median()
    async with _slow(server.port):
        during = await median()
    print(
        f"{2 * SLOW} slow clients: a change of page took {before:.2f} s, with them {during:.2f} s"
    )
    await tab.close()
    return int(during > 3 * before + 0.5)


async def _look_on(port: int, shown: list[int]) -> None:
    """Change pages until the server ends; each change that was answered is a view."""
    with suppress(Exception):
        tab = await _opened(port)
        shown.append(1)
        while True:
            for page in (LIGHT, OTHER):
                if not (await tab.run(page)).titles():
                    return
                shown.append(1)


async def until_the_end(server: Server, tabs: int) -> int:
    """End the server in an orderly way under load; how many answered views are not recorded."""
    before, shown = await asyncio.to_thread(_views), list[int]()
    looking = [asyncio.create_task(_look_on(server.port, shown)) for _ in range(tabs)]
    await asyncio.sleep(20)
    begun = time.monotonic()
    os.kill(server.process.pid, signal.SIGTERM)
    await asyncio.to_thread(server.process.wait, 60)
    took = time.monotonic() - begun
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    recorded = await asyncio.to_thread(_views) - before
    print(
        f"ended under load of {tabs} tabs in {took:.1f} s: {len(shown)} views were answered,",
        end=" ",
    )
    print(f"{recorded} recorded; the server's last words: {server.said().splitlines()[-1:]}")
    return max(0, len(shown) - recorded)


async def _again(server: Server) -> int:
    tab = await _opened(server.port)
    answer = await tab.run(OTHER)
    await tab.close()
    print(f"started again: {'a page' if answer.titles() else 'no page'}")
    return int(not answer.titles())


def main(tabs: int) -> int:
    """Disturb a dashboard in each way; how much went wrong."""
    servers.START_SECONDS = wire.PATIENCE_SECONDS = PATIENCE_SECONDS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="tj") as place, target.own_databases(Path(place)):
        target.fill()
        with serving("lib", "serve", directory=Path(place)) as server:
            wrong += asyncio.run(many_tabs(server, tabs))
            wrong += asyncio.run(slow_clients(server))
            wrong += asyncio.run(killed_database(server, Path(place)))
            engines.forget()
            wrong += asyncio.run(until_the_end(server, 20))
            wrong += "Traceback" in server.said()
            print(f"its log has {len(server.said().encode()):,} bytes")
        with serving("lib", "serve", directory=Path(place)) as server:
            wrong += asyncio.run(_again(server))
        verdict = audit_chain.verify()
        print(f"the audit: {verdict.rows} rows, broken: {verdict.broken}")
        wrong += verdict.broken is not None
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int((sys.argv[1:] or ["200"])[0]))))
