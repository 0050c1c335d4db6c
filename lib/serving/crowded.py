"""What whoever may open no further page is told: by a page, and by the websocket that is refused.

Streamlit's page stays bare without its websocket and says nothing. So the page itself is refused
where its websocket would be, in a sentence; and where only the websocket is, a browser is told by a
code of ours, at which its page is asked for again and says so.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.language import N_, _, use
from lib.publication.open_data import PATH as RELEASES
from lib.serving.pace import PACES, Pace
from lib.serving.sign_in.endpoint import endpoint
from lib.serving.sign_in.spoken import spoken
from lib.serving.sign_in.visits import Visit
from lib.serving.sockets import SOCKETS, Full
from lib.serving.stream import TOO_MANY
from lib.serving.visitors import visitor_of

TOLD_A_SECOND = 10
"""Websockets that are told why: a code needs a handshake, and whoever asks faster reads none."""
AGAIN_SECONDS = 30

_TOLD = Pace(TOLD_A_SECOND)


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a websocket, with a code where there is time for it."""
    if _TOLD.due():
        await send({"type": "websocket.close", "code": TOO_MANY})
        return
    _TOLD.take()
    await receive()
    # A browser that asks for a protocol takes no answer without one.
    protocol = next(iter(scope.get("subprotocols", ())), None)
    await send({"type": "websocket.accept", "subprotocol": protocol})
    with use(spoken(Request({**scope, "type": "http", "method": "GET"}))):
        reason = _("Too many pages are open. Load this page again.")
    await send({"type": "websocket.close", "code": TOO_MANY, "reason": reason})


class Crowded:
    """Middleware: where no further page may be opened, a page says so instead of Streamlit's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say that it is full, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET" and _wants_page(scope):
            visitor = await visitor_of(scope)
            full = SOCKETS.full(visitor) or (Full.ALL if PACES.is_full(visitor) else None)
            if full is not None:
                answer = endpoint(partial(_page, full, visitor.session is None))
                response = await answer(Request(scope, receive))
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


_SIGNED_IN = {
    Full.SESSION: N_(
        "You have very many pages of the dashboard open, and there is no room for another."
        " Close some of them, then load this one again."
    ),
    Full.ADDRESS: N_(
        "Very many pages of the dashboard are open from your network, and there is no room for"
        " another. Close some of them, or load this one again in a few minutes."
    ),
    Full.ALL: N_(
        "More people look at the dashboard right now than it can serve. Load this page again in"
        " a few minutes."
    ),
}
"""What those who are signed in are told, by what is full."""
_STRANGERS = N_(
    "More people look at this page right now than it can serve. Load it again in a few"
    " minutes. What was published is there to be read in the meantime."
)


def _page(full: Full, is_stranger: bool, visit: Visit) -> Response:
    address = visit.request.url
    here = address.path + (f"?{address.query}" if address.query else "")
    response = visit.page(
        "message",
        status=503,
        heading=_("There is no room right now"),
        message=_(_STRANGERS if is_stranger else _SIGNED_IN[full]),
        leads_to=RELEASES if is_stranger else here,
    )
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response
