"""Streamlit's page, dressed before it is sent: Tejido's style sheet, name and mark.

A style that came with what a script draws would come late: the page would stand bare, and move
once it is there. So it is in the page from the first byte on, sent once and with no request of its
own, as a policy that allows styles in a page lets it be.
"""

from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access import client
from lib.data.configuration import configuration
from lib.serving.components import OF_WORK, ON_EVERY_PAGE, preloads
from lib.serving.headers import first_script
from lib.serving.mark import mark_address

STYLE = Path(__file__).with_name("page.css")
_TITLE = b"<title>Streamlit</title>"
"""By this an answer is known as Streamlit's page."""
_CHANGED = {b"content-length", b"etag", b"last-modified"}
"""Headers of the file that is no longer what is sent."""


class Dressing:
    """Middleware that puts the style sheet into Streamlit's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on as it is, but pages of Streamlit's."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        # What is packed can't be dressed.
        headers = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
        dresser = _Dresser(send, is_signed_in=_has_session(scope))
        await self._app({**scope, "headers": headers}, receive, dresser.send)


class _Dresser:
    """An answer on its way: a page is held back until all of it is there."""

    def __init__(self, send: Send, *, is_signed_in: bool) -> None:
        self._send = send
        self._is_signed_in = is_signed_in
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send a part of an answer, or hold it."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        start, self._start = self._start, None
        if _TITLE in self._body:
            self._body = dressed(self._body, is_signed_in=self._is_signed_in)
            kept = [each for each in start["headers"] if each[0].lower() not in _CHANGED]
            length = str(len(self._body)).encode()
            start = {**start, "headers": [*kept, (b"content-length", length)]}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def dressed(page: bytes, *, is_signed_in: bool) -> bytes:
    """Streamlit's page with the style sheet, and the organization's name as its title.

    :param is_signed_in: whether the room of the navigation is kept free from the beginning.
    """
    name = escape(configuration().organization.name).encode()
    if is_signed_in:
        page = page.replace(b"<html ", b'<html class="signed-in" ', 1)
    script = f"<script>{first_script()}</script>".encode()
    page = page.replace(_TITLE, script + b"<title>" + name + b"</title>", 1)
    late = (*ON_EVERY_PAGE, *OF_WORK) if is_signed_in else ON_EVERY_PAGE
    links = preloads(late) + b"<style>" + _style() + b"</style></head>"
    return page.replace(b"</head>", links, 1)


@cache
def _style() -> bytes:
    organization = configuration().organization
    name, mark = _quoted(organization.name), mark_address(organization)
    variables = f':root {{ --name: {name}; --mark: url("{mark}"); }}\n'
    return (variables + STYLE.read_text(encoding="utf-8")).encode()


def _quoted(text: str) -> str:
    """A text as a string of CSS; each sign that is no letter, digit or space by its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    kind: bytes = headers.get(b"content-type", b"")
    return start["status"] == 200 and kind.startswith(b"text/html")  # noqa: PLR2004


def _has_session(scope: Scope) -> bool:
    """Whether a request carries a session's cookie; whether it is good is seen later."""
    request = Request(scope)
    return bool(client.token(request.headers.get("host", ""), request.cookies))
