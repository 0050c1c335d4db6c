"""What each session runs: language, viewer, then only the pages that this viewer may open."""

from functools import partial

import streamlit as st

from lib import reads
from lib.access import page_views as views
from lib.access import session
from lib.access.viewer import Refusal, Refused, Viewer
from lib.data.configuration import configuration
from lib.data.errors import Unavailable
from lib.language import _
from lib.pages import HOME, PAGES, Page, pages_of
from lib.topics.administration import account_menu
from lib.topics.administration import own_account as accounts_own
from lib.topics.administration import sign_in_links as leading
from lib.ui import clocks, frame, header
from lib.ui.frame import say

_SIGNED_OUT = (Refusal.NOT_SIGNED_IN, Refusal.SESSION_OVER)
NAME, MARK = configuration().organization.name, configuration().organization.mark


def _navigate(opened: list[Page], *, hidden: bool = False) -> st.Page:
    """Find the page that is asked for; only those that the viewer may open are listed.

    All addresses are known to everyone, so that a link to a page survives signing in, and whoever
    asks for what is not theirs is told so.
    """
    # One flat list: Streamlit puts the headings of sections where a list may have none.
    pages = [page.drawn(_(page.title), listed=page.is_listed and page in opened) for page in PAGES]
    return st.navigation(pages, position="hidden" if hidden else "sidebar")


def _refuse(problem: Refused | Unavailable, page: str) -> None:
    """Where nothing may be shown: the sentence that says why, and the way to sign in."""
    header.draw()
    header.entitle(NAME)
    st.markdown(_("The dashboard that our committees are woven together with."))
    say(problem)
    if isinstance(problem, Refused) and problem.reason in _SIGNED_OUT:
        leading.to_sign_in(page)
    elif isinstance(problem, Refused):
        st.button(_("Sign out"), on_click=session.sign_out)
    st.page_link("public/metrics.py", label=_("See the public numbers; no account needed"))


def _serve(viewer: Viewer) -> None:
    opened = pages_of(viewer)
    page = _navigate(opened)
    views.enter(page.url_path)
    asked = next(each for each in PAGES if page.url_path == ("" if each is HOME else each.path))
    menu = partial(account_menu.draw, viewer, page.url_path)
    header.draw(menu, is_of_regions=asked.is_of_regions)
    accounts_own.banner(viewer)
    if asked in opened:
        with clocks.of_page(is_dated=asked.is_dated):
            page.run()
    elif asked.permission is not None:
        frame.refuse(Refused(Refusal.NOT_PERMITTED), asked.permission)


def _current() -> Viewer:
    """Who is looking; nobody where a partner's site may show the page in a frame of its own."""
    if st.context.is_embedded:
        # Whoever is signed in could be led to click there on what they don't see.
        raise Refused(Refusal.NOT_SIGNED_IN)
    return session.current_viewer()


reads.begin()
frame.begin()
st.set_page_config(page_title=NAME, page_icon=str(MARK), layout="wide")
try:
    current = _current()
except (Refused, Unavailable) as reason:
    chosen = _navigate([], hidden=True)
    views.enter(chosen.url_path)
    if chosen.url_path == "metrics":
        header.draw()
        chosen.run()
    else:
        _refuse(reason, chosen.url_path)
else:
    _serve(current)
