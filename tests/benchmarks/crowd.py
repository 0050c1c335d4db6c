"""What a crowd of strangers costs who works: ``python -m tests.benchmarks.crowd``; prints JSON.

2,000 websockets without an account, from four addresses of this machine, that ask for pages as fast
as they are let and come again when they are refused; 500 sessions that are signed in; and one
message of 20 MB. All of it on this machine, for so many seconds. Part of no other run.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from lib.access import accounts, sessions
from lib.data import engines
from lib.serving.connections import raise_file_limit
from tests.benchmarks.servers import busy_seconds, serving
from tests.benchmarks.session import Session, SessionError
from tests.wire import connected, rerun

STRANGERS, ADDRESSES, SIGNED_IN = 2_000, 4, 500
PAGES = ("this_week", "committees", "training")
LOOK_SECONDS = 20.0
LARGE_SECONDS = 15.0
WIDGETS = 1_000_000


@contextmanager
def _server(options: argparse.Namespace) -> Iterator[tuple[int, int, Path]]:
    """Port, process and log of the server that is asked for, or of one of our own."""
    if options.port:
        os.environ["TEJIDO_DATA_DIRECTORY"] = str(options.directory)
        engines.forget()
        yield options.port, options.pid, options.log
        return
    with tempfile.TemporaryDirectory(prefix="tejido-crowd-") as made:
        os.environ["TEJIDO_DATA_DIRECTORY"] = made
        engines.forget()
        with serving(
            "lib", "serve", "--members", "8000", directory=Path(made), is_paced=True
        ) as server:
            yield server.port, server.process.pid, server.log
        engines.forget()


def _memory_mib(pid: int) -> float:
    """What a process has in memory now. Source: ``VmRSS`` of proc_pid_status(5)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)


def _files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


async def _page_changes(session: Session, seconds: float) -> list[float]:
    """Seconds of each page change of somebody who works, one every half a second at most."""
    taken, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        run = await session.run(PAGES[len(taken) % len(PAGES)])
        taken.append(run.seconds)
        await asyncio.sleep(max(0.0, 0.5 - run.seconds))
    return taken


def _summary(taken: list[float]) -> dict[str, float]:
    tenths = quantiles(taken, n=20)
    return {
        "changes": len(taken),
        "median_ms": round(median(taken) * 1000),
        "p95_ms": round(tenths[-1] * 1000),
    }


async def _stranger(port: int, address: str, end: float, seen: Counter[str]) -> None:
    """Connect, ask for pages without a pause, and come again when it is over."""
    while time.monotonic() < end:
        try:
            connection = await connect(
                f"ws://localhost:{port}/_stcore/stream",
                subprotocols=["streamlit"],  # type: ignore[list-item]
                local_addr=(address, 0),
                compression=None,
                ping_interval=None,
                open_timeout=30,
                host="127.0.0.1",
                max_size=None,
            )
        except InvalidStatus as refused:
            seen[f"refused with {refused.response.status_code}"] += 1
        except (WebSocketException, OSError, TimeoutError) as problem:
            seen[type(problem).__name__] += 1
        else:
            await _ask_on(connection, end, seen)
        await asyncio.sleep(1)


async def _ask_on(connection: ClientConnection, end: float, seen: Counter[str]) -> None:
    message = rerun("").SerializeToString()
    try:
        while time.monotonic() < end:
            await connection.send(message)
            seen["asked"] += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    while True:
                        await connection.recv(decode=False)
    except WebSocketException:
        seen[f"closed with {connection.close_code}"] += 1
    finally:
        with suppress(Exception):
            await asyncio.wait_for(connection.close(), 1)


async def _crowd(port: int, seconds: float) -> Counter[str]:
    seen: Counter[str] = Counter()
    end = time.monotonic() + seconds
    await asyncio.gather(
        *(_stranger(port, f"127.0.0.{2 + n % ADDRESSES}", end, seen) for n in range(STRANGERS))
    )
    return seen


def _come(port: int, seconds: float) -> Counter[str]:
    """Strangers, in a process of their own: whoever works waits for no client of theirs."""
    raise_file_limit()
    return asyncio.run(_crowd(port, seconds))


async def strangers(port: int, pid: int, seconds: float) -> dict[str, Any]:
    """Page changes of an organizer before and while strangers come in masses."""
    async with _signed_in(port, 1) as (session,):
        await session.visit()
        for page in PAGES:
            await session.look(page)
        calm = await _page_changes(session, LOOK_SECONDS)
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            crowd = apart.submit(_come, port, seconds)
            busy = busy_seconds(pid)
            crowded = await _page_changes(session, seconds)
            busy = busy_seconds(pid) - busy
            files = _files(pid)
            seen = await asyncio.wrap_future(crowd)
    return {
        "calm": _summary(calm),
        "crowded": _summary(crowded),
        "median_ratio": round(median(crowded) / median(calm), 2),
        "p95_ratio": round(quantiles(crowded, n=20)[-1] / quantiles(calm, n=20)[-1], 2),
        "strangers": dict(seen),
        "server_cpu": round(busy / seconds, 2),
        "open_files": files,
    }


@asynccontextmanager
async def _signed_in(port: int, n: int) -> AsyncIterator[list[Session]]:
    """So many sessions of one account, each connected."""
    account = accounts.find("southwest")
    if account is None:
        raise SessionError("there is no account of the demo's")
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(n):
            token = sessions.begin(account, "a browser of the benchmark")
            session = Session(port, await connected(port, token))
            opened.append(await stack.enter_async_context(session))
        yield opened


async def working(port: int, n: int) -> dict[str, Any]:
    """So many sessions open at once, each of which opens a page a minute or so for a minute."""
    async with _signed_in(port, n) as opened:
        first = [(await session.visit()).seconds for session in opened]

        async def at_work(place: int, session: Session) -> list[float]:
            await asyncio.sleep(60 * place / n)
            return [(await session.look(PAGES[place % len(PAGES)])).seconds]

        begun = time.monotonic()
        looked = await asyncio.gather(*(at_work(*each) for each in enumerate(opened)))
        return {
            "sessions": n,
            "first_run": _summary(first),
            "page_a_minute": _summary([seconds for each in looked for seconds in each]),
            "seconds": round(time.monotonic() - begun),
        }


def large_message() -> bytes:
    """A message with a million widgets' values, of about 20 MB."""
    message = rerun("")
    for n in range(WIDGETS):
        message.rerun_script.widget_states.widgets.add(id=f"$$ID-{n:x}-", int_value=1)
    return bytes(message.SerializeToString())


async def large(port: int, pid: int) -> dict[str, Any]:
    """What one large message of a stranger's costs: memory, and the time of an organizer's page."""
    frame = large_message()
    async with _signed_in(port, 1) as (session,):
        await session.visit()
        for page in PAGES:
            await session.look(page)
        calm = await _page_changes(session, LARGE_SECONDS)
        before = highest = _memory_mib(pid)
        connection = await connected(port)
        with suppress(WebSocketException, OSError):
            await connection.send(rerun("").SerializeToString())
            await connection.send(frame)
        during = asyncio.create_task(_page_changes(session, LARGE_SECONDS))
        while not during.done():
            highest = max(highest, _memory_mib(pid))
            await asyncio.sleep(0.05)
        with suppress(Exception):
            await asyncio.wait_for(connection.close(), 60)
        await asyncio.sleep(5)
    return {
        "message_mb": round(len(frame) / 1e6, 1),
        "closed_with": connection.close_code,
        "calm": _summary(calm),
        "beside_it": _summary(during.result()),
        "memory_mib": {"before": before, "highest": highest, "after": _memory_mib(pid)},
    }


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("strangers", "working", "large"))
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--port", type=int, help="of a server that runs, with the three below")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--directory", type=Path)
    options = parser.parse_args()
    raise_file_limit()
    with _server(options) as (port, pid, log):
        size, report = log.stat().st_size, {}
        if options.only in (None, "large"):
            report["large"] = asyncio.run(large(port, pid))
        if options.only in (None, "working"):
            report["working"] = asyncio.run(working(port, SIGNED_IN))
        if options.only in (None, "strangers"):
            report["strangers"] = asyncio.run(strangers(port, pid, options.seconds))
        report["open_files"] = _files(pid)
        report["memory_mib"] = _memory_mib(pid)
        report["log_bytes"] = log.stat().st_size - size
    print(json.dumps(report, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
