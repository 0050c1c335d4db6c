"""How a page is divided: a question a section, and below it, folded away, how its answer is known.

Headings go down in steps: the page's title, a section's question, a figure's finding.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.language import _


def section(title: str) -> None:
    """Begin a section of a page: its question, or its finding, above the findings of its figures.

    :param title: in the viewer's language.
    """
    st.header(title, anchor=False)


@contextmanager
def how_we_know(key: str) -> Iterator[None]:
    """Fold away what only those look for who ask how an answer is known: method, curves, baselines.

    :param key: unique on the page.
    """
    with st.expander(_("How we know"), icon=":material/science:", key=f"how-{key}"):
        yield
