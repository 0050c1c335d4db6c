"""What every page stands in: the guard, the title, and the words for what can't be shown."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.access import file_offers, page_views
from lib.access.permissions import Permission
from lib.access.session import require
from lib.access.viewer import Refusal, Refused, Viewer
from lib.data import reading
from lib.data.errors import PASSING, Reason, Unavailable
from lib.data.scope import CATALOGUES
from lib.language import N_, _
from lib.pages import Page, page_of
from lib.ui import header, sections

log = logging.getLogger("tejido")

RETRY_SECONDS = 10
_NEXT_LOOK = "tejido.next_look"
_SAID = "tejido.said"

_DATABASES = {
    "membership": N_("the membership database"),
    "incidents": N_("the incident database"),
    "dashboard": N_("the accounts database"),
}
_REASONS = {
    Reason.DOWN: N_(
        "We can't reach {database} right now. This page comes back by itself when it answers."
    ),
    Reason.NOT_MIGRATED: N_(
        "Tejido has not been set up in {database} yet. Tell whoever administers the dashboard."
    ),
    Reason.NOT_REFRESHED: N_(
        "There is nothing to show from {database} yet: its figures have never been prepared."
        " Tell whoever administers the dashboard."
    ),
    Reason.OTHER_VERSION: N_(
        "What is in {database} is from another version of Tejido."
        " Tell whoever administers the dashboard."
    ),
    Reason.FORBIDDEN: N_(
        "The dashboard is not allowed to read {database}. Tell whoever administers the dashboard."
    ),
    Reason.SLOW: N_(
        "The answer from {database} is taking too long. We will try again in a moment."
    ),
    Reason.BUSY: N_("Too much is going on in {database} right now. We will try again in a moment."),
    Reason.READ_ONLY: N_(
        "Nothing can be saved in {database} at present. Tell whoever administers the dashboard."
    ),
    Reason.UNSUPPORTED: N_("Tejido can't run on {database} as it is. Tell its administrator."),
    Reason.FULL: N_(
        "There is no space left for {database}. Tell whoever administers the dashboard."
    ),
    Reason.DAMAGED: N_(
        "Files of {database} are damaged or gone."
        " Tell whoever administers the dashboard right away."
    ),
    Reason.UNEXPECTED: N_(
        "There is a problem with {database} that Tejido doesn't know; the server's log names it."
        " Tell whoever administers the dashboard."
    ),
}
_REFUSALS = {
    Refusal.NOT_SIGNED_IN: N_("Sign in to see this page."),
    Refusal.SESSION_OVER: N_("Your session is over. Sign in again to go on."),
    Refusal.NO_ACCOUNT: N_(
        "Your account is no longer open. Ask whoever administers the dashboard."
    ),
    Refusal.NO_ROLE: N_(
        "Your account has no role that the dashboard knows. Ask whoever administers it to set one."
    ),
    Refusal.NO_REGION: N_(
        "Your account has no region yet, so there is nothing it may see."
        " Ask whoever administers the dashboard to add one."
    ),
    Refusal.NOT_PERMITTED: N_("This page is not part of what your account may see."),
}


def sentence(problem: Unavailable | Refused) -> str:
    """The plain sentence for someone who can't be shown something, in their language."""
    if isinstance(problem, Refused):
        return _(_REFUSALS[problem.reason])
    return _(_REASONS[problem.reason], database=_(_DATABASES[problem.database]))


def begin() -> None:
    """Begin a run of the app: no problem shown, no file offered."""
    st.session_state[_SAID] = set()
    file_offers.begin()
    sections.begin()


def open_page(script: str, *, has_title: bool = True) -> Viewer:
    """Guard a page and put its title up; stops the run for who may not see it.

    :param script: the page's own ``__file__``.
    :param has_title: ``False`` where what the page shows is its title.
    :raises LookupError: if the page is in no list, or everyone's.
    """
    page = page_of(script)
    if page.permission is None:
        raise LookupError(f"{page.script} is everyone's: open_public_page opens it.")
    try:
        viewer = require(page.permission)
        page_views.record(viewer)
    except (Refused, Unavailable) as problem:
        refuse(problem, page.permission)
        st.stop()
    if has_title:
        _entitle(page)
    return viewer


def open_public_page(script: str) -> None:
    """Put the title of a page up that is everyone's.

    :param script: as :func:`open_page`.
    :raises LookupError: if the page is in no list, or asks for a permission.
    """
    page = page_of(script)
    if page.permission is not None:
        raise LookupError(f"{page.script} asks for a permission: open_page opens it.")
    _entitle(page)


def _entitle(page: Page) -> None:
    header.entitle(_(page.title))
    if page.caption:
        write = st.markdown if page.permission is None else st.caption
        write(_(page.caption))


def refuse(problem: Refused | Unavailable, permission: Permission) -> None:
    """Say why a page is not shown, and record it where someone asked for what is not theirs."""
    if isinstance(problem, Refused):
        page_views.record_refusal(problem, permission)
    say(problem)


@contextmanager
def part() -> Iterator[None]:
    """A part of a page: if its database can't be read it says so, and the page goes on."""
    try:
        yield
    except Unavailable as problem:
        say(problem)


def say(problem: Unavailable | Refused) -> None:
    """Put up the sentence for a problem, and look again by itself where that may help."""
    if isinstance(problem, Refused):
        st.info(sentence(problem), icon=":material/lock:")
        return
    # Once a page: further parts that want the same database have nothing to add.
    said = st.session_state.setdefault(_SAID, set())
    if sentence(problem) in said:
        return
    said.add(sentence(problem))
    log.warning("%s", problem)
    st.warning(sentence(problem), icon=":material/cloud_off:")
    if problem.reason in PASSING:
        st.session_state[_NEXT_LOOK] = time.monotonic() + RETRY_SECONDS
        _look_again(problem.database)


@st.fragment(run_every=RETRY_SECONDS)
def _look_again(database: str) -> None:
    """Run the page afresh once a database answers; looks no sooner than a pause after the page."""
    if time.monotonic() < st.session_state.get(_NEXT_LOOK, 0.0):
        return
    query = "answers" if database == "dashboard" else "regions"
    try:
        reading.read(database, query, CATALOGUES)
    except Unavailable:
        return
    st.rerun()


def on_error(error: Exception) -> bool:
    """Say one plain sentence for an error that no page expected; the details stay in the log."""
    log.exception("a page failed", exc_info=error)
    if isinstance(error, Unavailable | Refused):
        say(error)
    else:
        st.error(
            _("Something went wrong on our side. Try again; if it stays, tell your administrator."),
            icon=":material/error:",
        )
    return True
