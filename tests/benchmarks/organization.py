"""Fill, refresh and open the databases that are measured.

    python -m tests.benchmarks.organization fill|refresh|refresh_unchanged|refresh_changed|open …
        [--members 40000] [--committees 120]

Prints JSON, by step. The directory of the databases is ``TEJIDO_DATA_DIRECTORY``.
"""

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
from sqlalchemy import text

from lib.access import demo_accounts
from lib.data import engines
from lib.data.configuration import configuration
from lib.data.migrate import migrate_all
from lib.data.refresh import Refreshed, refresh_all
from lib.demo.filling import make
from lib.demo.plan import FEWEST_COMMITTEES, MEMBERS_A_COMMITTEE
from tests.benchmarks.refresh_speed import ONE_PERCENT, change
from tests.benchmarks.servers import ROOT, environment, peak_mib

USUAL_COMMITTEES = 120


def fill(members: int, committees: int | None = None) -> dict[str, Any]:
    """Invent an organization and put it into empty databases.

    :param committees: as many as usual for so many members unless given.
    """
    migrate_all()
    committees = committees or min(
        USUAL_COMMITTEES, max(FEWEST_COMMITTEES, members // (5 * MEMBERS_A_COMMITTEE))
    )
    begun = time.perf_counter()
    make(members, committees=committees)
    seconds = time.perf_counter() - begun
    return {"seconds": round(seconds, 2), "committees": committees}


def refresh(_: int) -> dict[str, Any]:
    """Derive all rollups of both databases."""
    return _refreshed(refresh_all())


def refresh_unchanged(_: int) -> dict[str, Any]:
    """Derive the rollups of both databases that rest on what changed, which is nothing."""
    return _refreshed(refresh_all(anew=False))


def refresh_changed(_: int) -> dict[str, Any]:
    """The same after one in a hundred of the members, payments and enrollments changed."""
    with engines.owner("membership").begin() as connection:
        change(connection, ONE_PERCENT)
    return _refreshed(refresh_all(anew=False))


def _refreshed(done: Sequence[Refreshed]) -> dict[str, Any]:
    return {
        "seconds": round(sum(one.seconds for one in done), 2),
        "source_rows": sum(sum(one.source_rows.values()) for one in done),
        "rollup_rows": sum(sum(one.rows.values()) for one in done),
    }


def open_accounts(_: int) -> dict[str, Any]:
    """Make the demo's accounts; names the committee of the most members, whose page is measured."""
    demo_accounts.create()
    with engines.owner("membership").connect() as connection:
        largest = text("SELECT committee_id FROM rollup.committee ORDER BY members DESC LIMIT 1")
        return {"committee": connection.scalar(largest)}


class _PostgresMemory(threading.Thread):
    """Watches what the embedded PostgreSQL's processes take together, shared memory once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.done = threading.Event()
        file = configuration().data_directory / "postgresql" / "postmaster.pid"
        self.server = psutil.Process(int(file.read_text(encoding="utf-8").splitlines()[0]))

    def run(self) -> None:
        while not self.done.wait(0.1):
            taken = 0
            for process in (self.server, *self.server.children()):
                with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                    taken += process.memory_full_info().pss
            self.peak = max(self.peak, taken)


def printed_steps(
    members: int, directory: Path, *steps: str, committees: int | None = None
) -> dict[str, Any]:
    """Do steps of this module in a process of their own, and return what it printed."""
    module = ("-m", "tests.benchmarks.organization", *steps, "--members", str(members))
    if committees:
        module = (*module, "--committees", str(committees))
    done = subprocess.run(
        [sys.executable, *module],
        cwd=ROOT,
        env=environment(directory),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(module)} failed:\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


STEPS: dict[str, Callable[[int], dict[str, Any]]] = {
    "fill": fill,
    "refresh": refresh,
    "refresh_unchanged": refresh_unchanged,
    "refresh_changed": refresh_changed,
    "open": open_accounts,
}


def main() -> None:
    """Do the steps; print what they took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("steps", nargs="+", choices=STEPS)
    parser.add_argument("--members", type=int, default=40_000)
    parser.add_argument("--committees", type=int)
    arguments = parser.parse_args()
    # Starts the server, which is no part of the step.
    engines.owner("membership").connect().close()
    steps = STEPS | {"fill": partial(fill, committees=arguments.committees)}
    done = {step: _done(steps[step], arguments.members) for step in arguments.steps}
    print(json.dumps(done))


def _done(step: Callable[[int], dict[str, Any]], members: int) -> dict[str, Any]:
    """A step's figures, with the peaks of this process so far and of PostgreSQL in the step."""
    memory = _PostgresMemory()
    memory.start()
    figures = step(members)
    memory.done.set()
    memory.join()
    return figures | {"peak_mib": peak_mib(), "postgresql_peak_mib": round(memory.peak / 2**20)}


if __name__ == "__main__":
    main()
