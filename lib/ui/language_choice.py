"""The choice of language."""

import streamlit as st

from lib.language import AUTONYMS, KEY, LANGUAGES, current
from lib.language.messages import browser_language


def choose() -> str:
    """Draw the choice of language, keep it in the link, and return the language chosen.

    A widget bound to the link would write the name of the language there, not ``lang=es``; and
    Streamlit empties the link when the page changes.
    """
    if KEY not in st.session_state:
        st.session_state[KEY] = current()
    chosen = st.radio(
        "Language · Idioma",
        LANGUAGES,
        format_func=AUTONYMS.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=KEY,
        persist_state="session",
    )
    linked = st.query_params.get(KEY)
    if chosen != (linked or browser_language()):
        st.query_params[KEY] = str(chosen)
    return str(chosen)
