"""An open websocket: which messages of either side pass, and when."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.data.configuration import ROOT, configuration
from lib.serving.widget_count import has_more_widgets

_MESSAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""What a browser may say over the websocket. Anyone can send the others too: to empty the caches of
all, to have files written beside the app, to be given addresses for uploads."""

TEXT, NONSENSE, TOO_BIG, TOO_MANY = 1003, 1007, 1009, 4029
"""Codes by which a connection is closed. Source: RFC 6455, 7.4.1; the last is ours."""

_DIRECTORY = str(ROOT).encode()


class Stream:
    """A connection of the websocket.

    :param turn: takes the turn of the next message: seconds until it comes; none if too many wait.
    """

    def __init__(
        self, receive: Receive, send: Send, turn: Callable[[], float | None] = lambda: 0.0
    ) -> None:
        self._receive = receive
        self._send = send
        self._turn = turn
        self._is_closed = False

    async def receive(self) -> Message:
        """The next message that is allowed; what no page sends ends the connection.

        While one waits for its turn the server reads no further, so whoever sends faster waits.
        """
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                self._is_closed = True
            if message["type"] != "websocket.receive":
                return message
            frame = message.get("bytes")
            if frame is None:
                return await self._close(TEXT)
            try:
                if is_too_big(frame):
                    return await self._close(TOO_BIG)
                passes = is_allowed(frame)
            except DecodeError:
                return await self._close(NONSENSE)
            seconds = self._turn()
            if seconds is None:
                return await self._close(TOO_MANY)
            if seconds:
                await asyncio.sleep(seconds)
            if passes:
                return message

    async def send(self, message: Message) -> None:
        """Send a message that says nothing of the inside."""
        # What Streamlit had still to send, it sends although it was told of the end.
        if self._is_closed:
            return
        if "frames" in message:
            message = {**message, "frames": [discreet(frame) for frame in message["frames"]]}
        elif frame := message.get("bytes"):
            message = {**message, "bytes": discreet(frame)}
        try:
            await self._send(message)
        except (OSError, RuntimeError):
            # The browser is gone, or the server has closed the connection over a frame that is too
            # big. Streamlit, told of it here, would ask on and fail twice more in the log; the next
            # message that it receives is the end.
            self._is_closed = True

    async def _close(self, code: int) -> Message:
        self._is_closed = True
        await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


def is_too_big(frame: bytes) -> bool:
    """Whether a frame is more than any page sends, judged before anything is made of it.

    :raises DecodeError: if it is no message at all.
    """
    limits = configuration().serving.limits
    return len(frame) > limits.message_bytes or has_more_widgets(frame, limits.widgets)


def is_allowed(frame: bytes) -> bool:
    """Whether a frame of the websocket is a message that a browser has reason to send.

    :raises DecodeError: if it is no message at all.
    """
    return BackMsg.FromString(frame).WhichOneof("type") in _MESSAGES


def discreet(frame: bytes) -> bytes:
    """A frame of the websocket without the directory that the app is in.

    Streamlit tells it to every browser, before anyone has signed in.
    """
    if _DIRECTORY not in frame:
        return frame
    message = ForwardMsg.FromString(frame)
    if message.WhichOneof("type") != "new_session":
        return frame
    forget_directory(message)
    return bytes(message.SerializeToString())


def forget_directory(message: ForwardMsg) -> None:
    """Take the directory that the app is in out of what a run begins with."""
    message.new_session.main_script_path = Path(message.new_session.main_script_path).name
