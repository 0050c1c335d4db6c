"""Middleware: an address that is none of ours is answered by a page that says so, with 404.

Streamlit answers any address with its page, whose dialog is English and whose status is 200.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.language import _
from lib.serving.sign_in.endpoint import endpoint
from lib.serving.sign_in.visits import Visit
from lib.ui.pages import PAGES

_PAGES = {"/", "/favicon.png"} | {f"/{page.path}" for page in PAGES}
_BELOW = (
    "/_stcore/",
    "/app/static/",
    "/download/",
    "/media/",
    "/open-data/",
    "/reset/",
    "/sign-in",
    "/sign-out",
    "/password",
    "/static/",
)
"""Where what is not a page of the dashboard answers for itself."""


class UnknownAddress:
    """Answers for addresses that are none of ours, before Streamlit does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._missing = endpoint(_missing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say that there is no such page, or pass the request on."""
        if scope["type"] == "http" and not is_ours(scope["path"]):
            response = await self._missing(Request(scope, receive))
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_ours(path: str) -> bool:
    """Whether something of ours stands at a path, or below its beginning."""
    return (path.rstrip("/") or "/") in _PAGES or path.startswith(_BELOW)


def _missing(visit: Visit) -> Response:
    return visit.page(
        "message",
        status=404,
        heading=_("There is no such page"),
        message=_("Look whether the address is whole, or begin at the first page."),
        leads_to="/",
    )
