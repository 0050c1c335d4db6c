"""A share of every attack that ``make attack`` makes in full."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import every
from tests.attacks.every import CHANGING, QUIET, Attack
from tests.attacks.tally import Tally
from tests.attacks.target import Target, attacked, fill
from tests.conftest import empty_tables

SHARE = 0.04


@pytest.fixture(scope="module")
def target(databases: Path) -> Iterator[Target]:
    """The invented organization's dashboard, attacked."""
    empty_tables()
    fill()
    with attacked(databases) as running:
        yield running
    empty_tables()


@pytest.mark.parametrize("attack", [*QUIET, *CHANGING], ids=lambda each: each.__name__)
def test_nothing_comes_of_an_attack(target: Target, attack: Attack) -> None:
    tally = Tally(SHARE)
    asyncio.run(
        every.attack(target, tally, f"{attack.__module__.rpartition('.')[2]}.{attack.__name__}")
    )
    assert tally.leaks == []
    assert tally.attempts.total() > 0
