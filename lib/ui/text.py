"""A text: a finding and sentences, where a chart would say no more."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from lib.ui.sections import finding


@dataclass(frozen=True)
class Text:
    """A text, in the viewer's language.

    :ivar title: the finding in one sentence.
    :ivar body: Markdown.
    :ivar caption: how we know.
    """

    title: str | None = None
    body: str | None = None
    caption: str | None = None

    def show(self, key: str) -> None:  # noqa: ARG002 - as everything that a figure is made into
        """Draw the text."""
        if self.title:
            finding(self.title)
        if self.body:
            st.markdown(self.body)
        if self.caption:
            st.caption(self.caption)


def points(sentences: Iterable[str]) -> str:
    """Sentences as the points of a list, in Markdown; one that is empty is none of them."""
    return "\n".join(f"- {sentence}" for sentence in sentences if sentence)
