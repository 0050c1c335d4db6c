"""Every page with many committees beside the same page with few, turn and turn about.

    python -m tests.benchmarks.committees_speed DIRECTORY [--account southwest] [--pages training]
        [--sizes 40000x120,200000x20000]

Prints a line of JSON a page: script and SQL milliseconds cold and warm, bytes, and ratios to the
fewest committees in the same turn. The organizations are made in DIRECTORY, unless they are there.
"""

import argparse
import asyncio
import json
from contextlib import ExitStack
from pathlib import Path

from lib.pages import PAGES
from tests.benchmarks import page_times
from tests.benchmarks.__main__ import RUNS, printed_steps
from tests.benchmarks.page_times import Place
from tests.benchmarks.servers import serving
from tests.every_page import opens

OWN = ("publish", "account")
"""Pages that are not measured: acts of one person, and one that takes its time on purpose."""


def _pages(account: str) -> list[str]:
    return [
        page.path
        for page in PAGES
        if page.path and page.permission and page.path not in OWN and opens(account, page)
    ]


def _organization(directory: Path, size: str) -> tuple[int, Path, str]:
    """How many committees an organization has, where it is, and its largest committee."""
    members, committees = size.split("x")
    place = directory / size
    steps = ("open",) if place.exists() else ("fill", "refresh", "open")
    done = printed_steps(int(members), place, *steps, committees=int(committees))
    return int(committees), place, str(done["open"]["committee"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure pages at several numbers of committees.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--account", default="southwest")
    parser.add_argument("--pages", type=lambda value: value.split(","))
    parser.add_argument("--sizes", default="40000x120,200000x20000")
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    organizations = [_organization(asked.directory, size) for size in asked.sizes.split(",")]
    with ExitStack() as stack:
        places = {}
        for committees, place, largest in organizations:
            command = ("tests.benchmarks.instrumented", "--runs", str(place / RUNS))
            server = stack.enter_context(serving(*command, directory=place))
            places[committees] = Place(server.port, place / RUNS, largest)
        for page in asked.pages or _pages(asked.account):
            page_times.PAGES[page] = asked.account
            measured = page_times.measure(places, [page], turns=asked.turns, warm_runs=3, seconds=0)
            print(json.dumps({"account": asked.account} | asyncio.run(measured)), flush=True)


if __name__ == "__main__":
    main()
