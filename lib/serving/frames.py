"""What is said to a browser in one go passes through the server, and is written, in one go.

A page is a hundred messages. Each by itself passes through all layers of the application and is a
call of the system, for which the event loop gives the interpreter's lock away: while other pages
are worked out it gets it back 5 ms later, each time. So all that is there passes as one message of
ASGI, of a kind that only we know: ``frames`` in place of its ``bytes``.
"""

import logging
from collections.abc import Sequence
from typing import Any

from starlette.types import Message
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

log = logging.getLogger("tejido")


def frames_of(message: Message) -> Sequence[bytes]:
    """What a message of ASGI says to a browser, each in a frame of its own."""
    frames: Sequence[bytes] | None = message.get("frames")
    if frames is not None:
        return frames
    frame = message.get("bytes")
    return [frame] if frame else []


class Framing(WebSocketsSansIOProtocol):
    """uvicorn's own protocol of a websocket, which writes several frames at once."""

    async def send(self, message: Any) -> None:
        """Write a message; of ours each frame, unless the browser is gone."""
        if "frames" in message:
            *earlier, last = message["frames"]
            await self.writable.wait()
            if self.conn.state is State.OPEN:
                for frame in earlier:
                    self.conn.send_binary(frame)
            message = {"type": message["type"], "bytes": last}
        # Writes what lies ready as well.
        await super().send(message)


async def _send_all(client: StarletteSessionClient) -> None:
    """Send what Streamlit has for a browser, all that is there at once, until it leaves."""
    queue = client._send_queue
    try:
        while True:
            frames = [await queue.get()]
            frames += [queue.get_nowait() for _ in range(queue.qsize())]
            await client._websocket.send({"type": "websocket.send", "frames": frames})
    except WebSocketDisconnect:
        pass
    except Exception:
        log.exception("a page could not be sent")
    finally:
        client._closed.set()


def send_at_once() -> None:
    """Have all browsers that come from now on be sent what there is as above."""
    clients: Any = StarletteSessionClient
    clients._sender = _send_all
