"""Published numbers, for partners and everyone; no account needed."""

import streamlit as st

from lib.ui.language import _
from lib.ui.parts import public

st.title(_("Public metrics"), anchor=False)
st.markdown(
    _(
        "Numbers about the network's work that anyone may quote and re-use, published only in"
        " a form that can harm no one."
    )
)
public.draw()
