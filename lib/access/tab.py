"""What a tab had in its address when it was connected anew, at whichever process it is now."""

from urllib.parse import parse_qs

import streamlit as st

HEADER = "X-Tejido-Chosen"
"""In which the gate passes on what the tab says as it is connected anew: its page's choices."""
_LEFT = "tejido.chosen"


def chosen(key: str) -> list[str]:
    """What the link says of a choice; else what the tab's page had before it was connected anew.

    Streamlit takes the choices of a page out of the link of the next: what was chosen goes along in
    the session. Where its process is gone there is none, and what the tab says takes its place,
    once. It is what anybody may say in a link, and no more is believed of it.
    """
    if _LEFT not in st.session_state:
        st.session_state[_LEFT] = parse_qs(st.context.headers.get(HEADER, ""))
    before: list[str] = st.session_state[_LEFT].pop(key, [])
    return st.query_params.get_all(key) or before
