"""Every page with many committees beside the same page with few, turn and turn about.

    python -m tests.benchmarks.committees_speed DIRECTORY [--account southwest] [--pages training]
        [--sizes 40000x120,200000x20000]

Prints a line of JSON a page: milliseconds cold and warm, bytes, and ratios to the fewest committees
in the same turn. The organizations are made in DIRECTORY, unless they are there.
"""

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from lib.pages import PAGES
from tests.benchmarks import page_times
from tests.benchmarks.organization import printed_steps
from tests.benchmarks.page_times import RUNS, Place
from tests.benchmarks.servers import serving
from tests.every_page import opens

OWN = ("publish", "account")
"""Pages that are not measured: acts of one person, and one that takes its time on purpose."""

ACCOUNTS = ("southwest", "national")
"""A regional viewer, whose region grows as the organization does, and one of the nation."""

Size = tuple[int, int]
"""How many members and committees an organization has."""


def size_of(told: str) -> Size:
    """``40000x120`` as numbers."""
    members, committees = told.split("x")
    return int(members), int(committees)


def pages_of(account: str) -> list[str]:
    """The pages that an account opens."""
    return [
        page.path
        for page in PAGES
        if page.path and page.permission and page.path not in OWN and opens(account, page)
    ]


@contextmanager
def served(directory: Path, sizes: Sequence[Size]) -> Iterator[dict[int, Place]]:
    """Organizations of each size on servers of their own, by how many committees they have."""
    with ExitStack() as stack:
        places = {}
        for members, committees in sizes:
            there = directory / f"{members}x{committees}"
            steps = ("open",) if there.exists() else ("fill", "refresh", "open")
            done = printed_steps(members, there, *steps, committees=committees)
            command = ("tests.benchmarks.instrumented", "--runs", str(there / RUNS))
            server = stack.enter_context(serving(*command, directory=there))
            places[committees] = Place(server.port, there / RUNS, str(done["open"]["committee"]))
        yield places


def measure(
    places: dict[int, Place], account: str, pages: Sequence[str], turns: int
) -> Iterator[tuple[str, Any]]:
    """Each page with its figures by number of committees, as of :mod:`page_times`."""
    for page in pages:
        measured = page_times.measure(
            places, [page], turns=turns, warm_runs=3, seconds=0, account=account
        )
        yield page, asyncio.run(measured)[page]


def every(directory: Path, sizes: Sequence[Size], turns: int) -> dict[str, dict[str, Any]]:
    """Every page of both accounts: figures by account, page and number of committees."""
    with served(directory, sizes) as places:
        return {
            account: dict(measure(places, account, pages_of(account), turns))
            for account in ACCOUNTS
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure pages at several numbers of committees.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--account", default=ACCOUNTS[0])
    parser.add_argument("--pages", type=lambda value: value.split(","))
    parser.add_argument("--sizes", default="40000x120,200000x20000")
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    sizes = [size_of(told) for told in asked.sizes.split(",")]
    with served(asked.directory, sizes) as places:
        pages = asked.pages or pages_of(asked.account)
        for page, figures in measure(places, asked.account, pages, asked.turns):
            print(json.dumps({"account": asked.account, page: figures}), flush=True)


if __name__ == "__main__":
    main()
