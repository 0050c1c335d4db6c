"""A real server with a small invented organization, and a real Chromium that looks at it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, expect, sync_playwright

from tests.benchmarks.chromium import executable
from tests.browser.partner import Site, serving
from tests.browser.profiles import WAIT_MS, Profiles, sign_in
from tests.templates.copying import copy, new_directory
from tests.templates.making import SERVED

__all__ = ["sign_in"]

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
HOSTILE = "az-tucson"
HOSTILE_NAME = "![x](http://evil.example/p.png) <img src=http://evil.example/q> $x$ :red[y]"
"""What every page must show of one committee's name as it is."""

PHONE, DESK = 390, 1280
Scheme = Literal["light", "dark"]
expect.set_options(timeout=WAIT_MS)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Server:
    """A dashboard that runs: its address and where its databases are."""

    url: str
    data_directory: Path

    @property
    def host(self) -> str:
        """Host and port, as a request names them."""
        return urlsplit(self.url).netloc


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped at its start"
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not start in time")


@pytest.fixture(scope="package")
def partner() -> Iterator[Site]:
    """A site that may show the public page in a frame."""
    with serving() as site:
        yield site


@pytest.fixture(scope="package")
def server(partner: Site) -> Iterator[Server]:
    """``python -m lib serve`` with an invented organization, on a port of its own."""
    directory = copy("served", new_directory())
    embedders = json.dumps([partner.origin])
    with running(directory, free_port(), TEJIDO_SERVING__EMBEDDERS=embedders) as server:
        _rename(directory, HOSTILE, HOSTILE_NAME)
        yield server


@contextmanager
def running(directory: Path, port: int, **settings: str) -> Iterator[Server]:
    """``python -m lib serve`` over a directory's databases, for the length of a block."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    command = [sys.executable, "-m", "lib", "serve", "--port", str(port), "--members", str(SERVED)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment | {"TEJIDO_DATA_DIRECTORY": str(directory)} | settings,
        stdout=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        _wait_for(url, process)
        yield Server(url, directory)
    finally:
        process.terminate()
        process.wait(30)


def _rename(directory: Path, committee: str, name: str) -> None:
    """Change a committee's name where the pages read it, before any of them is opened."""
    code = (
        "import sys; from lib.data import engines; from sqlalchemy import text\n"
        "with engines.owner('membership').begin() as c:\n"
        "    update = text('UPDATE rollup.committee SET name = :n WHERE committee_id = :i')\n"
        "    changed = c.execute(update, {'i': sys.argv[1], 'n': sys.argv[2]})\n"
        "    assert changed.rowcount == 1"
    )
    environment = os.environ | {"TEJIDO_DATA_DIRECTORY": str(directory)}
    command = [sys.executable, "-c", code, committee, name]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright, once in a run."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless Chromium, once in a run."""
    launched = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield launched
    launched.close()


@pytest.fixture(scope="package")
def every_profile(browser: Browser, server: Server) -> Iterator[Profiles]:
    """A profile of the browser for each account."""
    profiles = Profiles(browser, server.url)
    yield profiles
    profiles.end()


Open = Callable[..., Page]


@pytest.fixture
def open_page(every_profile: Profiles, server: Server) -> Iterator[Open]:
    """Open an address, signed in as an account; asserts that no other host is ever called."""
    hosts: set[str] = set()
    opened: list[Page] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            hosts.add(urlsplit(request.url).netloc)

    def open_address(
        path: str, account: str | None, *, width: int = DESK, scheme: Scheme = "light"
    ) -> Page:
        page = every_profile.page(account)
        opened.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.on("request", note)
        page.goto(f"{server.url}/{path}")
        if "/sign-in" not in page.url:
            settle(page)
        return page

    yield open_address
    for page in opened:
        page.remove_listener("request", note)
    every_profile.tidy()
    assert hosts == {server.host}


def settle(page: Page) -> None:
    """Wait until the page has run, nothing is stale and all is there."""
    page.get_by_test_id("stApp").and_(
        page.locator('[data-test-script-state="notRunning"]')
    ).wait_for()
    page.wait_for_function(
        """() => !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')"""
    )
    # What is far away would come by and by; on paper all of it is wanted at once.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def still(page: Page) -> None:
    """Wait until nothing fades in or moves, but what never ends."""
    page.wait_for_function(
        "() => document.getAnimations().every(one => one.playState !== 'running'"
        " || one.effect.getComputedTiming().endTime === Infinity)"
    )
