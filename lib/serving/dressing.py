"""Streamlit's page, dressed before it is sent: Tejido's style sheet, name, mark and first words.

A style that came with what a script draws would come late: the page would stand bare, and move
once it is there. So it is in the page from the first byte on, sent once and with no request of its
own, as a policy that allows styles in a page lets it be.
"""

import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access import client
from lib.data.configuration import configuration
from lib.serving import fonts, shell
from lib.serving.codings import CODINGS, chosen, packed
from lib.serving.components import STREAMLIT, components_of, preloads
from lib.serving.headers import first_script
from lib.serving.mark import mark_address
from lib.serving.sign_in.spoken import spoken

STYLE = Path(__file__).with_name("page.css")
_TITLE = b"<title>Streamlit</title>"
"""By this an answer is known as Streamlit's page."""
_ROOT = b'<div id="root"></div>'
_ICON = b'href="./favicon.png"'
_THEIRS = re.compile(rb"<noscript>.*?</noscript>\s*", re.DOTALL)
"""Streamlit's own words for who runs no script: English, and of an interface that is not here."""
_FONT = re.compile(rb'"\./static/media/SourceSansVF-Upright[^"]*"')
_SHEET = re.compile(rb'<link rel="stylesheet"[^>]* href="\./(static/css/[^"]+)">')
_CHANGED = {b"content-length", b"etag", b"last-modified", b"cache-control", b"vary"}
"""Headers of the file that is no longer what is sent."""
_PACKED = ("/light", "/open-data")
"""Below these are pages of ours, which choose by themselves how they are packed."""
_LASTS = [
    # No cache between may keep it for another: it is by language and by who has a session.
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Accept-Encoding, Accept-Language, Cookie"),
]


class Dressing:
    """Middleware that dresses Streamlit's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on as it is, but pages of Streamlit's."""
        is_asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not is_asked or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        # What is packed can't be dressed, and neither can what is not sent.
        headers = [
            each
            for each in scope["headers"]
            if each[0] != b"accept-encoding" or _packs_itself(scope["path"])
        ]
        dresser = _Dresser(send, Request(scope))
        await self._app({**scope, "method": "GET", "headers": headers}, receive, dresser.send)


class _Dresser:
    """An answer on its way: a page is held back until all of it is there."""

    def __init__(self, send: Send, request: Request) -> None:
        self._send = send
        self._request = request
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send a part of an answer, or hold it."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
            return
        if self._start is None:
            await self._send(self._without_body(message))
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        start, self._start = self._start, None
        if _TITLE in self._body:
            start = await self._dress(start)
        await self._send(start)
        await self._send(self._without_body({"type": "http.response.body", "body": self._body}))

    async def _dress(self, start: Message) -> Message:
        """Put on the body what it is sent in, and say so."""
        is_signed_in = _has_session(self._request)
        page = dressed(
            self._body,
            self._request.url.path,
            spoken(self._request),
            is_signed_in=is_signed_in,
        )
        said = ",".join(self._request.headers.getlist("accept-encoding"))
        coding = chosen(said, CODINGS)
        self._body = await to_thread.run_sync(_packed, page, coding) if coding else page
        own = [each for each in start["headers"] if each[0].lower() not in _CHANGED] + _LASTS
        own += [(b"content-encoding", coding.encode())] if coding else []
        return {**start, "headers": [*own, (b"content-length", str(len(self._body)).encode())]}

    def _without_body(self, message: Message) -> Message:
        if self._request.method == "HEAD" and message["type"] == "http.response.body":
            return {**message, "body": b""}
        return message


@lru_cache(maxsize=256)
def dressed(page: bytes, path: str, language: str, *, is_signed_in: bool) -> bytes:
    """Streamlit's page with the style sheet, the organization's name as its title, and the shell.

    :param path: of the request; what is fetched with the page and its first words follow from it.
    :param is_signed_in: whether the room of the navigation is kept free from the beginning.
    """
    name = escape(configuration().organization.name).encode()
    kind = b' class="signed-in"' if is_signed_in else b""
    page = page.replace(b'<html lang="en"', b'<html lang="' + language.encode() + b'"' + kind, 1)
    script = f"<script>{first_script()}</script>".encode()
    page = page.replace(_TITLE, script + b"<title>" + name + b"</title>", 1)
    mark = mark_address(configuration().organization).encode()
    page = page.replace(_ICON, b'href="' + mark + b'"', 1)
    page = _FONT.sub(f'"./{fonts.address(fonts.UPRIGHT)}"'.encode(), _THEIRS.sub(b"", page), 1)
    links = preloads(components_of(path, is_signed_in=is_signed_in))
    page, sheets = _SHEET.sub(b"", page), _SHEET.findall(page)
    style = b"".join(_theirs(sheet.decode()) for sheet in sheets) + _style()
    page = page.replace(b"</head>", links + b"<style>" + style + b"</style></head>", 1)
    first = shell.shell(path, language, is_signed_in=is_signed_in).encode()
    # After it, so that Streamlit's link to the content is still the first of the page.
    return page.replace(_ROOT, _ROOT + first, 1)


_packed = lru_cache(maxsize=256)(packed)
"""A page as it is sent: there are no more of them than pages, languages and codings."""


@cache
def _theirs(sheet: str) -> bytes:
    """Streamlit's own style sheet, which nothing would be drawn without, for the page itself.

    Its icons are left out: a script asks for the whole font, whatever stands beside it.

    :param sheet: its address below Streamlit's files.
    """
    rules = (STREAMLIT / sheet).read_text(encoding="utf-8").replace("url(../", "url(./static/")
    family = fonts.ICONS.declares.partition(";")[0]
    return re.sub(rf"@font-face\{{{family};[^}}]*\}}", "", rules).encode()


@cache
def _style() -> bytes:
    organization = configuration().organization
    name, mark = _quoted(organization.name), mark_address(organization)
    variables = f':root {{ --name: {name}; --mark: url("{mark}"); }}\n'
    return (variables + fonts.style() + shell.style() + STYLE.read_text(encoding="utf-8")).encode()


def _quoted(text: str) -> str:
    """A text as a string of CSS; each sign that is no letter, digit or space by its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _packs_itself(path: str) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in _PACKED)


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    kind: bytes = headers.get(b"content-type", b"")
    return start["status"] == 200 and kind.startswith(b"text/html")  # noqa: PLR2004


def _has_session(request: Request) -> bool:
    """Whether a request carries a session's cookie; whether it is good is seen later."""
    return bool(client.token(request.headers.get("host", ""), request.cookies))
