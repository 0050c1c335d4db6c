"""A disk that is really full: at a first start, and under a dashboard that runs. As root, on Linux.

    python -m tests.trials.full_disk

The data directory is a small file system in memory of its own (tmpfs). Every command must end in
one sentence, and with more space the next start must serve; a dashboard that runs must say what is
the matter, and record what was looked at meanwhile once there is space.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from lib.data import engines, server
from tests.attacks.states import token_of
from tests.attacks.wire import Tab
from tests.benchmarks import servers
from tests.benchmarks.servers import ROOT, environment, serving
from tests.trials.killed_starts import SERVE, lacking

SIZES_MIB = (40, 75, 110, 140)
ENOUGH_MIB = 900
PATIENCE_SECONDS = 900


@contextmanager
def _small(mib: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tj") as place:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", place], check=True)
        try:
            yield Path(place)
        finally:
            server.stop(Path(place))
            subprocess.run(["umount", "-l", place], check=True)


def _grow(place: Path) -> None:
    options = f"remount,size={ENOUGH_MIB}m"
    subprocess.run(["mount", "-o", options, str(place)], check=True)


def first_start(mib: int) -> int:
    """Start on so little space, then with enough; what went wrong."""
    with _small(mib) as place:
        begun = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", *SERVE, "--port", "18634"],
            cwd=ROOT,
            env=environment(place),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        took = time.monotonic() - begun
        said = [line for line in ended.stderr.splitlines() if line.strip()]
        print(f"{mib} MiB: status {ended.returncode} after {took:.0f} s: {said[-1:]}", flush=True)
        wrong = "Traceback" in ended.stderr or ended.returncode != 1
        server.stop(place)
        _grow(place)
        lack = lacking(place)
        print(f"with space again: {lack or 'serves'}", flush=True)
    return int(wrong) + bool(lack)


def under_a_dashboard() -> int:
    """Fill the disk under one that runs, and make space again; what went wrong."""
    with _small(ENOUGH_MIB) as place, serving(*SERVE, directory=place) as running:
        os.environ["TEJIDO_DATA_DIRECTORY"] = str(place)
        engines.forget()
        token = token_of("admin")
        filler = place / "filler"
        with filler.open("wb") as out:
            try:
                while True:
                    out.write(b"0" * 2**20)
                    out.flush()
            except OSError:
                pass

        async def look() -> list[list[str]]:
            tab = await Tab.open(running.port, token)
            await tab.run()
            said = []
            for name in ("account", "sources", "account", "sources"):
                answer = await tab.run(name)
                said.append(answer.titles() or answer.says())
            await tab.close()
            return said

        print(f"full: {asyncio.run(look())}", flush=True)
        filler.unlink()
        time.sleep(5)
        print(f"with space: {asyncio.run(look())}", flush=True)
        time.sleep(2)
        counted = "SELECT count(*) FROM dashboard.audit WHERE event = 'page_viewed'"
        with engines.owner("dashboard").connect() as connection:
            recorded = int(connection.scalar(text(counted)) or 0)
        tracebacks = running.said().count("Traceback")
        print(f"views recorded: {recorded} of 10; tracebacks in the log: {tracebacks}")
        engines.forget()
    return int(recorded < 10) + int(tracebacks > 0)


def main() -> int:
    """Try each; how much went wrong."""
    servers.START_SECONDS = PATIENCE_SECONDS
    return sum(first_start(mib) for mib in SIZES_MIB) + under_a_dashboard()


if __name__ == "__main__":
    sys.exit(bool(main()))
