"""Page runs a second of many sessions in one process, beside a reference page in another."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median
from typing import Any

from tests.benchmarks.page_times import PAGES, query, viewer
from tests.benchmarks.session import Session

SIGNED_IN = "national"
OPENED = tuple(page for page, account in PAGES.items() if account == SIGNED_IN)
"""The pages that the sessions open; all with one account."""
EVERY = "every page in turn"


@asynccontextmanager
async def _viewers(port: int, account: str | None, sessions: int) -> AsyncIterator[list[Session]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(viewer(port, account)) for _ in range(sessions)]


async def measure(
    ports: tuple[int, int], committee: str, *, sessions: int, rounds: int, seconds: float
) -> dict[str, Any]:
    """Measure each page, and all of them in turn, right before and after the reference page.

    :param ports: of Tejido's server and the reference page's.
    :param sessions: on each.
    :param rounds: times that each is measured.
    :param seconds: of each measurement, but for the runs under way at its end.
    :returns: by page the runs a second and their ratio to the reference page's in the same round;
        medians over the rounds.
    """
    ways = {page: [page] for page in OPENED} | {EVERY: list(OPENED)}
    figures: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    async with (
        _viewers(ports[0], SIGNED_IN, sessions) as ours,
        _viewers(ports[1], None, sessions) as theirs,
    ):
        for page in OPENED:
            await ours[0].look(page, query(page, committee))
        await theirs[0].look("")
        for _ in range(rounds):
            before = await _runs_a_second(theirs, [""], "", seconds)
            for way, pages in ways.items():
                own = await _runs_a_second(ours, pages, committee, seconds)
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
