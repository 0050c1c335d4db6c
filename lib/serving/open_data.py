"""The routes of open data: releases and their pages, for everyone, read as the public reader.

What was published never changes, so an answer is made once and kept, packed and unpacked; only the
index is looked at again, after :data:`INDEX_SECONDS`.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.prefix import here
from lib.data.configuration import ConfigurationError, configuration
from lib.data.errors import Unavailable
from lib.publication import open_data
from lib.publication.open_data import FEED, INDEX, PATH, NotPublished, Release
from lib.serving.kept_answers import Answer, Shelf, answer
from lib.topics.publication import open_data_pages as pages
from lib.topics.publication import release_files
from lib.topics.publication.news import news

INDEX_SECONDS = 10
"""After which the releases are looked up again."""
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
_PAGES = {file: language for language, file in pages.FILES.items()} | {"": "en"}
_NOTHING = "Nothing was published here.\nAquí no se ha publicado nada.\n"
_HTML = "text/html; charset=utf-8"

ROBOTS = "/robots.txt"

Made = TypeVar("Made", Answer, str)


class ReleaseNumber(Convertor[int]):
    """The number of a release in an address; more digits are no number of any."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """The number that the digits say."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The digits of a number."""
        return str(value)


register_url_convertor("release", ReleaseNumber())

_SHELF = Shelf()
_RELEASES: dict[str, tuple[float, tuple[Release, ...]]] = {}


def _releases() -> tuple[Release, ...]:
    """The releases, newest first, as they were a few seconds ago at most."""
    cached = _RELEASES.get(PATH)
    if cached is None or time.monotonic() - cached[0] > INDEX_SECONDS:
        _RELEASES[PATH] = cached = (time.monotonic(), open_data.releases())
    return cached[1]


def _release(number: int) -> Release:
    for release in _releases():
        if release.number == number:
            return release
    raise NotPublished(f"no release {number}")


def _file(number: str, name: str) -> Answer:
    release = _release(int(number))
    # Looked up in the index first, so that guessing names costs the database nothing.
    if name not in {file.name for file in release.files}:
        make = release_files.of_release(release).get(name)
        if make is not None:
            return answer(make(), release_files.MEDIA[name.rpartition(".")[2]], BRIEFLY)
        raise NotPublished(f"release {number} has no file {name}")
    file = open_data.file(int(number), name)
    return answer(file.content, file.media_type, FOREVER, file.sha256)


def _page(number: str, name: str) -> Answer:
    return answer(pages.release(_release(int(number)), _PAGES[name]), _HTML, BRIEFLY)


def _for_frame(number: str, name: str) -> Answer:
    """A metric's page for frames; kept by the release that it is of."""
    make = release_files.for_frames(_release(int(number))).get(name)
    if make is None:
        raise NotPublished(f"there is no page {name} for frames")
    return answer(make(), _HTML, BRIEFLY)


def _newest() -> str:
    releases = _releases()
    if not releases:
        raise NotPublished("nothing has been published yet")
    return str(releases[0].number)


def _listing(name: str) -> Answer:
    releases = _releases()
    if name == INDEX:
        return answer(open_data.index(releases), "application/json", BRIEFLY)
    if name == FEED:
        told = {release.number: news(release) for release in releases}
        feed = open_data.feed(releases, configuration().organization.name, told)
        return answer(feed, "application/atom+xml", BRIEFLY)
    return answer(pages.listing(releases, _PAGES[name]), _HTML, BRIEFLY)


async def _answered(make: Callable[..., Made], *what: str) -> Made | Response:
    try:
        return await to_thread.run_sync(make, *what)
    except (NotPublished, ConfigurationError):
        return _refusal(_NOTHING, 404)
    except Unavailable:
        return _refusal("Try again in a moment.\nInténtalo de nuevo en un momento.\n", 503)


async def _robots(_request: Request) -> Response:
    # What was published is there to be found; the addresses of pages name committees.
    says = f"User-agent: *\nAllow: {here(PATH)}\nDisallow: {here('/')}\n"
    return PlainTextResponse(says, headers={"cache-control": BRIEFLY})


async def _nothing(_request: Request) -> Response:
    return _refusal(_NOTHING, 404)


def _refusal(sentence: str, status: int) -> Response:
    return PlainTextResponse(
        sentence,
        status,
        headers={"cache-control": "no-store", "access-control-allow-origin": "*"},
    )


async def _of_release(request: Request) -> Response:
    number, name = str(request.path_params["number"]), request.path_params["name"]
    cached = _SHELF.get((number, name))
    if cached is not None:
        return cached.to(request)
    result = await _answered(_page if name in _PAGES else _file, number, name)
    if isinstance(result, Answer):
        # Here and not in the thread, so that the shelf has one hand.
        _SHELF.put((number, name), result)
        return result.to(request)
    return result


async def _of_frames(request: Request) -> Response:
    number, name = await _answered(_newest), request.path_params["name"]
    if isinstance(number, Response):
        return number
    key = (number, f"{pages.EMBEDS}{name}")
    cached = _SHELF.get(key)
    if cached is not None:
        return cached.to(request)
    result = await _answered(_for_frame, number, name)
    if isinstance(result, Answer):
        _SHELF.put(key, result)
        return result.to(request)
    return result


async def _of_all(request: Request) -> Response:
    name = request.path_params.get("name", "")
    if name and name not in _PAGES and name not in (INDEX, FEED):
        return _refusal(_NOTHING, 404)
    result = await _answered(_listing, name)
    return result.to(request) if isinstance(result, Answer) else result


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    _SHELF.clear()
    _RELEASES.clear()
    pages.forget()
    news.cache_clear()
    release_files.forget()


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", status_code=308)


ROUTES = [
    # What is asked for most comes first.
    Route(PATH + "{number:release}/{name:path}", _of_release),
    Route(PATH, _of_all),
    Route(PATH + "{number:release}", _with_slash),
    Route(PATH + "{name}", _of_all),
    Route(PATH.rstrip("/"), _with_slash),
    Route(PATH + "{rest:path}", _nothing),
    Route(pages.EMBEDS + "{name}", _of_frames),
    Route(ROBOTS, _robots),
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
        path = scope["path"] if scope["type"] == "http" else ""
        is_ours = path.startswith((PATH, pages.EMBEDS)) or path in (PATH.rstrip("/"), ROBOTS)
        await (self._router if is_ours else self._app)(scope, receive, send)
