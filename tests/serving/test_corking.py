"""What is written in one step of the event loop goes out in one piece, whole and in its order."""

import asyncio
from typing import Any, cast

import pytest
import uvicorn
from websockets.asyncio.client import connect

from lib.serving import connections
from lib.serving.corking import Cork
from tests.serving.limited import Limit, limit

__all__ = ["limit"]


class Transport:
    """Notes what is done with it."""

    def __init__(self) -> None:
        self.done: list[bytes | str] = []
        self.is_over = False

    def write(self, data: bytes) -> None:
        self.done.append(data)

    def close(self) -> None:
        self.done.append("closed")
        self.is_over = True

    def is_closing(self) -> bool:
        return self.is_over


def _written(*steps: Any) -> list[bytes | str]:
    """What came to the transport: the first function, a step of the loop, the next and so on."""

    async def run() -> list[bytes | str]:
        transport = Transport()
        cork = Cork(cast(asyncio.Transport, transport), asyncio.get_running_loop())
        for step in steps:
            step(cork)
            await asyncio.sleep(0)
        return transport.done

    return asyncio.run(run())


def _three(cork: Cork) -> None:
    for part in (b"a", b"b", b"c"):
        cork.write(part)


def test_what_is_written_in_one_step_is_one_piece_and_the_next_another() -> None:
    assert _written(_three, lambda cork: cork.write(b"d")) == [b"abc", b"d"]


def test_all_is_written_before_it_is_closed_and_nothing_after() -> None:
    def close(cork: Cork) -> None:
        _three(cork)
        cork.close()
        cork.write(b"late")

    assert _written(close) == [b"abc", "closed"]


def test_nothing_is_written_to_what_is_closing() -> None:
    def lose(cork: Cork) -> None:
        _three(cork)
        cast(Transport, cork._transport).is_over = True

    assert _written(lose) == []


async def _hundred(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers a message with a hundred, of which the last is larger than any buffer."""
    await receive()
    await send({"type": "websocket.accept"})
    await receive()
    for number in range(99):
        await send({"type": "websocket.send", "bytes": b"%d" % number})
    await send({"type": "websocket.send", "bytes": b"x" * 3_000_000})
    await send({"type": "websocket.close", "code": 1000})


def test_a_websocket_says_the_same_as_ever(limit: Limit, monkeypatch: pytest.MonkeyPatch) -> None:
    limit()
    pieces = []
    flush = Cork._flush

    def counted(cork: Cork) -> None:
        pieces.append(len(cork._parts))
        flush(cork)

    monkeypatch.setattr(Cork, "_flush", counted)

    async def run() -> list[bytes]:
        server = uvicorn.Server(uvicorn.Config(_hundred, port=0, lifespan="off", ws="auto"))
        server.config.load()
        connections.bound(server)
        server.lifespan = server.config.lifespan_class(server.config)
        await server.startup()
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            async with connect(f"ws://127.0.0.1:{port}/", max_size=None) as client:
                await client.send(b"?")
                return [cast(bytes, message) async for message in client]
        finally:
            await asyncio.wait_for(server.shutdown(), 10)

    received = asyncio.run(run())
    assert received == [b"%d" % number for number in range(99)] + [b"x" * 3_000_000]
    # All but the last few frames of it, which wait for the large one, are one piece.
    assert max(pieces) >= 99
