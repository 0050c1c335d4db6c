"""Whether a process lives and whether it can do its work, for proxies and monitors alone.

Whoever else asks gets what any unknown address gets: what is out of order is nobody's business.
"""

import time
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from math import isfinite
from typing import TYPE_CHECKING

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.data import engines, layout, reading, server
from lib.data.configuration import ConfigurationError, configuration
from lib.data.contract import DATABASES, SOURCES
from lib.data.errors import Unavailable, unavailable
from lib.data.scope import CATALOGUES

if TYPE_CHECKING:
    import pandas as pd

LIVE, READY = "/healthz/live", "/healthz/ready"
KEPT_SECONDS = 1.0
"""How long a finding holds: however often it is asked, the databases are asked once a second."""


class Health:
    """Middleware that answers for a process, to this machine and to the trusted proxies."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http" or scope["path"] not in (LIVE, READY) or not _is_near(scope):
            await self._app(scope, receive, send)
            return
        wrong = await to_thread.run_sync(_FINDING.now) if scope["path"] == READY else []
        answer = JSONResponse(
            {"ready" if scope["path"] == READY else "live": not wrong}
            | ({"wrong": wrong} if wrong else {}),
            status_code=503 if wrong else 200,
            headers={"Cache-Control": "no-store"},
        )
        await answer(scope, receive, send)


def _is_near(scope: Scope) -> bool:
    """Whether a request comes from this machine or a trusted proxy itself, for nobody else."""
    client = scope.get("client")
    try:
        address = ip_address(client[0] if client else "")
    except ValueError:
        return False
    networks = map(ip_network, configuration().access.trusted_proxies)
    return address.is_loopback or any(address in network for network in networks)


class _Finding:
    """What was found last, for a moment."""

    def __init__(self) -> None:
        self._until, self._wrong = 0.0, [""]

    def now(self) -> list[str]:
        if time.monotonic() > self._until:
            self._wrong = wrong()
            self._until = time.monotonic() + KEPT_SECONDS
        return self._wrong


_FINDING = _Finding()


def wrong() -> list[str]:
    """What keeps this process from its work, a sentence each; nothing of what is in the data."""
    found = []
    if server.has_no_room():
        found.append("embedded database: the disk is full")
    if configuration().is_public:
        return found + _of_published()
    for database in DATABASES:
        found += _of_database(database)
    for database in SOURCES:
        found += _of_refresh(database)
    return found


def _of_published() -> list[str]:
    try:
        with engines.public_reader().connect():
            return []
    except SQLAlchemyError as error:
        return [str(unavailable("dashboard", error))]


def _of_database(database: str) -> list[str]:
    try:
        with engines.reader(database).connect() as connection:
            mark = layout.mark(connection)
    except SQLAlchemyError as error:
        return [str(unavailable(database, error))]
    except ConfigurationError as error:
        return [str(error)]
    version = mark[1] if mark else None
    if version == layout.LAYOUT_VERSION:
        return []
    return [f"{database} database: layout {version}, and this version has {layout.LAYOUT_VERSION}"]


def _of_refresh(database: str) -> list[str]:
    most = configuration().serving.refresh_hours
    if most is None:
        return []
    try:
        hours = age_of(reading.read(database, "freshness", CATALOGUES)) / 3_600
    except Unavailable:
        # What stands in the way is said of the database itself.
        return []
    if hours <= most:
        return []
    said = f"refreshed {hours:.0f} hours ago" if isfinite(hours) else "never refreshed"
    return [f"{database} database: {said}; {most} hours are the most"]


def age_of(freshness: "pd.DataFrame") -> float:
    """Seconds since a database was last refreshed; without end if it never was.

    :param freshness: its rows of ``rollup.refresh``.
    """
    if freshness.empty:
        return float("inf")
    return float((datetime.now(UTC) - freshness["refreshed_at"].max()).total_seconds())
