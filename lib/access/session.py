"""The viewer of a Streamlit session: read from its cookie on every run, and guarding a page."""

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.access import client, organization, sessions
from lib.access.permissions import Permission
from lib.access.sessions import Session
from lib.access.viewer import Refusal, Refused, Viewer, viewer_of

_HOLDER = "tejido.session"
_LOOKED_UP = "tejido.looked_up"
_VIEWER = "tejido.viewer"

T = TypeVar("T")


@st.cache_data(ttl=30, show_spinner=False)
def _region_ids() -> tuple[str, ...]:
    return tuple(organization.regions()["region_id"])


def presented_token() -> str | None:
    """The token in the cookie of this session's connection; the one place that reads it."""
    return client.token(st.context.headers.get("Host", ""), st.context.cookies)


def once_a_run(key: str, look: Callable[[], T]) -> T:
    """What is looked up for the run that runs; outside a run, anew each time.

    :param key: names it in what Streamlit remembers of a page.
    """
    context = get_script_run_ctx()
    # Each run has cursors of its own, so nothing is taken over from another run.
    run = context.cursors if context else None
    cached: tuple[object, T] | None = st.session_state.get(key)
    if run is not None and cached is not None and cached[0] is run:
        return cached[1]
    value = look()
    if run is not None:
        st.session_state[key] = (run, value)
    return value


def current() -> Session:
    """The session that this run belongs to, as it stands now; looked up once a run.

    What Streamlit remembers of a page is dropped where it was another session's: a connection may
    take up the state of an earlier one.

    :raises Refused: if nobody is signed in, or the session is over.
    :raises Unavailable: if the dashboard database can't be read.
    """
    return once_a_run(_LOOKED_UP, _look_up_holder)


def _look_up_holder() -> Session:
    session = look_up()
    if st.session_state.setdefault(_HOLDER, session.number) != session.number:
        st.session_state.clear()
        st.session_state[_HOLDER] = session.number
    return session


def look_up() -> Session:
    """The session that this run belongs to, asked of the database right now.

    :raises Refused: if nobody is signed in, or the session is over.
    :raises Unavailable: if the dashboard database can't be read.
    """
    token = presented_token()
    session = sessions.find(token) if token else None
    if session is None or session.awaits is not None:
        raise Refused(Refusal.SESSION_OVER if token else Refusal.NOT_SIGNED_IN)
    return session


def current_viewer() -> Viewer:
    """The viewer of this session, with role and regions read afresh from the account.

    :raises Refused: if nobody is signed in or the account opens nothing.
    :raises Unavailable: if the dashboard database, or both source databases, can't be read.
    """
    session = current()
    viewer = viewer_of(session.account, _region_ids(), session)
    st.session_state[_VIEWER] = viewer
    return viewer


def own_viewer(session: Session) -> Viewer:
    """What a session's account sees by itself, without a preview.

    :raises Refused: if the account opens nothing.
    """
    return viewer_of(session.account, _region_ids())


def viewer_in(session: Session) -> Viewer:
    """What a session shows whoever has it, in a preview what that shows.

    :raises Refused: if the account opens nothing.
    :raises Unavailable: as ``current_viewer``.
    """
    return viewer_of(session.account, _region_ids(), session)


def acting(permission: Permission) -> Session:
    """The session of whoever presses a button, if their account has the permission right now.

    The first line of whatever changes something: a page that was drawn proves nothing any more.

    :raises Refused: if they are not signed in any more, or don't hold it.
    :raises Unavailable: as ``current_viewer``.
    """
    return _acting(permission)[0]


def acting_viewer(permission: Permission) -> Viewer:
    """Whoever presses a button, with role, regions and preview as they stand right now.

    :raises Refused: as ``acting``.
    :raises Unavailable: as ``current_viewer``.
    """
    return _acting(permission)[1]


def _acting(permission: Permission) -> tuple[Session, Viewer]:
    session = look_up()
    st.session_state.pop(_LOOKED_UP, None)
    viewer = viewer_of(session.account, _region_ids(), session)
    if not viewer.may(permission):
        raise Refused(Refusal.NOT_PERMITTED)
    return session, viewer


def last_viewer() -> Viewer | None:
    """The viewer that this session last had; none on a page that is open to everyone."""
    return cast(Viewer | None, st.session_state.get(_VIEWER))


def runs_alone() -> bool:
    """Whether this run is of a fragment alone, past its page."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def recheck(drawn_for: Viewer | None) -> None:
    """Run the whole page again where a fragment that runs alone belongs to another viewer.

    Such a fragment runs past its page's guard. What counts is for whom it was drawn: a run that was
    stopped leaves the fragments of the page before, whoever had that page.
    """
    if drawn_for is None or not runs_alone():
        return
    try:
        same = current_viewer() == drawn_for
    except Refused:
        same = False
    if not same:
        st.rerun()


def require(permission: Permission) -> Viewer:
    """The viewer, if they hold the permission; the first line of every page.

    :raises Refused: if they don't.
    :raises Unavailable: as ``current_viewer``.
    """
    viewer = current_viewer()
    if not viewer.may(permission):
        raise Refused(Refusal.NOT_PERMITTED)
    return viewer


def sign_out() -> None:
    """End the session of this run, and forget everything that it was shown."""
    token = presented_token()
    session = sessions.find(token) if token else None
    if session is not None:
        sessions.end(session)
    st.session_state.clear()
