"""What is said to a browser in one go is written in one go.

A page is a hundred messages. Each by itself is a call of the system, for which the event loop gives
the interpreter's lock away: while other pages are worked out it gets it back 5 ms later, each time.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

STEPS = 2
"""Steps of the event loop without a further message after which what is there is written:
Streamlit sends a message a step, and the next is there in every second one at the latest."""
LARGEST = 65_536
"""Bytes that wait for no more."""


class Cork:
    """A connection's transport that gathers what is written until nothing more comes."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._gathered = bytearray()

    def __getattr__(self, name: str) -> Any:
        """All that a transport can else."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write with what else is written in this step and those that follow at once."""
        if not self._gathered:
            self._loop.call_soon(self._look, 0, STEPS)
        self._gathered += data

    def close(self) -> None:
        """Close when all is written."""
        self._flush()
        self._transport.close()

    def _look(self, size: int, steps: int) -> None:
        """Write what has not grown for so many steps, or is large."""
        now = len(self._gathered)
        if now >= LARGEST or (now == size and not steps):
            self._flush()
        else:
            self._loop.call_soon(self._look, now, STEPS if now > size else steps - 1)

    def _flush(self) -> None:
        gathered, self._gathered = self._gathered, bytearray()
        if gathered and not self._transport.is_closing():
            self._transport.write(gathered)


class Corked(WebSocketsSansIOProtocol):
    """uvicorn's own protocol of a websocket, on a transport that gathers."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take over a connection."""
        super().connection_made(
            cast(asyncio.BaseTransport, Cork(cast(asyncio.Transport, transport), self.loop))
        )
