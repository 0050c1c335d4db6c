"""How a page is divided: a question a section, and below it, folded away, how its answer is known.

Headings go down in steps: the page's title, a section's question, a figure's finding.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from lib import again
from lib.language import _

_DIVIDED = "tejido.divided"
"""Whether the page has a section so far; a part that runs alone finds what its page left."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, which is said again to whoever is shown the same.

    :ivar command: that draws it.
    """

    command: str
    title: str

    def show(self, _key: str) -> None:
        """Draw it."""
        getattr(st, self.command)(self.title, anchor=False)


_heading = lru_cache(again.MOST)(_Heading)
"""The same one for the same words."""


def begin() -> None:
    """Begin a page: no section has begun."""
    st.session_state[_DIVIDED] = False


def section(title: str) -> None:
    """Begin a section of a page: its question, or its finding, above the findings of its figures.

    :param title: in the viewer's language.
    """
    st.session_state[_DIVIDED] = True
    again.show(_heading("header", title), "")


def finding(title: str) -> None:
    """Draw a figure's finding: of the third level within a section, else of the second.

    :param title: in the viewer's language.
    """
    again.show(_heading("subheader" if is_divided() else "header", title), "")


def is_divided() -> bool:
    """Whether a section of the page has begun."""
    return bool(st.session_state.get(_DIVIDED))


@contextmanager
def how_we_know(key: str) -> Iterator[None]:
    """Fold away what only those look for who ask how an answer is known: method, curves, baselines.

    :param key: unique on the page.
    """
    with st.expander(_("How we know"), icon=":material/science:", key=f"how-{key}"):
        yield
