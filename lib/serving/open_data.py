"""The routes of open data: releases and their pages, for everyone, read as the public reader.

What was published never changes, so an answer is made once and kept, packed and unpacked; only the
index is looked at again, after :data:`INDEX_SECONDS`.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from anyio import to_thread
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.data.configuration import ConfigurationError, configuration
from lib.data.errors import Unavailable
from lib.publication import open_data
from lib.publication.open_data import FEED, INDEX, PATH, NotPublished, Release
from lib.topics.publication import open_data_pages as pages

INDEX_SECONDS = 10
"""After which the releases are looked up again."""
MOST_BYTES = 64 * 2**20
"""Of answers that are kept."""
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
_PAGES = {file: language for language, file in pages.FILES.items()} | {"": "en"}
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the three forms that a client may ask for."""

    plain: Response
    packed: Response
    unchanged: Response
    tags: tuple[str, str]

    @property
    def size(self) -> int:
        """The bytes that it keeps."""
        return len(self.plain.body) + len(self.packed.body)

    def to(self, request: Request) -> Response:
        """What a request is answered with."""
        known = request.headers.get("if-none-match", "")
        if known and (known == "*" or any(tag in known for tag in self.tags)):
            return self.unchanged
        return self.packed if "gzip" in request.headers.get("accept-encoding", "") else self.plain


def _answer(content: bytes, media_type: str, lasts: str, sha256: str | None = None) -> Answer:
    digest = sha256 or hashlib.sha256(content).hexdigest()
    tags = f'"{digest}"', f'"{digest}-gzip"'
    shared = {"cache-control": lasts, "vary": "accept-encoding", "access-control-allow-origin": "*"}
    packed = gzip.compress(content, mtime=0)
    return Answer(
        Response(content, headers=shared | {"etag": tags[0]}, media_type=media_type),
        Response(
            packed,
            headers=shared | {"etag": tags[1], "content-encoding": "gzip"},
            media_type=media_type,
        ),
        Response(status_code=304, headers=shared | {"etag": tags[0]}),
        tags,
    )


class Shelf:
    """Answers that are kept, up to so many bytes; those not asked for longest go first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Answer | None:
        """The answer, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[str, str], answer: Answer) -> None:
        """Keep an answer, and let go of others for it."""
        if key in self._kept or answer.size > self._most:
            return
        self._kept[key] = answer
        self._size += answer.size
        while self._size > self._most:
            self._size -= self._kept.popitem(last=False)[1].size

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
        self._size = 0


_SHELF = Shelf()
_LOOKED: dict[str, tuple[float, tuple[Release, ...]]] = {}


def _known() -> tuple[Release, ...]:
    """The releases, newest first, as they were a few seconds ago at most."""
    looked = _LOOKED.get(PATH)
    if looked is None or time.monotonic() - looked[0] > INDEX_SECONDS:
        _LOOKED[PATH] = looked = (time.monotonic(), open_data.releases())
    return looked[1]


def _release(number: int) -> Release:
    for release in _known():
        if release.number == number:
            return release
    raise NotPublished(f"no release {number}")


def _file(number: str, name: str) -> Answer:
    # Asked of what is known, so that guessing names costs the database nothing.
    if name not in {named.name for named in _release(int(number)).files}:
        raise NotPublished(f"release {number} has no file {name}")
    found = open_data.file(int(number), name)
    return _answer(found.content, found.media_type, FOREVER, found.sha256)


def _page(number: str, name: str) -> Answer:
    return _answer(pages.release(_release(int(number)), _PAGES[name]), _HTML, BRIEFLY)


def _listing(name: str) -> Answer:
    known = _known()
    if name == INDEX:
        return _answer(open_data.index(known), "application/json", BRIEFLY)
    if name == FEED:
        feed = open_data.feed(known, configuration().organization.name)
        return _answer(feed, "application/atom+xml", BRIEFLY)
    return _answer(pages.listing(known, _PAGES[name]), _HTML, BRIEFLY)


async def _made(make: Callable[..., Answer], *what: str) -> Answer | Response:
    try:
        return await to_thread.run_sync(make, *what)
    except (NotPublished, ConfigurationError):
        return _refusal("Nothing was published here.\nAquí no se ha publicado nada.\n", 404)
    except Unavailable:
        return _refusal("Try again in a moment.\nInténtalo de nuevo en un momento.\n", 503)


def _refusal(sentence: str, status: int) -> Response:
    return PlainTextResponse(
        sentence,
        status,
        headers={"cache-control": "no-store", "access-control-allow-origin": "*"},
    )


async def _of_release(request: Request) -> Response:
    number, name = str(request.path_params["number"]), request.path_params["name"]
    kept = _SHELF.get((number, name))
    if kept is not None:
        return kept.to(request)
    made = await _made(_page if name in _PAGES else _file, number, name)
    if isinstance(made, Answer):
        # Here and not in the thread, so that the shelf has one hand.
        _SHELF.put((number, name), made)
        return made.to(request)
    return made


async def _of_all(request: Request) -> Response:
    name = request.path_params.get("name", "")
    if name and name not in _PAGES and name not in (INDEX, FEED):
        return _refusal("Nothing was published here.\nAquí no se ha publicado nada.\n", 404)
    made = await _made(_listing, name)
    return made.to(request) if isinstance(made, Answer) else made


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    _SHELF.clear()
    _LOOKED.clear()
    pages.release.cache_clear()
    open_data.forget()


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", status_code=308)


ROUTES = [
    # What is asked for most comes first.
    Route(PATH + "{number:int}/{name:path}", _of_release),
    Route(PATH, _of_all),
    Route(PATH + "{number:int}", _with_slash),
    Route(PATH + "{name}", _of_all),
    Route(PATH.rstrip("/"), _with_slash),
]
"""Open data's routes."""


class OpenData:
    """Middleware that answers for open data before sessions and pages are thought of."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # A method that there isn't is an exception to a router, and here it becomes an answer.
        self._router = ExceptionMiddleware(Router(ROUTES))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for open data, or pass the request on."""
        is_ours = scope["type"] == "http" and scope["path"].startswith(PATH.rstrip("/"))
        await (self._router if is_ours else self._app)(scope, receive, send)
