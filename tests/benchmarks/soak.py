"""Many open sessions for a long time, over three processes behind nginx; prints JSON.

    python -m tests.benchmarks.soak [--sessions 1000] [--minutes 15] [--think 20]
        [--members 8000]

Each session is a tab of its own that opens one page after the other and reads each for about
``--think`` seconds. Told are the times of its pages, what went wrong, and the memory of the
processes: what it grows by in an hour, over the second half, when everything has been drawn once.
It needs the system's own PostgreSQL and nginx (``sh tests/stack/install-programs``).
"""

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression, median, quantiles
from typing import Any

import psutil  # type: ignore[import-untyped]

from lib.access import accounts, sessions
from lib.data import engines
from lib.data.configuration import configuration
from lib.serving.connections import raise_file_limit
from tests.stack.postgres import addresses, cluster, fill
from tests.stack.processes import Processes, environment, processes
from tests.stack.programs import free_ports
from tests.stack.proxies import nginx
from tests.stack.visitor import Visitor

PAGES = ("this_week", "committees", "training", "support", "response", "membership")
PROCESSES = 3
"""As many as the example of deploy/ has."""
SAMPLE_SECONDS = 5.0
COMING_SECONDS = 60.0
"""Within so many seconds all have come; their first pages are told apart."""


@dataclass
class Soak:
    """What is seen.

    :ivar first: seconds that first pages took, those for which a session was begun.
    :ivar pages: seconds that further pages took.
    :ivar memory: seconds since the beginning, and MiB of all processes together.
    """

    first: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    async def tab(self, port: int, nth: int, end: float, think: float) -> None:
        """One tab, until the end."""
        account = accounts.find("southwest")
        assert account is not None
        visitor = Visitor(port, sessions.begin(account, "a browser of the benchmark"))
        # Each thinks apart from the others, and the same in each run.
        chance = random.Random(nth)  # noqa: S311
        await asyncio.sleep(chance.uniform(0, min(COMING_SECONDS, (end - time.monotonic()) / 4)))
        times = self.first
        while time.monotonic() < end:
            begun = time.monotonic()
            if await visitor.look(PAGES[nth % len(PAGES)]) is not None:
                times.append(time.monotonic() - begun)
            times, nth = self.pages, nth + 1
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
        self.faults += visitor.faults
        await visitor.leave()

    async def watch(self, ids: Sequence[int], end: float) -> None:
        """Note the memory of processes until the end."""
        begun, running = time.monotonic(), [psutil.Process(each) for each in ids]
        while time.monotonic() < end:
            resident = sum(one.memory_info().rss for one in running) / 2**20
            self.memory.append((time.monotonic() - begun, resident))
            await asyncio.sleep(SAMPLE_SECONDS)

    def report(self) -> dict[str, Any]:
        """The figures."""
        settled = self.memory[len(self.memory) // 2 :]
        slope = linear_regression(*zip(*settled, strict=True)).slope if len(settled) > 1 else 0.0
        return {
            "first_pages": _summary(self.first),
            "pages": _summary(self.pages),
            "faults": len(self.faults),
            "last_faults": self.faults[-3:],
            "memory_mib": {
                "at_half": round(settled[0][1]),
                "at_end": round(settled[-1][1]),
                "grows_in_an_hour": round(slope * 3600),
            },
        }


def _summary(taken: Sequence[float]) -> dict[str, float]:
    if len(taken) < 2:
        return {"runs": len(taken)}
    twentieths = quantiles(taken, n=20)
    return {
        "runs": len(taken),
        "median_ms": round(median(taken) * 1000),
        "p95_ms": round(twentieths[-1] * 1000),
        "most_ms": round(max(taken) * 1000),
    }


async def _soak(port: int, several: Processes, options: argparse.Namespace) -> Soak:
    soak = Soak()
    end = time.monotonic() + options.minutes * 60
    tabs = (soak.tab(port, nth, end, options.think) for nth in range(options.sessions))
    await asyncio.gather(soak.watch(several.ids(), end), *tabs)
    return soak


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Start all that is needed, and let the sessions work."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tejido-soak-")))
        # The server's files belong to a user of its own.
        folder.chmod(0o755)
        made, data = folder / "postgresql", folder / "tejido"
        made.mkdir()
        data.mkdir()
        primary = stack.enter_context(cluster(made, *free_ports(1)))
        settings = environment(data, addresses(primary))
        fill(primary, settings, options.members)
        free = free_ports(2 * PROCESSES + 1)
        ports = dict(zip(free[1 : PROCESSES + 1], free[PROCESSES + 1 :], strict=True))
        several = stack.enter_context(processes(folder, settings, ports))
        stack.enter_context(nginx(folder, free[0], list(ports)))
        os.environ.update(settings)
        configuration.cache_clear()
        engines.forget()
        return asyncio.run(_soak(free[0], several, options)).report()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--think", type=float, default=20.0, help="seconds")
    parser.add_argument("--members", type=int, default=8_000)
    options = parser.parse_args()
    raise_file_limit()
    print(json.dumps({"asked": vars(options)} | measure(options), indent=1))


if __name__ == "__main__":
    main()
