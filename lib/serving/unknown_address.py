"""Middleware: an address that is none of ours is answered by a page that says so, with 404.

The old address of a page that has moved leads on to the new one: bookmarks and mails keep it.

Streamlit answers any address with its page, whose dialog is English and whose status is 200.
"""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.language import _
from lib.pages import PAGES
from lib.serving import light
from lib.serving.gate import IDENTITY
from lib.serving.sign_in.endpoint import endpoint
from lib.serving.sign_in.routes import ROUTES
from lib.serving.sign_in.visits import Visit

_PAGES = {"/", "/favicon.png"} | IDENTITY | {f"/{page.path}" for page in PAGES}
_BELOW = ("/_stcore/", "/app/static/", "/download/", "/media/")
"""Where what isn't there is refused by whoever answers."""
_STATIC = Path(streamlit.__file__).parent / "static"
MOVED = {"/overview": "/this_week"}
"""Addresses that pages had, and those that they have now."""


class UnknownAddress:
    """Answers for addresses that are none of ours, before Streamlit does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._missing = endpoint(_missing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead on to where a page is now, say that there is none, or pass the request on."""
        moved = _moved(scope) if scope["type"] == "http" else None
        if moved is not None:
            # What the link asked for goes along; 308: it is so for good.
            await RedirectResponse(moved, status_code=308)(scope, receive, send)
            return
        if scope["type"] == "http" and not is_ours(scope["path"]):
            response = await self._missing(Request(scope, receive))
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_ours(path: str) -> bool:
    """Whether something of ours stands at a path, or answers for all that is below its beginning.

    Open data answers before it is asked.
    """
    return (
        (path.rstrip("/") or "/") in _PAGES
        or path.startswith(_BELOW)
        or path in _static_files()
        or any(route.path_regex.match(path) for route in (*ROUTES, *light.ROUTES))
    )


@cache
def _static_files() -> frozenset[str]:
    """The addresses of Streamlit's own files: below them, too, its page stands for what is not."""
    files = (_STATIC / "static").rglob("*")
    return frozenset(f"/{file.relative_to(_STATIC).as_posix()}" for file in files)


def _moved(scope: Scope) -> str | None:
    """Where a page that stood at this address is now, with the query as it came."""
    path = MOVED.get(scope["path"].rstrip("/"))
    if path is None:
        return None
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _missing(visit: Visit) -> Response:
    return visit.page(
        "message",
        status=404,
        heading=_("There is no such page"),
        message=_("Look whether the address is whole, or begin at the first page."),
        leads_to="/",
    )
