"""Middleware: below a path of a host, everything is as if the dashboard had the host for itself.

A proxy may pass the prefix on or take it away. Whatever looks at an address looks at it without;
what a browser is sent to, and the path of its cookies, get it back.
"""

import re
from urllib.parse import urlsplit, urlunsplit

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from lib.access.prefix import KEY, here, prefix, within
from lib.data.configuration import ConfigurationError
from lib.pages import PAGES
from lib.serving.gate import Gate
from lib.serving.unknown_address import MOVED

_PLAIN = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9_-]*)*")
_FIRST = {
    *("sign-in", "sign-out", "password", "reset", "auth", "oauth2callback", "open-data"),
    "light",
    *("static", "app", "media", "component", "download"),
    *(page.path for page in PAGES),
    *(path.strip("/") for path in MOVED),
}
"""What begins an address of the dashboard's own."""
_ROOT = re.compile(rb"(;\s*path=/)(?=\s*(;|$))", re.IGNORECASE)


def check_prefix() -> None:
    """Refuse a prefix that can't be told from the dashboard's own addresses.

    :raises ConfigurationError: saying what would do.
    """
    if not _PLAIN.fullmatch(prefix()) or prefix()[1:].partition("/")[0] in _FIRST:
        raise ConfigurationError(
            f"configuration: {KEY}: {prefix()[1:]!r} can't be the path below which the dashboard"
            " stands; take letters, digits, - and _ that begin no address of its own, such as"
            " tejido"
        )


def take_prefix() -> None:
    """Have Streamlit serve as if there were no prefix, once it is known here.

    By itself it would serve below the prefix, past a gate that knows addresses without, while what
    stands beside it would stay where it was.
    """
    if prefix():
        config.set_option(KEY, "")


class Below:
    """Takes the prefix from what comes, and gives it to what goes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # Addresses that are relative to the page need its slash.
        self._with_slash = Gate(_to_slash)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or a connection on without the prefix."""
        if not prefix() or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path, raw = scope["path"], scope.get("raw_path") or b""
        inner = {
            **scope,
            "path": within(path),
            "raw_path": within(raw.decode("latin-1")).encode("latin-1"),
        }
        if scope["type"] == "websocket":
            await self._app(inner, receive, send)
            return
        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (name, _outward(name.lower(), value, host))
                    for name, value in message["headers"]
                ]
            await send(message)

        app = self._with_slash if path == prefix() else self._app
        await app(inner, receive, sent)


async def _to_slash(scope: Scope, receive: Receive, send: Send) -> None:
    query = scope["query_string"].decode("latin-1")
    await RedirectResponse("/" + (f"?{query}" if query else ""), 308)(scope, receive, send)


def _outward(name: bytes, value: bytes, host: str) -> bytes:
    """A header of an answer as a browser has to read it."""
    if name == b"location":
        return _led(value.decode("latin-1"), host).encode("latin-1")
    # Of a cookie that is for the whole host by its name, a browser takes no other path.
    if name == b"set-cookie" and not value.startswith(b"__Host-"):
        return _ROOT.sub(lambda found: found[1][:-1] + prefix().encode(), value)
    return value


def _led(location: str, host: str) -> str:
    """Where an answer leads, with the prefix; another host, and what is relative, stay."""
    parts = urlsplit(location)
    if parts.netloc not in ("", host) or not parts.path.startswith("/"):
        return location
    if parts.path == within(parts.path):
        parts = parts._replace(path=here(parts.path))
    return urlunsplit(parts)
