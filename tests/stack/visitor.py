"""Whoever looks at pages through a proxy, and comes back as a browser does."""

import asyncio
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field

from httpx import AsyncClient, HTTPError
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from lib.access.client import LOCAL_COOKIE
from lib.access.demo_accounts import PASSWORD
from tests.benchmarks.session import Run, Session, SessionError
from tests.wire import connected

_UNUSED = ssl.create_default_context()
"""What a client makes for itself, for TLS or without, in a fifth of a second of CPU."""
BACK_SECONDS = 120
"""How long coming back is tried, on a machine however busy."""


async def signed_in(port: int, account: str) -> str:
    """Sign in by the form at a port; the session's token."""
    async with AsyncClient(base_url=f"http://localhost:{port}", timeout=120) as browser:
        answer = await browser.post(
            "/sign-in",
            data={"username": account, "password": PASSWORD},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    assert answer.status_code == 303, answer.text
    return str(answer.cookies[LOCAL_COOKIE])


@dataclass
class Visitor:
    """One tab, through a proxy.

    :ivar faults: what a person would have seen go wrong.
    :ivar losses: how often it has lost its connection, or found none.
    :ivar back: seconds from each end of a connection until the page was there again.
    """

    port: int
    token: str
    runs: int = 0
    losses: int = 0
    faults: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    _session: Session | None = None

    async def look(self, page: str, query: str = "") -> Run | None:
        """Look at a page; where the connection ends, come back to it."""
        begun = time.monotonic()
        has_ended = False
        while time.monotonic() - begun < BACK_SECONDS:
            try:
                session = await self._connected()
                run = await session.look(page, query)
            except SessionError as problem:
                self.faults.append(str(problem))
                return None
            except (ConnectionClosed, InvalidHandshake, InvalidMessage, OSError, EOFError):
                self._session, has_ended = None, True
                self.losses += 1
                await asyncio.sleep(0.2)
                continue
            if has_ended:
                self.back.append(time.monotonic() - begun)
            self.runs += 1
            return run
        self.faults.append(f"{page}: not back within {BACK_SECONDS} s")
        return None

    async def _connected(self) -> Session:
        if self._session is None:
            self._session = Session(self.port, await connected(self.port, self.token))
            await self._session.visit()
        return self._session

    async def leave(self) -> None:
        """Close the tab."""
        if self._session is not None:
            with suppress(ConnectionClosed):
                await self._session.connection.close()


@dataclass
class Fetcher:
    """Whoever asks for addresses again and again with a session's cookie."""

    port: int
    token: str
    fetched: int = 0
    faults: list[str] = field(default_factory=list)

    async def fetch(self, *paths: str) -> list[bytes]:
        """Ask for each of these, by a connection of its own; what was answered."""
        contents = []
        for path in paths:
            async with AsyncClient(
                base_url=f"http://localhost:{self.port}",
                cookies={LOCAL_COOKIE: self.token},
                timeout=120,
                verify=_UNUSED,
            ) as browser:
                try:
                    answer = await browser.get(path)
                except HTTPError as problem:
                    self.faults.append(f"{path[:40]}: {problem!r}")
                    continue
            if answer.status_code != 200:
                self.faults.append(f"{path[:40]}: {answer.status_code}")
            self.fetched += 1
            contents.append(answer.content)
        return contents


def files_of(run: Run) -> list[str]:
    """The addresses of the files that a page offers."""
    links = (element.link_button.url for element in run.elements())
    return [link for link in links if "/download/" in link]
