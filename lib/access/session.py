"""The viewer of a Streamlit session: read from its cookie on every run, and guarding a page."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from lib.access import client, sessions
from lib.access.permissions import Permission
from lib.access.regions import regions
from lib.access.sessions import Session
from lib.access.viewer import Refusal, Refused, Viewer, viewer_of

_HOLDER = "tejido.session"

Made = TypeVar("Made")


@st.cache_data(ttl=30, show_spinner=False)
def _region_ids() -> tuple[str, ...]:
    return tuple(regions()["region_id"])


def presented_token() -> str | None:
    """The token in the cookie of this session's connection; the one place that reads it."""
    return client.token(st.context.headers.get("Host", ""), st.context.cookies)


def current() -> Session:
    """The session that this run belongs to, as it stands now.

    What Streamlit remembers of a page is dropped where it was another session's: a connection may
    take up the state of an earlier one.

    :raises Refused: if nobody is signed in, or the session is over.
    :raises Unavailable: if the dashboard database can't be read.
    """
    token = presented_token()
    session = sessions.find(token) if token else None
    if session is None or session.awaits is not None:
        raise Refused(Refusal.SESSION_OVER if token else Refusal.NOT_SIGNED_IN)
    if st.session_state.setdefault(_HOLDER, session.number) != session.number:
        st.session_state.clear()
        st.session_state[_HOLDER] = session.number
    return session


def current_viewer() -> Viewer:
    """The viewer of this session, with role and regions read afresh from the account.

    :raises Refused: if nobody is signed in or the account opens nothing.
    :raises Unavailable: if the dashboard database, or both source databases, can't be read.
    """
    session = current()
    return viewer_of(session.account, _region_ids(), session)


def require(permission: Permission) -> Viewer:
    """The viewer, if they hold the permission; the first line of every page.

    :raises Refused: if they don't.
    :raises Unavailable: as ``current_viewer``.
    """
    viewer = current_viewer()
    if not viewer.may(permission):
        raise Refused(Refusal.NOT_PERMITTED)
    return viewer


def bound(make: Callable[[], Made]) -> Callable[[], Made]:
    """What a button makes later, made only while the session that drew it is open.

    Streamlit runs it without running the page. Drawn for nobody, it is for everybody.
    """
    token = presented_token()

    def made() -> Made:
        session = sessions.find(token) if token else None
        if token and (session is None or session.awaits is not None or not session.account.is_open):
            raise Refused(Refusal.SESSION_OVER)
        return make()

    return made


def sign_out() -> None:
    """End the session of this run, and forget everything that it was shown."""
    token = presented_token()
    session = sessions.find(token) if token else None
    if session is not None:
        sessions.end(session)
    st.session_state.clear()
