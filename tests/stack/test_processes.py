"""Three processes behind nginx and behind HAProxy, in turn and without anything that sticks."""

import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path

import psycopg2
import pytest
from httpx import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.stack.conftest import ANONYMOUS, Proxied
from tests.stack.postgres import Cluster
from tests.stack.visitor import Fetcher, Visitor, files_of, signed_in
from tests.wire import rerun

PAGES = ("this_week", "training", "committees", "support")
TABS = 9


@pytest.fixture(params=["nginx", "haproxy"])
def port(request: pytest.FixtureRequest, proxied: Proxied) -> int:
    """Where a proxy is."""
    return proxied.proxies[request.param]


def test_a_file_comes_from_whichever_process_is_asked(proxied: Proxied, port: int) -> None:
    async def go() -> None:
        token = await signed_in(port, "southwest")
        visitor = Visitor(port, token)
        run = await visitor.look("training", "weeks=26")
        assert run is not None, visitor.faults
        files = files_of(run)
        assert len(files) >= 2
        through = Fetcher(port, token)
        contents = [await through.fetch(*files) for _ in range(4)]
        # Each process for itself, whatever the proxy chose.
        for one in proxied.processes.ports:
            direct = Fetcher(one, token)
            contents.append(await direct.fetch(*files))
            through.faults += direct.faults
        assert through.faults == []
        assert all(content == contents[0] for content in contents)
        # Nobody else gets it from any of them.
        other = Fetcher(port, await signed_in(port, "southeast"))
        await other.fetch(*files[:1] * 3)
        assert [fault[-3:] for fault in other.faults] == ["404"] * 3
        await visitor.leave()

    asyncio.run(go())


def test_who_signs_out_at_one_process_is_out_at_all(proxied: Proxied) -> None:
    async def go() -> None:
        first, second, third = proxied.processes.ports
        token = await signed_in(first, "southeast")
        visitor = Visitor(second, token)
        assert await visitor.look("training") is not None
        async with AsyncClient(
            base_url=f"http://localhost:{third}", cookies={"tejido": token}, timeout=120
        ) as browser:
            answer = await browser.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303
        # The tab that is open at another process shows nothing any more.
        assert await visitor.look("training") is None
        assert "Sign" in visitor.faults[0] or "session" in visitor.faults[0]
        await visitor.leave()

    asyncio.run(go())


def test_a_change_of_an_account_is_known_to_every_process(
    proxied: Proxied, primary: Cluster
) -> None:
    def change(regions: str) -> None:
        connection = psycopg2.connect(primary.url("dashboard"))
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "UPDATE dashboard.account SET regions = %s WHERE username = 'southwest'", (regions,)
            )
        connection.close()

    async def go() -> None:
        first, *others = proxied.processes.ports
        token = await signed_in(first, "southwest")
        visitor = Visitor(first, token)
        run = await visitor.look("training")
        assert run is not None
        files = files_of(run)
        change("{northeast}")
        try:
            # What was offered for other regions is offered no more, by any of them.
            for one in (first, *others):
                fetcher = Fetcher(one, token)
                await fetcher.fetch(files[0])
                assert [fault[-3:] for fault in fetcher.faults] == ["404"]
        finally:
            change("{southwest}")
        await visitor.leave()

    asyncio.run(go())


def test_a_client_is_counted_by_its_own_address_not_by_the_proxys(
    proxied: Proxied, port: int
) -> None:
    async def opened(stack: AsyncExitStack, address: str) -> bool:
        """Whether one more page is let in from an address of this machine."""
        socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            local_addr=(address, 0),
            # What a client says of itself is not believed.
            additional_headers={"X-Forwarded-For": "198.51.100.7"},
            open_timeout=120,
        )
        try:
            connection = await stack.enter_async_context(socket)
            # Where one is let in only to be told that there is no room, it is closed.
            await connection.send(rerun("").SerializeToString())
            await connection.recv()
        except (InvalidStatus, ConnectionClosed):
            return False
        return True

    async def go() -> None:
        async with AsyncExitStack() as stack:
            room = ANONYMOUS * len(proxied.processes.ports)
            let_in = [await opened(stack, "127.0.0.2") for _ in range(room + 6)]
            assert sum(let_in) <= room
            assert not all(let_in)
            # Another address is another's.
            assert await opened(stack, "127.0.0.3")

    asyncio.run(go())


class Load:
    """Tabs that look at one page after the other, and somebody who fetches addresses."""

    def __init__(self, port: int, token: str) -> None:
        self.visitors = [Visitor(port, token) for _ in range(TABS)]
        self.fetcher = Fetcher(port, token)
        self._is_over = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def faults(self) -> list[str]:
        """What anybody saw go wrong."""
        return [f for one in (*self.visitors, self.fetcher) for f in one.faults]

    def begin(self, addresses: list[str]) -> None:
        """Let all of them go on until the end."""
        looking = [self._look(visitor, at) for at, visitor in enumerate(self.visitors)]
        self._tasks = [asyncio.create_task(c) for c in (*looking, self._fetch(addresses))]

    async def _look(self, visitor: Visitor, at: int) -> None:
        while not self._is_over.is_set():
            await visitor.look(PAGES[at % len(PAGES)], "weeks=26")
            at += 1

    async def _fetch(self, addresses: list[str]) -> None:
        while not self._is_over.is_set():
            await self.fetcher.fetch(*addresses)

    async def every_one_has(self, more: int) -> None:
        """Wait until each has looked or fetched so many times more, or something went wrong."""
        goals = [visitor.runs + more for visitor in self.visitors]
        fetches = self.fetcher.fetched + more
        while not self.faults and (
            any(v.runs < goal for v, goal in zip(self.visitors, goals, strict=True))
            or self.fetcher.fetched < fetches
        ):
            await asyncio.sleep(0.1)

    async def end(self) -> list[float]:
        """Let all of them come to an end; the seconds after which tabs were back."""
        self._is_over.set()
        await asyncio.gather(*self._tasks)
        for visitor in self.visitors:
            await visitor.leave()
        return [seconds for visitor in self.visitors for seconds in visitor.back]


def test_one_is_killed_under_load_and_nobody_sees_an_error(proxied: Proxied, port: int) -> None:
    several = proxied.processes
    lost: list[int] = []

    async def go() -> list[float]:
        load = Load(port, await signed_in(port, "southwest"))
        first = await load.visitors[0].look("training")
        assert first is not None, load.faults
        load.begin(["/training", "/sign-in/style.css", *files_of(first)[:2]])
        await load.every_one_has(2)
        lost.append(max(several.ports, key=several.open_pages))
        several.kill(lost[0])
        await load.every_one_has(3)
        back = await load.end()
        assert load.faults == []
        return back

    try:
        back = asyncio.run(go())
    finally:
        for one in lost:
            several.start(one)
    # Some were at the process that is gone.
    assert back
    if "STACK_REPORT" in os.environ:
        line = f"{port}: {len(back)} of {TABS} tabs came back after {max(back):.1f} s at most\n"
        with Path(os.environ["STACK_REPORT"]).open("a") as report:
            report.write(line)
