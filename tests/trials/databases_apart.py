"""A dashboard over three servers, of which one at a time goes away while pages are looked at.

    python -m tests.trials.databases_apart

Prints what each page says meanwhile, and how soon it is whole again; ends with 1 if a page showed
an error or never came back, or if the server's log has a traceback.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from lib.access import audit_chain
from lib.data import engines, server
from lib.data.contract import DATABASES
from lib.data.role_names import USUAL
from tests.attacks import target, wire
from tests.attacks.states import token_of
from tests.attacks.wire import Answer, Tab
from tests.benchmarks import servers
from tests.benchmarks.servers import serving

PAGES = ("training", "response", "sources")
"""One that rests on members, one on incidents, one on both."""
BACK_SECONDS = 300


def _urls(directories: dict[str, Path]) -> dict[str, str]:
    """What the configuration says where each database is."""
    urls = {}
    for database, directory in directories.items():
        url = server.start(directory).set(database=database)
        for section, role in (("CONNECTIONS", USUAL.reader), ("OWNERS", "postgres")):
            key = f"TEJIDO_{section}__{database.upper()}__URL"
            urls[key] = url.set(username=role).render_as_string(hide_password=False)
    return urls


async def _seen(tab: Tab) -> dict[str, Answer]:
    return {page: await tab.run(page) for page in PAGES}


def _is_whole(seen: dict[str, Answer]) -> bool:
    missing = (word for answer in seen.values() for word in answer.says() if "database" in word)
    return all(answer.titles() for answer in seen.values()) and not any(missing)


async def _apart(port: int, database: str, directory: Path) -> int:
    """Take one database away and give it back; what went wrong."""
    tab = await Tab.open(port, token_of("national"))
    await tab.run()
    server.stop(directory)
    begun = time.monotonic()
    without = await _seen(tab)
    took = time.monotonic() - begun
    wrong = sum("wrong on our side" in word for a in without.values() for word in a.says())
    for page, answer in without.items():
        print(f"without {database}, {page}: {answer.says()}, {len(answer.figures())} headlines")
    server.start.cache_clear()
    server.start(directory)
    begun = time.monotonic()
    while not _is_whole(await _seen(tab)) and time.monotonic() - begun < BACK_SECONDS:
        await asyncio.sleep(1)
    back = time.monotonic() - begun
    print(f"{database}: three pages without it in {took:.1f} s; whole again after {back:.1f} s")
    await tab.close()
    return wrong + (back >= BACK_SECONDS)


def main() -> int:
    """Try each database; how much went wrong."""
    servers.START_SECONDS, wrong = 600, 0
    wire.PATIENCE_SECONDS = BACK_SECONDS
    with ExitStack() as ends:
        places = [ends.enter_context(tempfile.TemporaryDirectory(prefix="tj")) for _ in range(4)]
        whole, *apart = map(Path, places)
        with target.own_databases(whole):
            target.fill()
        server.stop(whole)
        for directory in apart:
            subprocess.run(["cp", "-a", f"{whole}/.", str(directory)], check=True)
        directories = dict(zip(DATABASES, apart, strict=True))
        server.start.cache_clear()
        del os.environ["TEJIDO_DATA_DIRECTORY"]
        urls = _urls(directories)
        os.environ.update(urls)
        engines.forget()
        real = servers.environment
        servers.environment = lambda directory: real(directory) | urls
        with serving("lib", "serve", directory=whole) as running:
            for database, directory in directories.items():
                wrong += asyncio.run(_apart(running.port, database, directory))
                engines.forget()
            wrong += "Traceback" in running.said()
            print(f"tracebacks in the server's log: {running.said().count('Traceback')}")
        print(f"the audit: {audit_chain.verify()}")
        for directory in apart:
            server.stop(directory)
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main()))
