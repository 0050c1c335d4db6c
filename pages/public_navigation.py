"""What each session of a public server runs: the public page, and the choice of language."""

from pathlib import Path

import streamlit as st

from lib.ui import frame, language
from lib.ui.language import _

ICON = Path(__file__).parent / "static" / "tejido.svg"


def _home() -> None:
    st.switch_page(METRICS)


frame.begin()
st.set_page_config(page_title="Tejido", page_icon=str(ICON), layout="wide")
METRICS = st.Page("public/metrics.py", title=_("Public metrics"), url_path="metrics")
page = st.navigation([st.Page(_home, title="Tejido", default=True), METRICS], position="hidden")
language.choose()
page.run()
