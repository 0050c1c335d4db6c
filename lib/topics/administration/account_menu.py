"""The menu of who is signed in, at the end of every page's header."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from lib.access import session
from lib.access.permissions import Permission
from lib.access.prefix import here
from lib.access.viewer import Viewer
from lib.language import _
from lib.language.formats import plain

LIGHT = "/light/of"
"""Leads from a page of the app to that of the light edition which tells of the same."""
CARRIED = ("committee", "region", "lang")
"""What a page's own address says that its light edition says, too."""


def draw(viewer: Viewer, page: str) -> None:
    """Draw the menu.

    :param page: that is open, by its address.
    """
    name = plain(viewer.display_name)
    with st.popover(name, icon=":material/account_circle:", type="tertiary", key="account"):
        st.caption(_("Signed in as {name}", name=name))
        if viewer.may(Permission.VIEW_REGION_WORK):
            st.html(_link(light_of(page)))
        st.button(_("Sign out"), on_click=session.sign_out, icon=":material/logout:")


def light_of(page: str) -> str:
    """The address of the light edition of a page, with what the page's own says now."""
    said = [(n, each) for n in CARRIED for each in st.query_params.get_all(n)]
    return here(f"{LIGHT}?{urlencode([('page', page), *said])}")


def _link(address: str) -> Markup:
    words = _("Light edition, for a slow connection")
    return Markup('<a href="{}" target="_self">{}</a>').format(address, words)
