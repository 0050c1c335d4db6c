"""The choice of one view among several, of which only the chosen one is made and drawn."""

from collections.abc import Mapping

import streamlit as st

from lib.ui import links


def choose_one(key: str, label: str, names: Mapping[str, str]) -> str:
    """Draw the choice and return the chosen code; kept in the link.

    :param key: names the choice in the link; unique on the page.
    :param names: code → name in the viewer's language; the first is the default.
    """
    offered = tuple(names)
    if st.session_state.get(key, offered[0]) not in offered:
        # What was chosen before is no longer offered: fewer regions are in view.
        del st.session_state[key]
    links.take(key, offered, default=offered[0])
    chosen = st.segmented_control(
        label,
        offered,
        required=True,
        format_func=lambda code: names.get(code, code),
        key=key,
        wrap=True,
        persist_state="session",
    )
    # A forged message may carry a value that was never offered.
    chosen = chosen if chosen in offered else offered[0]
    links.keep(key, chosen, default=offered[0])
    return chosen
