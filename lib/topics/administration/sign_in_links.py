"""Links from Streamlit's pages to the sign-in pages, in the same tab.

Streamlit opens the links of its own elements in a new one.
"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from lib.access.prefix import here
from lib.language import KEY, _, current


def link(label: str, path: str, **said: str) -> None:
    """Draw a link to one of the sign-in pages, in the language of now."""
    address = here(f"{path}?{urlencode({**said, KEY: current()})}")
    made = f'<a href="{escape(address)}" target="_self">{escape(label)}</a>'
    st.markdown(made, unsafe_allow_html=True)


def to_sign_in(page: str) -> None:
    """Draw the link to sign in with, which comes back to a page and what its link says."""
    query = urlencode([(k, v) for k in st.query_params for v in st.query_params.get_all(k)])
    link(_("Sign in"), "/sign-in", next=f"/{page}" + (f"?{query}" if query else ""))
