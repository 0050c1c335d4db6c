"""The header of every page, which stays in view.

It says whose dashboard this is, which page, and which regions and period are in view; language and
account are at its end. How it stands is in ``lib/serving/page.css``.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from markupsafe import escape
from streamlit.delta_generator import DeltaGenerator

from lib.data.configuration import configuration
from lib.ui import language_choice


@dataclass(frozen=True, slots=True)
class _Header:
    """Where in the header a page puts its own."""

    title: DeltaGenerator
    in_view: DeltaGenerator


_header: ContextVar[_Header | None] = ContextVar("header", default=None)
"""Of a run."""


def draw(account: Callable[[], None] | None = None, *, is_of_regions: bool = False) -> None:
    """Draw the header; the page that runs next puts its title and its choices there.

    :param account: draws the menu of who is signed in; without one there is none.
    :param is_of_regions: whether the page has something to choose, which needs room on a phone.
    """
    kind = "organization in-view" if is_of_regions else "organization"
    name = escape(configuration().organization.name)
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="{kind}">{name}</div>')
        title = st.container(key="title")
        _header.set(_Header(title, st.container(key="in-view", width="content")))
        language_choice.choose()
        if account is not None:
            account()


def entitle(title: str) -> None:
    """Put a page's title up: its one heading of the first level.

    :param title: in the viewer's language.
    """
    header = _header.get()
    (header.title if header else st).title(title, anchor=False)


def in_view() -> DeltaGenerator:
    """Where a page draws the choice of what is in view; a page run by itself has no header."""
    header = _header.get()
    return header.in_view if header else st.container()
