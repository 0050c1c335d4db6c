"""What each session runs: language, viewer, then only the pages that this viewer may open."""

from pathlib import Path

import streamlit as st

from lib.access import session
from lib.access.viewer import Refusal, Refused, Viewer
from lib.data.errors import Unavailable
from lib.ui import frame, language, sign_in
from lib.ui.formats import plain
from lib.ui.frame import part, say
from lib.ui.language import _
from lib.ui.pages import HOME, PAGES, Page, pages_of

ICON = Path(__file__).parent / "static" / "tejido.svg"


def _streamlit_page(page: Page) -> st.Page:
    return st.Page(
        page.script,
        title=_(page.title),
        icon=page.icon,
        url_path=page.path,
        visibility="visible" if page.is_listed else "hidden",
        default=page is HOME,
    )


def _navigate(pages: list[Page], *, hidden: bool) -> st.Page:
    # One flat list: Streamlit puts the headings of sections where a list may have none.
    listed = [_streamlit_page(page) for page in pages]
    return st.navigation(listed, position="hidden" if hidden else "sidebar")


def _welcome(problem: Refused | Unavailable) -> None:
    """Before anyone is signed in: the form, or the sentence that says what is missing."""
    language.choose()
    st.title("Tejido", anchor=False)
    st.markdown(_("The dashboard that our committees are woven together with."))
    if not (isinstance(problem, Refused) and problem.reason is Refusal.NOT_SIGNED_IN):
        say(problem)
        if session.signed_in_as():
            st.button(_("Sign out"), on_click=session.close_session)
        return
    with part():
        sign_in.draw()
    st.page_link("public/metrics.py", label=_("See the public numbers; no account needed"))


def _serve(viewer: Viewer) -> None:
    page = _navigate(pages_of(viewer), hidden=False)
    with st.sidebar:
        language.choose()
        st.caption(_("Signed in as {name}", name=plain(viewer.display_name)))
        st.button(_("Sign out"), on_click=session.close_session, icon=":material/logout:")
    page.run()


frame.begin()
st.set_page_config(page_title="Tejido", page_icon=str(ICON), layout="wide")
try:
    current = session.current_viewer()
except (Refused, Unavailable) as reason:
    # All addresses are known before sign-in, so that a link to a page survives it; none is run.
    chosen = _navigate(list(PAGES), hidden=True)
    if chosen.url_path == "metrics":
        language.choose()
        chosen.run()
    else:
        _welcome(reason)
else:
    _serve(current)
