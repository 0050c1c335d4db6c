"""Published numbers, for partners and everyone; no account needed."""

import streamlit as st

from lib.language import _
from lib.topics.publication import public_page as public

st.title(_("Public metrics"), anchor=False)
st.markdown(
    _(
        "Numbers about the network's work that anyone may quote and re-use, published only in"
        " a form that can harm no one."
    )
)
public.draw()
