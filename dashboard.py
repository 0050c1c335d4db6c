"""What ``streamlit run dashboard.py`` serves."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lib.access import file_sending
from lib.data.configuration import ConfigurationError, configuration
from lib.serving import light, logs, sign_in
from lib.serving.below import Below, take_prefix
from lib.serving.crowded import Crowded
from lib.serving.dressing import Dressing
from lib.serving.gate import Gate
from lib.serving.health import Health
from lib.serving.lifespan import lifespan, on_script_error
from lib.serving.open_data import OpenData
from lib.serving.redrawing import redraw
from lib.serving.static_files import StaticFiles
from lib.serving.unknown_address import UnknownAddress

logs.settle()
take_prefix()
PAGES = Path(__file__).parent / "pages"


def is_public() -> bool:
    """Whether there are only the public page and the open data, and no way to sign in."""
    try:
        return configuration().is_public
    except ConfigurationError:
        # The lifespan refuses to start, and says why.
        return False


ROUTES = (
    [sign_in.STYLE] if is_public() else [*sign_in.ROUTES, *light.ROUTES, file_sending.route(redraw)]
)
SIGN_IN_FIRST = [] if is_public() else [Middleware(sign_in.SignInFirst), Middleware(UnknownAddress)]

# Streamlit finds the application by this very assignment.
app = st.App(
    PAGES / "public_navigation.py" if is_public() else PAGES / "navigation.py",
    secrets={} if is_public() else sign_in.secrets(),
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[
        Middleware(Below),
        Middleware(Health),
        Middleware(Gate),
        Middleware(StaticFiles),
        Middleware(OpenData),
        *SIGN_IN_FIRST,
        Middleware(Crowded),
        Middleware(Dressing),
    ],
    on_script_error=on_script_error,
)
