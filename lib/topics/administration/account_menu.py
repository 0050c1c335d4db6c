"""The menu of who is signed in, at the end of every page's header."""

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from lib import again, reads
from lib.access import session
from lib.access.permissions import Permission
from lib.access.prefix import here
from lib.access.viewer import Viewer
from lib.data.errors import Unavailable
from lib.language import LANGUAGES, _
from lib.language.formats import plain

LIGHT = "/light/of"
"""Leads from a page of the app to that of the light edition which tells of the same."""


def draw(viewer: Viewer, page: str) -> None:
    """Draw the menu.

    :param page: that is open, by its address.
    """
    name = plain(viewer.display_name)
    with st.popover(name, icon=":material/account_circle:", type="tertiary", key="account"):
        st.caption(_("Signed in as {name}", name=name))
        has_light = viewer.may(Permission.VIEW_REGION_WORK)
        again.show(_ways(light_of(viewer, page) if has_light else None), "account-ways")


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where the menu leads, the same for many: to the light edition, if to any, and out."""

    light: str | None

    def show(self, _key: str) -> None:
        """Draw them."""
        if self.light is not None:
            st.html(_link(self.light))
        st.button(_("Sign out"), on_click=session.sign_out, icon=":material/logout:")


_ways = lru_cache(again.MOST)(_Ways)
"""The same ones to the same address."""


def light_of(viewer: Viewer, page: str) -> str:
    """The address of the light edition of a page, with what the page's own says now.

    Only what lies in the viewer's scope is carried on: whatever else an address says, no page says
    it after it.
    """
    said = st.query_params
    carried = [("region", each) for each in said.get_all("region") if each in viewer.scope.regions]
    if page == "committee":
        carried += [("committee", each) for each in _own(viewer, said.get_all("committee")[:1])]
    carried += [("lang", each) for each in said.get_all("lang") if each in LANGUAGES]
    return here(f"{LIGHT}?{urlencode([('page', page), *carried])}")


def _own(viewer: Viewer, committees: list[str]) -> list[str]:
    with suppress(Unavailable):
        rows = reads.membership.committees(viewer.scope, columns=("committee_id",))
        return [each for each in committees if (rows["committee_id"] == each).any()]
    return []


def _link(address: str) -> Markup:
    words = _("Light edition, for a slow connection")
    return Markup('<a href="{}" target="_self">{}</a>').format(address, words)
