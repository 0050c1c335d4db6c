"""Page runs a second of many sessions in one process, beside a reference page in another."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median
from typing import Any

from tests.benchmarks.page_times import PAGES, query, viewer
from tests.benchmarks.session import Session

SIGNED_IN = "national"
"""The account whose pages are opened."""
EVERY = "every page in turn"


@asynccontextmanager
async def _viewers(port: int, account: str | None, sessions: int) -> AsyncIterator[list[Session]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(viewer(port, account)) for _ in range(sessions)]


async def measure(
    ports: tuple[int, int],
    committee: str,
    pages: Sequence[str],
    *,
    sessions: int,
    rounds: int,
    seconds: float,
) -> dict[str, Any]:
    """Measure each page, and all of them in turn, right before and after the reference page.

    :param ports: of Tejido's server and the reference page's.
    :param pages: to choose the account's from.
    :param sessions: on each.
    :param rounds: times that each is measured.
    :param seconds: of each measurement, but for the runs under way at its end.
    :returns: by page the runs a second and their ratio to the reference page's in the same round;
        medians over the rounds.
    """
    opened = [page for page in pages if PAGES[page] == SIGNED_IN]
    ways = {page: [page] for page in opened} | {EVERY: opened}
    figures: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    async with (
        _viewers(ports[0], SIGNED_IN, sessions) as ours,
        _viewers(ports[1], None, sessions) as theirs,
    ):
        for page in opened:
            await ours[0].look(page, query(page, committee))
        await theirs[0].look("")
        for _ in range(rounds):
            before = await _runs_a_second(theirs, [""], "", seconds)
            for way, turns in ways.items():
                own = await _runs_a_second(ours, turns, committee, seconds)
                after = await _runs_a_second(theirs, [""], "", seconds)
                figures[way].append((own, (before + after) / 2))
                before = after
    return {way: _summary(pairs) for way, pairs in figures.items()}


async def _runs_a_second(
    sessions: list[Session], pages: list[str], committee: str, seconds: float
) -> float:
    begun = time.perf_counter()

    async def open_pages(session: Session, first: int) -> int:
        done = 0
        while time.perf_counter() - begun < seconds:
            page = pages[(first + done) % len(pages)]
            await session.run(page, query(page, committee))
            done += 1
        return done

    done = await asyncio.gather(*(open_pages(s, first) for first, s in enumerate(sessions)))
    return sum(done) / (time.perf_counter() - begun)


def _summary(pairs: list[tuple[float, float]]) -> dict[str, Any]:
    ratios = [own / reference for own, reference in pairs]
    return {
        "runs_a_second": round(median(own for own, _ in pairs), 1),
        "reference_runs_a_second": round(median(reference for _, reference in pairs), 1),
        "ratio": round(median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
    }
