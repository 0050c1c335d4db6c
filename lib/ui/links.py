"""Choices that live in the link under words that no language changes.

Streamlit's own ``bind="query-params"`` writes an option's *label* into the link, which is lost in
another language. So a choice is read from the link before its widget is drawn, and written after::

    links.take("weeks", WEEKS, default=13)
    weeks = st.segmented_control(_("Period"), WEEKS, key="weeks", persist_state="session", ...)
    links.keep("weeks", weeks, default=13)
"""

from collections.abc import Collection, Sequence
from typing import TypeVar

import streamlit as st

from lib.access import tab

Option = TypeVar("Option", str, int)


def take(key: str, offered: Collection[Option], *, default: Option) -> None:
    """Give the widget of that key the link's value, if the session has none yet.

    What the link says counts only if it is offered; else the default stands.
    """
    if key not in st.session_state:
        st.session_state[key] = next(iter(_known(tab.chosen(key), offered)), default)


def take_several(key: str, offered: Collection[Option]) -> None:
    """The same for a widget of several values; by default it has none.

    Values that are no longer offered are dropped on every run, for a widget would refuse them.
    """
    if key not in st.session_state:
        st.session_state[key] = _known(tab.chosen(key), offered)
    elif any(value not in offered for value in st.session_state[key]):
        st.session_state[key] = [value for value in st.session_state[key] if value in offered]


def take_text(key: str, longest: int) -> None:
    """The same for a text, of at most so many characters; by default it is empty."""
    if key not in st.session_state:
        st.session_state[key] = "".join(tab.chosen(key)[:1])[:longest]


def keep(key: str, chosen: Option | Sequence[Option], *, default: Option | None = None) -> None:
    """Write a choice into the link, which Streamlit empties when the page changes.

    The default is left out, as is an empty choice of several.
    """
    several = [] if chosen == default else chosen if isinstance(chosen, list) else [chosen]
    said = [str(value) for value in several]
    if said == st.query_params.get_all(key):
        return
    if said:
        st.query_params[key] = said
    else:
        st.query_params.pop(key, None)


def _known(said: list[str], offered: Collection[Option]) -> list[Option]:
    by_word = {str(option): option for option in offered}
    return [by_word[word] for word in dict.fromkeys(said) if word in by_word]
