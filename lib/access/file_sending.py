"""Sending a file that a page offered: to the session that it is for, and never unrecorded."""

import hmac
from collections.abc import Awaitable, Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.access import audit, client, file_offers, offer_addresses, sessions
from lib.access.audit import Event
from lib.access.file_offers import Offer
from lib.access.offer_addresses import Wanted
from lib.access.sessions import Session
from lib.data.errors import Unavailable

Redraw = Callable[[Request, Wanted], Awaitable[Offer | Response | None]]
"""Draws a page once more: the file that is wanted, what stands in the way, or nothing."""


def route(redraw: Redraw | None = None) -> Route:
    """The route that files are fetched from.

    :param redraw: how what this process has not drawn is come by; without, it isn't.
    """

    async def answer(request: Request) -> Response:
        offer: Offer | Response | None = file_offers.find(request.path_params["name"])
        if offer is None and redraw is not None:
            wanted = await to_thread.run_sync(_wanted, request)
            offer = wanted if isinstance(wanted, Response) else None
            if isinstance(wanted, Wanted):
                offer = await redraw(request, wanted)
        if isinstance(offer, Response):
            return offer
        return await to_thread.run_sync(_send, request, offer)

    return Route(file_offers.PATH + "/{name}", answer, methods=["GET"])


def _wanted(request: Request) -> Wanted | Response | None:
    """What the address asks for, if it was sealed for whoever asks, or for everyone."""
    name = request.path_params["name"]
    token = client.token(request.headers.get("host", ""), request.cookies)
    try:
        viewer = sessions.find(token) if token else None
    except Unavailable:
        return _not_now()
    if token is None or viewer is None or not viewer.is_open:
        return offer_addresses.opened(name, None, None)
    holder = sessions.hash_of(token)
    found = offer_addresses.opened(name, holder, file_offers.row_rights(viewer))
    return found or offer_addresses.opened(name, None, None)


def _send(request: Request, offer: Offer | None) -> Response:
    """Answer a fetch: the file, recorded, or one sentence for whatever is in the way."""
    if offer is None:
        return _refusal()
    try:
        viewer = _holder(request, offer)
        if offer.holder is not None and viewer is None:
            return _refusal()
        content = offer.make()
        if viewer is not None:
            _record(viewer, offer)
    except Unavailable:
        return _not_now()
    return Response(
        content,
        media_type=offer.mime,
        headers={
            "content-disposition": f'attachment; filename="{offer.file_name}"',
            "cache-control": "no-store",
        },
    )


def _not_now() -> Response:
    return PlainTextResponse("This file can't be made right now. Try again later.\n", 503)


def _refusal() -> Response:
    return PlainTextResponse(
        "This file is not here for you. Open its page again.\n"
        "Este archivo no está aquí para ti. Vuelve a abrir su página.\n",
        404,
        headers={"cache-control": "no-store"},
    )


def _holder(request: Request, offer: Offer) -> Session | None:
    """The session that an offer is for, if it is the one that asks and is still open."""
    token = client.token(request.headers.get("host", ""), request.cookies)
    if token is None or offer.holder is None:
        return None
    if not hmac.compare_digest(sessions.hash_of(token), offer.holder):
        return None
    session_now = sessions.find(token)
    if session_now is None or not session_now.is_open:
        return None
    return session_now if file_offers.row_rights(session_now) == offer.shown_as else None


def _record(viewer: Session, offer: Offer) -> None:
    facts: dict[str, str | int] = {
        "page": offer.page,
        "file": offer.file_name,
        "rows": offer.rows,
    }
    if viewer.view_as is not None:
        facts["viewed_as"] = viewer.view_as
    audit.record(Event.EXPORTED, actor=viewer.account.username, facts=facts)
