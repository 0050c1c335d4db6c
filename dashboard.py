"""What ``streamlit run dashboard.py`` serves."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lib.serving import SecurityHeaders, lifespan, on_script_error

app = st.App(
    Path(__file__).parent / "pages" / "navigation.py",
    lifespan=lifespan,
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=on_script_error,
)
