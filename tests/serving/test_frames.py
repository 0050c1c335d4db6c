"""What is said to a browser goes out in one piece where it can, whole and in its order."""

import asyncio
import logging
from typing import Any, cast

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient
from websockets.asyncio.client import ClientConnection, connect

from lib.serving.frames import Framing, frames_of, send_at_once
from tests.serving.limited import Limit, limit
from tests.serving.served import served

__all__ = ["limit"]

SAID = [*(b"%d" % number for number in range(99)), b"x" * 3_000_000]
"""A hundred, of which the last is larger than any buffer."""


async def _hundred(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers a message with a hundred in one go, and one more by itself."""
    await receive()
    await send({"type": "websocket.accept"})
    await receive()
    await send({"type": "websocket.send", "frames": SAID})
    await send({"type": "websocket.send", "bytes": b"one"})
    await send({"type": "websocket.close", "code": 1000})


async def _heard(client: ClientConnection) -> list[bytes]:
    await client.send(b"?")
    return [cast(bytes, message) async for message in client]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_websocket_says_the_same_in_one_piece(
    limit: Limit, monkeypatch: pytest.MonkeyPatch, *, is_packed: bool
) -> None:
    limit()
    pieces: list[int] = []
    made = Framing.connection_made

    def counted(self: Framing, transport: Any) -> None:
        made(self, transport)
        write = self.transport.write

        class Counting:
            def __getattr__(self, name: str) -> Any:
                return getattr(transport, name)

            def write(self, data: bytes) -> None:
                pieces.append(len(data))
                write(data)

        self.transport = cast(asyncio.Transport, Counting())

    monkeypatch.setattr(Framing, "connection_made", counted)

    async def talk(port: int) -> list[bytes]:
        async with connect(f"ws://127.0.0.1:{port}/", max_size=None) as client:
            return await _heard(client)

    heard = asyncio.run(served(_hundred, talk, ws_per_message_deflate=is_packed))
    assert heard == [*SAID, b"one"]
    # The answer to the handshake, the hundred, the one, and that it is over.
    assert len(pieces) == 4
    assert is_packed or pieces[1] > 3_000_000 + 99 * 3


def test_who_sends_to_a_browser_that_is_gone_is_told(limit: Limit) -> None:
    limit()
    told: list[str] = []

    async def late(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        try:
            await send({"type": "websocket.send", "frames": [b"a", b"b"]})
        except (OSError, RuntimeError) as error:
            told.append(type(error).__name__)

    async def leave(port: int) -> None:
        async with connect(f"ws://127.0.0.1:{port}/") as client:
            await client.send(b"?")
        while not told:
            await asyncio.sleep(0.01)

    asyncio.run(served(late, leave))
    assert len(told) == 1


def test_frames_are_those_of_either_kind_of_message() -> None:
    assert frames_of({"type": "websocket.send", "frames": [b"a", b"b"]}) == [b"a", b"b"]
    assert frames_of({"type": "websocket.send", "bytes": b"a"}) == [b"a"]
    assert frames_of({"type": "websocket.send", "text": "a"}) == []


class Socket:
    """What of a websocket Streamlit's sending goes through.

    :ivar sent: the frames of each message.
    :ivar problem: is raised by the next message.
    """

    headers: dict[str, str]
    cookies: dict[str, str]
    client = None

    def __init__(self) -> None:
        self.headers, self.cookies = {}, {}
        self.sent: list[list[bytes]] = []
        self.problem: Exception | None = None

    async def send(self, message: dict[str, Any]) -> None:
        if self.problem:
            raise self.problem
        self.sent.append(message["frames"])


def _message(text: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = text
    return message


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StarletteSessionClient, "_sender", StarletteSessionClient._sender)
    send_at_once()


@pytest.mark.usefixtures("at_once")
def test_all_that_is_there_goes_at_once_and_what_comes_later_too() -> None:
    async def run() -> None:
        socket = Socket()
        client = StarletteSessionClient(cast(WebSocket, socket))
        messages = [_message(text) for text in "abc"]
        for message in messages[:2]:
            client.write_forward_msg(message)
        await asyncio.sleep(0.01)
        client.write_forward_msg(messages[2])
        await asyncio.sleep(0.01)
        a, b, c = (message.SerializeToString() for message in messages)
        assert socket.sent == [[a, b], [c]]
        await client.aclose()

    asyncio.run(run())


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("problem", "is_logged"), [(WebSocketDisconnect(1006), False), (ValueError(), True)]
)
def test_a_browser_that_can_not_be_sent_to_is_given_nothing_more(
    problem: Exception, caplog: pytest.LogCaptureFixture, *, is_logged: bool
) -> None:
    async def run() -> None:
        socket = Socket()
        client = StarletteSessionClient(cast(WebSocket, socket))
        socket.problem = problem
        client.write_forward_msg(_message("a"))
        await asyncio.sleep(0.01)
        with pytest.raises(SessionClientDisconnectedError):
            client.write_forward_msg(_message("b"))

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert bool(caplog.records) is is_logged
