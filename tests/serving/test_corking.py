"""What is written step after step goes out in one piece, whole and in its order."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from websockets.asyncio.client import connect

from lib.serving.corking import LARGEST, Cork
from tests.serving.limited import Limit, limit
from tests.serving.served import served

__all__ = ["limit"]


class Transport:
    """Notes what is done with it."""

    def __init__(self) -> None:
        self.done: list[bytes | str] = []
        self.is_over = False

    def write(self, data: bytes) -> None:
        self.done.append(bytes(data))

    def close(self) -> None:
        self.done.append("closed")
        self.is_over = True

    def is_closing(self) -> bool:
        return self.is_over


Step = Callable[[Cork], None] | None


def _written(*steps: Step) -> list[bytes | str]:
    """What came to the transport of what was done step by step; none is a step of nothing."""

    async def run() -> list[bytes | str]:
        transport = Transport()
        cork = Cork(cast(asyncio.Transport, transport), asyncio.get_running_loop())
        for step in [*steps, *[None] * 5]:
            if step:
                step(cork)
            await asyncio.sleep(0)
        return transport.done

    return asyncio.run(run())


def _three(cork: Cork) -> None:
    for part in (b"a", b"b", b"c"):
        cork.write(part)


def _one(cork: Cork) -> None:
    cork.write(b"d")


@pytest.mark.parametrize(
    ("steps", "pieces"),
    [
        ([_three], [b"abc"]),
        # Streamlit's way: a message a step, or in every second
        ([_three, _one, _one, None, _one], [b"abcddd"]),
        ([_three, None, None, None, None, None, _one], [b"abc", b"d"]),
    ],
)
def test_what_follows_at_once_is_one_piece_and_what_comes_later_another(
    steps: list[Step], pieces: list[bytes]
) -> None:
    assert _written(*steps) == pieces


def test_what_is_large_waits_for_no_more() -> None:
    def large(cork: Cork) -> None:
        cork.write(b"x" * LARGEST)

    assert _written(large, None, _one) == [b"x" * LARGEST, b"d"]
    assert _written(_three, large) == [b"abc" + b"x" * LARGEST]


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
        # As Streamlit rests after each.
        await asyncio.sleep(0)
    await send({"type": "websocket.send", "bytes": b"x" * 3_000_000})
    await send({"type": "websocket.close", "code": 1000})


def test_a_websocket_says_the_same_as_ever(limit: Limit, monkeypatch: pytest.MonkeyPatch) -> None:
    limit()
    pieces = []
    flush = Cork._flush

    def counted(cork: Cork) -> None:
        pieces.append(len(cork._gathered))
        flush(cork)

    monkeypatch.setattr(Cork, "_flush", counted)

    async def talk(port: int) -> list[bytes]:
        async with connect(f"ws://127.0.0.1:{port}/", max_size=None) as client:
            await client.send(b"?")
            return [cast(bytes, message) async for message in client]

    received = asyncio.run(served(_hundred, talk, ws_per_message_deflate=False))
    assert received == [b"%d" % number for number in range(99)] + [b"x" * 3_000_000]
    # Ninety-nine frames and the large one; what is said before and after are others.
    assert max(pieces) > 3_000_000 + 99 * 3
