"""What ``streamlit run dashboard.py`` serves."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lib.access import exports
from lib.serving import lifespan, on_script_error
from lib.transport import Gate
from lib.ui.sign_in import ROUTES, SignInFirst, secrets

app = st.App(
    Path(__file__).parent / "pages" / "navigation.py",
    secrets=secrets(),
    lifespan=lifespan,
    routes=[*ROUTES, exports.ROUTE],
    middleware=[Middleware(Gate), Middleware(SignInFirst)],
    on_script_error=on_script_error,
)
