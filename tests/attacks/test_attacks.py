"""A share of every attack that ``make attack`` makes in full."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from lib.data import engines
from tests.attacks import every
from tests.attacks.every import CHANGING, QUIET, Attack
from tests.attacks.pages import known
from tests.attacks.states import GUARDED, token_of
from tests.attacks.tally import Tally
from tests.attacks.target import Target, attacked, mark
from tests.attacks.wire import Tab

SHARE = 0.004
"""Each attack has a least number of attempts beside."""
RECORDED_SECONDS = 30
"""The longest that what was refused takes to stand in the audit, on a machine however busy."""


@pytest.fixture(scope="module")
def target(marked: Path) -> Iterator[Target]:
    """A dashboard to attack."""
    with attacked(marked) as running:
        yield running


def _name(attack: Attack) -> str:
    return f"{attack.__module__.rpartition('.')[2]}.{attack.__name__}"


@pytest.mark.parametrize("attack", [*QUIET, *CHANGING], ids=_name)
def test_nothing_comes_of_an_attack(target: Target, attack: Attack) -> None:
    tally = Tally(SHARE)
    asyncio.run(every.attack(target, tally, _name(attack)))
    assert tally.leaks == []
    assert tally.attempts.total() > 0


def test_a_page_that_is_refused_is_in_the_audit(target: Target) -> None:
    token = token_of("partner")

    async def ask() -> None:
        hashes = await known(target)
        async with await Tab.open(target.port, token) as tab:
            for page in GUARDED:
                await tab.run(hashes[page.path])

    asyncio.run(ask())
    # Of all guarded pages a partner may open that of their own account alone.
    refused = {page.path for page in GUARDED} - {"account"}
    # The server records off the page's way.
    deadline = time.monotonic() + RECORDED_SECONDS
    while (recorded := _recorded()) < refused and time.monotonic() < deadline:
        time.sleep(0.1)
    assert recorded == refused


def _recorded() -> set[str]:
    """The pages that a partner was refused, by the audit."""
    with engines.owner("dashboard").connect() as connection:
        found = connection.execute(
            text(
                "SELECT DISTINCT facts ->> 'page' FROM dashboard.audit"
                " WHERE event = 'page_refused' AND actor = 'partner'"
            )
        ).scalars()
        # The light edition is no page of the app, and was attacked before.
        return set(found) - {"light"}


def test_what_stands_in_the_answer_to_its_holder_is_found(target: Target) -> None:
    # Were there no marks in what is rightly shown, their absence elsewhere would show nothing.
    async def look() -> bytes:
        async with await Tab.open(target.port, token_of("national")) as tab:
            hashes = await known(target)
            return (await tab.run(hashes["committees"])).whole

    seen = asyncio.run(look())
    assert all(mark(region).encode() in seen for region in target.committees)
    assert target.betrayed(seen, frozenset({"southwest"}))
