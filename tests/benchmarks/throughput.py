"""Page runs a second of many sessions in one process, beside a reference page in another."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.benchmarks.page_times import PAGES, query, viewer
from tests.benchmarks.servers import Server
from tests.benchmarks.session import Session

SIGNED_IN = "national"
"""The account whose pages are opened."""
EVERY = "every page in turn"


@asynccontextmanager
async def _viewers(port: int, account: str | None, sessions: int) -> AsyncIterator[list[Session]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(viewer(port, account)) for _ in range(sessions)]


@dataclass(frozen=True, slots=True)
class _Pace:
    """How quickly pages came.

    :ivar runs: a second.
    :ivar cpu: seconds of a core that the server took for each.
    """

    runs: float
    cpu: float


@dataclass(frozen=True, slots=True)
class _Sessions:
    """The sessions on a server."""

    server: Server
    all: list[Session]

    async def pace(self, pages: list[str], committee: str, seconds: float) -> _Pace:
        """Have each session open pages in turn, one as soon as the last has come."""
        begun, busy = time.perf_counter(), self.server.busy_seconds()

        async def open_pages(session: Session, first: int) -> int:
            done = 0
            while time.perf_counter() - begun < seconds:
                page = pages[(first + done) % len(pages)]
                await session.run(page, query(page, committee))
                done += 1
            return done

        runs = sum(
            await asyncio.gather(*(open_pages(s, first) for first, s in enumerate(self.all)))
        )
        taken = time.perf_counter() - begun
        return _Pace(runs / taken, (self.server.busy_seconds() - busy) / runs)


async def measure(
    servers: tuple[Server, Server],
    committee: str,
    pages: Sequence[str],
    *,
    sessions: int,
    rounds: int,
    seconds: float,
) -> dict[str, Any]:
    """Measure each page, and all of them in turn, right before and after the reference page.

    :param servers: Tejido's and the reference page's.
    :param pages: to choose the account's from.
    :param sessions: on each.
    :param rounds: times that each is measured.
    :param seconds: of each measurement, but for the runs under way at its end.
    :returns: by page the runs a second, the milliseconds of a core that one takes, and their ratios
        to the reference page's in the same round (that of the cores: the reference's to the
        page's, so that more is better); medians over the rounds.
    """
    opened = [page for page in pages if PAGES[page] == SIGNED_IN]
    ways = {page: [page] for page in opened} | {EVERY: opened}
    figures: dict[str, list[tuple[_Pace, _Pace]]] = {way: [] for way in ways}
    async with (
        _viewers(servers[0].port, SIGNED_IN, sessions) as own,
        _viewers(servers[1].port, None, sessions) as others,
    ):
        ours, theirs = _Sessions(servers[0], own), _Sessions(servers[1], others)
        for page in opened:
            await own[0].look(page, query(page, committee))
        await others[0].look("")
        for _ in range(rounds):
            before = await theirs.pace([""], "", seconds)
            for way, turns in ways.items():
                pace = await ours.pace(turns, committee, seconds)
                after = await theirs.pace([""], "", seconds)
                reference = _Pace((before.runs + after.runs) / 2, (before.cpu + after.cpu) / 2)
                figures[way].append((pace, reference))
                before = after
    return {way: _summary(pairs) for way, pairs in figures.items()}


def _summary(pairs: list[tuple[_Pace, _Pace]]) -> dict[str, Any]:
    ratios = [pace.runs / beside.runs for pace, beside in pairs]
    own, reference = (median(pace.cpu for pace in paces) for paces in zip(*pairs, strict=True))
    return {
        "runs_a_second": round(median(pace.runs for pace, _ in pairs), 1),
        "reference_runs_a_second": round(median(pace.runs for _, pace in pairs), 1),
        "ratio": round(median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "cpu_ms": round(1000 * own, 1),
        "reference_cpu_ms": round(1000 * reference, 1),
        "cpu_ratio": round(reference / own, 2) if own else None,
    }
