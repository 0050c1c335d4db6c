"""What each page costs: script time, statements and bytes, cold and warm, at each size."""

import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from lib.access.demo_accounts import PASSWORD
from tests.benchmarks.instrumented import emptying
from tests.benchmarks.session import Session
from tests.every_page import account_for, links

PAGES = {
    page.path: account_for(page)
    for page, _link in links("")
    if page.path not in ("publish", "account")
}
"""The pages that are measured, each with the account that opens it.

Not the acts of one person on their own account, nor the preparation of a release, which takes its
time on purpose.
"""


RUNS = "runs.jsonl"
"""Where an instrumented server writes its runs."""

_Turn = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Place:
    """A server that writes its runs into a file (:mod:`tests.benchmarks.instrumented`)."""

    port: int
    runs: Path
    committee: str


def query(page: str, committee: str) -> str:
    """What a page's link says besides its address."""
    return f"committee={committee}" if page == "committee" else ""


@asynccontextmanager
async def viewer(port: int, account: str | None) -> AsyncIterator[Session]:
    """A session, signed in unless there is no account."""
    async with await Session.begin(port) as session:
        if account:
            await session.sign_in(account, PASSWORD)
        else:
            await session.visit()
        yield session


async def measure(
    places: Mapping[int, Place],
    pages: Sequence[str],
    *,
    turns: int,
    seconds: float,
    warm_runs: int,
    account: str | None = None,
) -> dict[str, dict[int, Any]]:
    """Measure pages on every server, turn and turn about.

    :param places: by number of members, or of committees.
    :param pages: of :data:`PAGES`.
    :param turns: of a cold run and warm ones on each server, at least.
    :param account: that opens them, in place of the usual ones.
    :param seconds: that a page is measured for, at least: quick pages get more turns.
    :returns: figures by page and number of members; times are medians, in milliseconds. ``ratio``
        is the median over the turns of a time to the same turn's at the fewest members,
        ``work_ratio`` the same of ``work_ms``.
    :raises SessionError: if a page does not come as it should.
    """
    return {
        page: await _measure_page(
            _Visit(page, account or PAGES[page], places), turns, seconds, warm_runs
        )
        for page in pages
    }


@dataclass(frozen=True, slots=True)
class _Visit:
    page: str
    account: str | None
    places: Mapping[int, Place]


async def _measure_page(
    visit: _Visit, turns: int, seconds: float, warm_runs: int
) -> dict[int, Any]:
    runs: dict[int, list[_Turn]] = {members: [] for members in visit.places}
    begun = time.monotonic()
    async with AsyncExitStack() as stack:
        sessions = {
            members: await stack.enter_async_context(viewer(place.port, visit.account))
            for members, place in visit.places.items()
        }
        for members, place in visit.places.items():
            await sessions[members].look(visit.page, query(visit.page, place.committee))
        turn = 0
        while turn < turns or time.monotonic() - begun < seconds:
            # Whoever is first in one turn is last in the next.
            for members in sorted(visit.places, reverse=bool(turn % 2)):
                place = visit.places[members]
                runs[members].append(
                    await _take_turn(sessions[members], visit.page, place, warm_runs)
                )
            turn += 1
    fewest = runs[min(runs)]
    return {members: _summary(of_size, fewest) for members, of_size in runs.items()}


async def _take_turn(session: Session, page: str, place: Place, warm_runs: int) -> _Turn:
    emptying(place.runs).touch()
    cold = await _run(session, page, place)
    warm = [await _run(session, page, place) for _ in range(warm_runs)]
    return {"cold": cold, "warm": _medians(warm)}


async def _run(session: Session, page: str, place: Place) -> dict[str, float]:
    run = await session.run(page, query(page, place.committee))
    last = place.runs.read_text(encoding="ascii").splitlines()[-1]
    costs: dict[str, float] = json.loads(last)
    return costs | {"answered_ms": 1000 * run.seconds, "bytes": run.size}


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _summary(turns: list[_Turn], fewest: list[_Turn]) -> dict[str, Any]:
    figures: dict[str, Any] = {"turns": len(turns)}
    for state in ("cold", "warm"):
        medians = _medians([turn[state] for turn in turns])
        ratios = {
            name: median(
                turn[state][of] / other[state][of]
                for turn, other in zip(turns, fewest, strict=True)
            )
            for name, of in (("ratio", "script_ms"), ("work_ratio", "work_ms"))
        }
        figures[state] = {
            name: round(figure, 1) if name.endswith("_ms") else int(figure)
            for name, figure in medians.items()
        } | {name: round(ratio, 2) for name, ratio in ratios.items()}
    return figures
