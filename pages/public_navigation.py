"""What each session of a public server runs: the public page, and the choice of language."""

from pathlib import Path

import streamlit as st

from lib.language import _
from lib.ui import frame, language_choice

ICON = Path(__file__).parent / "static" / "tejido.svg"


def _home() -> None:
    st.switch_page(METRICS)


frame.begin()
st.set_page_config(page_title="Tejido", page_icon=str(ICON), layout="wide")
METRICS = st.Page("public/metrics.py", title=_("Public metrics"), url_path="metrics")
page = st.navigation([st.Page(_home, title="Tejido", default=True), METRICS], position="hidden")
language_choice.choose()
page.run()
