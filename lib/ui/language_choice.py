"""The choice of language."""

import streamlit as st

from lib import again
from lib.language import AUTONYMS, KEY, LANGUAGES, current
from lib.language.messages import browser_language


class _Radio:
    """The languages, which are the same for everyone."""

    def show(self, key: str) -> None:
        """Draw them."""
        st.radio(
            "Language · Idioma",
            LANGUAGES,
            format_func=AUTONYMS.__getitem__,
            horizontal=True,
            label_visibility="collapsed",
            key=key,
            persist_state="session",
        )


_RADIO = _Radio()


def choose() -> str:
    """Draw the choice of language, keep it in the link, and return the language chosen.

    A widget bound to the link would write the name of the language there, not ``lang=es``; and
    Streamlit empties the link when the page changes.
    """
    if KEY not in st.session_state:
        st.session_state[KEY] = current()
    again.show(_RADIO, KEY)
    chosen = st.session_state[KEY]
    linked = st.query_params.get(KEY)
    if chosen != (linked or browser_language()):
        st.query_params[KEY] = str(chosen)
    return str(chosen)
