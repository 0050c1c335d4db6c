"""Files that a page offers, made when they are fetched and sent to the session that drew the page.

Streamlit's own download button leaves a copy in the server's memory at an address that asks nobody
who they are. Here the address opens nothing without the cookie of the session that it was made for.
It says, sealed, what the page was asked for (:mod:`lib.access.offer_addresses`), so that a process
that has not drawn the page can draw it for that session, as it stands then, and send the file.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import streamlit as st

from lib.access import offer_addresses, session, sessions
from lib.access.prefix import here
from lib.access.sessions import Session
from lib.access.viewer import Refused

PATH = "/download"
_STATE_KEY = "tejido.offers"
_HOLDER_KEY = "tejido.holder"


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


def find(name: str) -> Offer | None:
    """The offer of a name, if a page of this process holds it."""
    return _OFFERS.get(name)


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
    holder, rights = session.once_a_run(_HOLDER_KEY, _holder)
    new_offer = Offer(make, file_name, mime, rows, page, holder, rights)
    name = offer_addresses.sealed(key, holder, rights) or _random_name(key)
    offers = _page_offers()
    # The page holds the offer, and the registry only as long as the page does.
    offers["now"][key] = (name, new_offer)
    _OFFERS[name] = new_offer
    return here(f"{PATH}/{name}")


def _random_name(key: str) -> str:
    """The name of what only this process can send, for as long as its page is drawn."""
    offers = _page_offers()
    drawn = offers["now"].get(key) or offers["before"].get(key)
    return drawn[0] if drawn else secrets.token_urlsafe(32)


def offered_by(state: Any) -> dict[str, Offer]:
    """What a page's last run has offered, by the files' keys.

    :param state: what Streamlit keeps of the page.
    """
    offers = state[_STATE_KEY]["now"] if _STATE_KEY in state else {}
    return {key: offer for key, (_name, offer) in offers.items()}


def _holder() -> tuple[bytes | None, tuple[object, ...] | None]:
    """Hash of the token of the session that runs, and its rights."""
    token = session.presented_token()
    return (sessions.hash_of(token), _shown_as()) if token else (None, None)


def _shown_as() -> tuple[object, ...] | None:
    try:
        return row_rights(session.current())
    except Refused:
        return None


def row_rights(viewer: Session) -> tuple[object, ...]:
    """What of a session decides which rows it sees."""
    account = viewer.account
    return account.role, account.regions, viewer.view_as, viewer.view_as_regions


def _page_offers() -> dict[str, dict[str, tuple[str, Offer]]]:
    offers: dict[str, dict[str, tuple[str, Offer]]] | None = st.session_state.get(_STATE_KEY)
    if offers is None:
        offers = st.session_state[_STATE_KEY] = {"before": {}, "now": {}}
    return offers
