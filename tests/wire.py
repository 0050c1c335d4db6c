"""A browser's side of Streamlit's websocket: connecting and asking for a run."""

from collections.abc import Iterable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from lib.access.client import LOCAL_COOKIE

OPEN_SECONDS = 60
"""How long a connection may take: a busy machine is none that was brought down."""


async def connected(
    port: int, token: str | None = None, *, again: str = "", **headers: str
) -> ClientConnection:
    """A connection with a session's token, whatever it may be worth, or with none.

    :param again: Streamlit's name of an earlier tab, to be taken up.
    """
    cookie = {"Cookie": f"{LOCAL_COOKIE}={token}"} if token is not None else {}
    return await connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=["streamlit", "none", again] if again else ["streamlit"],  # type: ignore[list-item]
        additional_headers=cookie | headers,
        compression=None,
        max_size=None,
        ping_interval=None,
        open_timeout=OPEN_SECONDS,
    )


def rerun(
    page_script_hash: str, query: str = "", widgets: Iterable[WidgetState] = (), **forged: Any
) -> BackMsg:
    """The message by which a browser asks for a run."""
    message = BackMsg()
    state = message.rerun_script
    state.page_script_hash = page_script_hash
    state.query_string = query
    state.context_info.locale = "en-US"
    state.context_info.timezone = "America/Chicago"
    state.widget_states.widgets.extend(widgets)
    for name, value in forged.items():
        if isinstance(value, list):
            getattr(state, name).extend(value)
        else:
            setattr(state, name, value)
    return message
