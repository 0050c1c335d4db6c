"""What is let in before anything of Streamlit's sees it, and the headers of what goes out."""

import asyncio
import logging
import re
from functools import partial
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access import tab
from lib.access.client import is_local, is_local_host, is_own_origin
from lib.data.configuration import configuration
from lib.serving import crowded, metrics
from lib.serving.headers import EMBEDDABLE, EMBEDDED, completed
from lib.serving.pace import PACES
from lib.serving.sockets import SOCKETS
from lib.serving.stream import Stream
from lib.serving.visitors import visitor_of

HEALTH = "/_stcore/health"
STREAM = "/_stcore/stream"
_INTERNAL = frozenset({HEALTH, STREAM, "/_stcore/host-config"})
"""What of Streamlit's own addresses a browser needs; uploads, metrics and the agent API are not."""

IDENTITY = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
"""Where Streamlit leads to an identity provider and back: nothing, where there is none."""

_PICTURES = (".svg", ".png", ".jpg", ".ico")
"""Of the files that pages hand to Streamlit only pictures are served: files of numbers go through
a route that checks the session."""

_PLAIN_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?")
"""A name or an address, perhaps with a port; it is put into headers, so it is nothing else."""

_METHODS = frozenset({"GET", "HEAD", "POST"})

log = logging.getLogger("tejido")
_FAILED = "Something went wrong here. Try again.\nAlgo falló aquí. Inténtalo de nuevo.\n"


class Gate:
    """Middleware that refuses what Tejido does not serve, and completes the headers of answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or a connection on, or refuse it."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        host, path, serving = _header(scope, b"host"), scope["path"], configuration().serving
        framed = EMBEDDED in scope.get("query_string", b"").split(b"&")

        has_begun = False

        async def complete(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                trusted = host if _is_ours(host) else ""
                own = message["headers"]
                message["headers"] = completed(own, trusted, path, serving, is_embedded=framed)
            await send(message)

        refused = _refused(scope, host, path)
        answer = PlainTextResponse("Not here.\n", refused) if refused else self._app
        if refused:
            metrics.refused(str(refused))
        try:
            await answer(scope, receive, complete)
        except Exception:
            log.exception("a request could not be answered")
            if has_begun:
                raise
            await PlainTextResponse(_FAILED, 500)(scope, receive, complete)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        has_tls = configuration().serving.tls_terminated
        is_same = not origin or is_own_origin(origin, host, has_tls=has_tls)
        if scope["path"] != STREAM or not _is_addressed(scope, host) or not is_same:
            metrics.refused("websocket")
            await send({"type": "websocket.close", "code": 1008})
            return

        visitor = await visitor_of(scope)
        full = SOCKETS.full(visitor)
        seconds = None if full else PACES.turn(visitor)
        if full or seconds is None:
            metrics.refused("full" if full else "pace")
            await crowded.refuse(scope, receive, send)
            return
        receive, send = metrics.watched(receive, send)
        with SOCKETS.opened(visitor):
            await asyncio.sleep(seconds)
            stream = Stream(receive, send, partial(PACES.turn, visitor))
            said = (tab.HEADER.lower().encode(), scope.get("query_string", b""))
            scope = {**scope, "headers": [*scope["headers"], said]}
            await self._app(scope, stream.receive, stream.send)


def _refused(scope: Scope, host: str, path: str) -> int:
    """The status by which a request is refused, or 0."""
    if path != HEALTH and not _is_addressed(scope, host):
        return 421
    if scope["method"] not in _METHODS:
        return 405
    return 0 if _is_served(path) else 404


_PUBLIC_FILES = {"/", EMBEDDABLE, "/favicon.png", "/robots.txt", "/sign-in/style.css"}
_PUBLIC = ("/open-data/", "/static/", "/app/static/", "/_stcore/")
"""Where a public server has anything: releases, Streamlit's own files, ours."""


def _is_served(path: str) -> bool:
    if path in IDENTITY and not configuration().auth:
        return False
    if configuration().is_public and path not in _PUBLIC_FILES:
        return path.startswith(_PUBLIC) and (not path.startswith("/_stcore") or path in _INTERNAL)
    if path.startswith("/_stcore"):
        return path in _INTERNAL
    if path.startswith("/media"):
        return path.endswith(_PICTURES)
    return not path.startswith("/component")


def _is_ours(host: str) -> bool:
    """Whether a ``Host`` header is one of the configured names or one of this very machine."""
    if not _PLAIN_HOST.fullmatch(host):
        return False
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    return is_local_host(host) or any(
        name == allowed or (allowed.startswith("*.") and name.endswith(allowed[1:]))
        for allowed in configuration().serving.hosts
    )


def _is_addressed(scope: Scope, host: str) -> bool:
    """Whether a request asks for this host by a name that its sender can know it by.

    A site that has its name point at this machine, to read it through a visitor's browser, sends
    its own name; and the names of this machine are for who sits at it.
    """
    client = scope.get("client")
    if not _PLAIN_HOST.fullmatch(host):
        return False
    if is_local_host(host):
        return is_local(host, client[0] if client else None)
    return _is_ours(host)


def _header(scope: Scope, name: bytes) -> str:
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else ""
