"""What is said to a browser in one go is written in one go.

A page is a hundred messages. Each by itself is a call of the system, for which the event loop gives
the interpreter's lock away: while other pages are worked out it gets it back 5 ms later, each time.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class Cork:
    """A connection's transport that gathers what is written until the event loop's next step."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        """All that a transport can else."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write with what else is written in this step."""
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        """Close when all is written."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        if parts and not self._transport.is_closing():
            self._transport.write(b"".join(parts))


class Corked(WebSocketsSansIOProtocol):
    """uvicorn's own protocol of a websocket, on a transport that gathers."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take over a connection."""
        super().connection_made(
            cast(asyncio.BaseTransport, Cork(cast(asyncio.Transport, transport), self.loop))
        )
