"""What ``streamlit run dashboard.py`` serves."""

from pathlib import Path

import streamlit as st

from lib.serving import lifespan, on_script_error

app = st.App(
    Path(__file__).parent / "pages" / "navigation.py",
    lifespan=lifespan,
    on_script_error=on_script_error,
)
