"""End the first start of a dashboard hard, at random moments; the next start must serve all of it.

    python -m tests.trials.killed_starts [TIMES] [SEED] [SECONDS]

Starts over the same files are killed three times, each going on from where the one before was; the
fourth is let through and must serve. Every other kill takes the embedded server and its supervisor
as well, as a power cut does. SECONDS is how long an undisturbed start takes; without it, one is
made and measured.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from lib.access import accounts, demo_accounts
from lib.data import engines, server
from lib.data.supervising import running
from lib.demo import unfinished
from lib.publication import open_data, signing
from tests.attacks.states import token_of
from tests.attacks.wire import Tab
from tests.benchmarks import servers
from tests.benchmarks.servers import ROOT, ServerError, environment, serving

MEMBERS = "600"
PATIENCE_SECONDS = 900
KILLS = 3
"""Of starts over the same files, before one is let through."""
SERVE = ("lib", "serve", "--members", MEMBERS)


def _begun(directory: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", *SERVE, "--port", "18633"],
        cwd=ROOT,
        env=environment(directory),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill(directory: Path, after: float, *, with_database: bool) -> None:
    """Begin a start and kill it after so many seconds."""
    process = _begun(directory)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if not with_database:
        return
    with suppress(OSError, ValueError):
        os.kill(int((directory / "postgresql.supervisor").read_text()), signal.SIGKILL)
    if database := running(directory / "postgresql"):
        for each in [*database.children(), database]:
            with suppress(Exception):
                each.kill()


async def _shown(port: int) -> list[str]:
    async with await Tab.open(port, token_of("southwest")) as tab:
        await tab.run()
        return (await tab.run("this_week")).figures()


def lacking(directory: Path) -> str:
    """What lacks after the next start, or nothing."""
    os.environ["TEJIDO_DATA_DIRECTORY"] = str(directory)
    try:
        with serving(*SERVE, directory=directory) as started:
            engines.forget()
            made = {a.username for a in accounts.all_accounts() if a.is_demo}
            return ", ".join(
                name
                for name, is_there in {
                    "an end of the set-up": unfinished.find() is None,
                    "accounts": made == {name for name, *_ in demo_accounts.DEMO},
                    "releases": len(open_data.releases()) == 2,
                    "a key": bool(signing.read_key()),
                    "figures": bool(asyncio.run(_shown(started.port))),
                }.items()
                if not is_there
            )
    except ServerError as error:
        return str(error)
    finally:
        engines.forget()
        server.stop(directory)
        server.start.cache_clear()


def _undisturbed() -> float:
    """Seconds that a start takes that nobody kills.

    :raises SystemExit: if it doesn't serve.
    """
    with tempfile.TemporaryDirectory(prefix="tj") as place:
        begun = time.monotonic()
        if lack := lacking(Path(place)):
            raise SystemExit(f"undisturbed it lacks {lack}")
        return time.monotonic() - begun


def main(times: int, seed: int, seconds: int) -> int:
    """Kill so many times; how many of the starts that were let through did not serve."""
    # A busy machine is no fault.
    servers.START_SECONDS = PATIENCE_SECONDS
    chance, failed = random.Random(seed), 0
    whole = seconds or _undisturbed()
    print(f"an undisturbed start takes {whole:.0f} s", flush=True)
    for first in range(0, times, KILLS):
        with tempfile.TemporaryDirectory(prefix="tj", ignore_cleanup_errors=True) as place:
            moments = [chance.uniform(0, whole) for _ in range(min(KILLS, times - first))]
            for n, after in enumerate(moments, first):
                kill(Path(place), after, with_database=n % 2 == 1)
            lack = lacking(Path(place))
        failed += bool(lack)
        killed = ", ".join(f"{after:.1f}" for after in moments)
        print(f"killed after {killed} s: {lack or 'serves'}", flush=True)
    print(f"{times} times killed; {failed} starts that were let through did not serve")
    return failed


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(bool(main(*(given + [30, 7, 0][len(given) :]))))
