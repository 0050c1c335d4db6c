"""A server within the limits of the configuration, for as long as something talks to it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import uvicorn

from lib.serving import connections

Talk = Callable[[int], Awaitable[Any]]
"""What is said to the server at a port."""


async def served(
    app: Any, talk: Talk, sockets: list[socket.socket] | None = None, **settings: Any
) -> Any:
    """What comes of talking to a server of an ASGI application.

    :param sockets: where it listens; by default at a free port.
    :param settings: of uvicorn.
    """
    config = uvicorn.Config(app, port=0, lifespan="off", log_level="error", **settings)
    server = uvicorn.Server(config)
    server.config.load()
    connections.bound(server)
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        return await talk(port)
    finally:
        for writer in list(server.server_state.connections):
            writer.transport.abort()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.shutdown(), 5)
