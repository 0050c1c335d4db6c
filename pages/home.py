"""The bare address: on to the first page that the viewer may open."""

import streamlit as st

from lib.access.session import current_viewer
from lib.pages import pages_of

st.switch_page(next(page.script for page in pages_of(current_viewer()) if page.is_listed))
