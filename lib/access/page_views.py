"""Which page a session looks at, recorded once for as long as page and scope stay the same."""

import streamlit as st

from lib.access import audit, session
from lib.access.audit import Event, Facts
from lib.access.permissions import Permission
from lib.access.viewer import Refusal, Refused, Viewer

_PAGE = "tejido.page"
_SEEN = "tejido.seen"
_SEEN_OF = "tejido.seen_of"
_COMPARED = "tejido.compared"
REDRAWN = "tejido.redrawn"
"""Set where a page is drawn once more for a file that it offered: nobody looks at it."""


def enter(page: str) -> None:
    """Note the page that this run is of, by its address."""
    st.session_state[_PAGE] = page


def page() -> str:
    """The address of the page that this run is of."""
    return str(st.session_state.get(_PAGE, ""))


def record(viewer: Viewer) -> None:
    """Record that a viewer was let in, unless the run before was of the same page and scope."""
    _once(Event.PAGE_VIEWED, viewer.username, _view(viewer))


def record_committee(viewer: Viewer, committee_id: str) -> None:
    """Record which committee a page is of, unless the run before was of the same.

    :param committee_id: as the database knows it within the viewer's scope; never what an address
        says, which is something that someone typed.
    """
    facts = {**_view(viewer), "committee": committee_id}
    if st.session_state.get(_SEEN_OF) != facts and REDRAWN not in st.session_state:
        audit.record(Event.PAGE_VIEWED, actor=viewer.username, facts=facts)
        st.session_state[_SEEN_OF] = facts


def record_compared(viewer: Viewer, committee_id: str) -> None:
    """Record with which committee the one of the page is compared, once while it is the same.

    :param committee_id: as in :func:`record_committee`.
    """
    facts = {**_view(viewer), "committee": committee_id}
    if st.session_state.get(_COMPARED) != facts and REDRAWN not in st.session_state:
        audit.record(Event.PAGE_VIEWED, actor=viewer.username, facts=facts)
        st.session_state[_COMPARED] = facts


def record_refusal(refused: Refused, permission: Permission) -> None:
    """Record that someone who is signed in asked for what is not theirs to see."""
    if refused.reason is not Refusal.NOT_PERMITTED:
        return
    username = session.current().account.username
    _once(Event.PAGE_REFUSED, username, {"page": page(), "permission": permission.value})


def _view(viewer: Viewer) -> Facts:
    facts: dict[str, str | int | list[str]] = {"page": page()}
    if viewer.scope:
        facts["regions"] = list(viewer.scope.regions)
    if viewer.view_as is not None:
        facts["viewed_as"] = viewer.view_as
    return facts


def _once(event: Event, username: str, facts: Facts) -> None:
    seen = (event, username, facts)
    if st.session_state.get(_SEEN) != seen and REDRAWN not in st.session_state:
        audit.record(event, actor=username, facts=facts)
        st.session_state[_SEEN] = seen
        st.session_state[_SEEN_OF] = None
