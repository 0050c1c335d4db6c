"""Which page a session looks at, recorded once for as long as page and scope stay the same."""

import streamlit as st

from lib.access import audit, session
from lib.access.audit import Event
from lib.access.permissions import Permission
from lib.access.viewer import Refusal, Refused, Viewer

_PAGE = "tejido.page"
_SEEN = "tejido.seen"


def enter(page: str) -> None:
    """Note the page that this run is of, by its address."""
    st.session_state[_PAGE] = page


def page() -> str:
    """The address of the page that this run is of."""
    return str(st.session_state.get(_PAGE, ""))


def record(viewer: Viewer) -> None:
    """Record that a viewer was let in, unless the run before was of the same page and scope."""
    facts: dict[str, str | int | list[str]] = {"page": page()}
    if viewer.scope:
        facts["regions"] = list(viewer.scope.regions)
    if viewer.view_as is not None:
        facts["viewed_as"] = viewer.view_as
    _once(Event.PAGE_VIEWED, viewer.username, facts)


def record_refusal(refused: Refused, permission: Permission) -> None:
    """Record that someone who is signed in asked for what is not theirs to see."""
    if refused.reason is not Refusal.NOT_PERMITTED:
        return
    username = session.current().account.username
    _once(Event.PAGE_REFUSED, username, {"page": page(), "permission": permission.value})


def _once(event: Event, username: str, facts: dict[str, str | int | list[str]]) -> None:
    seen = (event, username, facts)
    if st.session_state.get(_SEEN) != seen:
        audit.record(event, actor=username, facts=facts)
        st.session_state[_SEEN] = seen
