"""Files that a page offers, made when they are fetched and sent to the session that drew the page.

Streamlit's own download button leaves a copy in the server's memory at an address that asks nobody
who they are. Here the address is a random name of an offer: it opens nothing without the cookie of
the session that it was made for, and it ends with the page.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from weakref import WeakValueDictionary

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.access import audit, client, session, sessions
from lib.access.audit import Event
from lib.access.prefix import here
from lib.access.sessions import Session
from lib.access.viewer import Refused
from lib.data.errors import Unavailable

PATH = "/download"
_STATE_KEY = "tejido.offers"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Offer:
    """A file that can be fetched.

    :ivar make: makes its bytes, in a thread that knows no page and no viewer.
    :ivar file_name: what the browser calls it; plain letters, digits, dashes and dots.
    :ivar rows: how many rows it has, for the audit.
    :ivar page: the page that offers it.
    :ivar holder: hash of the token of the session that it is for; ``None`` where nobody was signed
        in, on a page that is everyone's.
    :ivar shown_as: role and regions that the page was drawn for, those of a preview too: with
        others the file would hold what its holder may not see any more.
    """

    make: Callable[[], bytes]
    file_name: str
    mime: str
    rows: int
    page: str
    holder: bytes | None
    shown_as: tuple[object, ...] | None


_OFFERS: WeakValueDictionary[str, Offer] = WeakValueDictionary()
"""Each offer by its name, for as long as the page that drew it holds it."""


def begin() -> None:
    """Begin a run of a page: what the run before last offered is over."""
    offers = _page_offers()
    offers["before"], offers["now"] = offers["now"], {}


def offer(
    make: Callable[[], bytes], *, key: str, file_name: str, mime: str, rows: int, page: str
) -> str:
    """Offer a file to the session that runs, and return the address to fetch it from.

    :param key: names the file on its page; drawn again, it keeps its address.
    """
    token = session.presented_token()
    holder = sessions.hash_of(token) if token else None
    new_offer = Offer(make, file_name, mime, rows, page, holder, _shown_as() if token else None)
    offers = _page_offers()
    name, _ = (
        offers["now"].get(key)
        or offers["before"].get(key)
        or (secrets.token_urlsafe(32), new_offer)
    )
    # The page holds the offer, and the registry only as long as the page does.
    offers["now"][key] = (name, new_offer)
    _OFFERS[name] = new_offer
    return here(f"{PATH}/{name}")


def _shown_as() -> tuple[object, ...] | None:
    try:
        return _row_rights(session.current())
    except Refused:
        return None


def _row_rights(viewer: Session) -> tuple[object, ...]:
    """What of a session decides which rows it sees."""
    account = viewer.account
    return account.role, account.regions, viewer.view_as, viewer.view_as_regions


def _page_offers() -> dict[str, dict[str, tuple[str, Offer]]]:
    if _STATE_KEY not in st.session_state:
        st.session_state[_STATE_KEY] = {"before": {}, "now": {}}
    return cast(dict[str, dict[str, tuple[str, Offer]]], st.session_state[_STATE_KEY])


def _send(request: Request) -> Response:
    """Answer a fetch: the file, recorded, or one sentence for whatever is in the way."""
    offer = _OFFERS.get(request.path_params["name"])
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
        return PlainTextResponse("This file can't be made right now. Try again later.\n", 503)
    return Response(
        content,
        media_type=offer.mime,
        headers={
            "content-disposition": f'attachment; filename="{offer.file_name}"',
            "cache-control": "no-store",
        },
    )


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
    if session_now is None or session_now.awaits is not None or not session_now.account.is_open:
        return None
    return session_now if _row_rights(session_now) == offer.shown_as else None


def _record(viewer: Session, offer: Offer) -> None:
    facts: dict[str, str | int] = {
        "page": offer.page,
        "file": offer.file_name,
        "rows": offer.rows,
    }
    if viewer.view_as is not None:
        facts["viewed_as"] = viewer.view_as
    audit.record(Event.EXPORTED, actor=viewer.account.username, facts=facts)


ROUTE = Route(PATH + "/{name}", _send, methods=["GET"])
"""The route that files are fetched from."""
