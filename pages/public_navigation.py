"""What each session of a public server runs: the public page, and the choice of language."""

import streamlit as st

from lib.data.configuration import configuration
from lib.language import _
from lib.ui import frame, header

NAME, MARK = configuration().organization.name, configuration().organization.mark


def _home() -> None:
    st.switch_page(METRICS)


frame.begin()
st.set_page_config(page_title=NAME, page_icon=str(MARK), layout="wide")
METRICS = st.Page("public/metrics.py", title=_("Public metrics"), url_path="metrics")
page = st.navigation([st.Page(_home, title=NAME, default=True), METRICS], position="hidden")
header.draw()
page.run()
