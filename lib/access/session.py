"""The viewer of a Streamlit session: signing in and out, and guarding a page."""

import streamlit as st

from lib.access import accounts
from lib.access.permissions import Permission
from lib.access.regions import regions
from lib.access.viewer import Refusal, Refused, Viewer, viewer_of

_USERNAME = "tejido.username"


@st.cache_data(ttl=30, show_spinner=False)
def _region_ids() -> tuple[str, ...]:
    return tuple(regions()["region_id"])


def signed_in_as() -> str | None:
    """The username that this session signed in with, if it did."""
    username: str | None = st.session_state.get(_USERNAME)
    return username


def open_session(username: str) -> None:
    """Tie this session to an account whose password was just checked."""
    st.session_state[_USERNAME] = username


def close_session() -> None:
    """Forget who is looking, and everything that the session was shown."""
    st.session_state.clear()


def current_viewer() -> Viewer:
    """The viewer of this session, with role and regions read afresh from the account.

    :raises Refused: if nobody is signed in or the account opens nothing.
    :raises Unavailable: if the dashboard database, or both source databases, can't be read.
    """
    username = signed_in_as()
    if username is None:
        raise Refused(Refusal.NOT_SIGNED_IN)
    return viewer_of(accounts.find(username), _region_ids())


def require(permission: Permission) -> Viewer:
    """The viewer, if they hold the permission; the first line of every page.

    :raises Refused: if they don't.
    :raises Unavailable: as ``current_viewer``.
    """
    viewer = current_viewer()
    if not viewer.may(permission):
        raise Refused(Refusal.NOT_PERMITTED)
    return viewer
