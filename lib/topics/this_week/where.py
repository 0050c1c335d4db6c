"""Where the committees are: beside the figures on a desk, on a phone once it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.language import _
from lib.ui.fragments import fragment


@contextmanager
def on_demand() -> Iterator[None]:
    """Draw a map below its switch; which widths have the switch stands in ``page.css``."""
    _offer()
    with st.container(key="week-map"):
        yield


@fragment
def _offer() -> None:
    st.toggle(_("Show the map"), key="week-map-shown")
