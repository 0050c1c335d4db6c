"""Connections of any kind: how many are held at once, and how long one may say nothing.

Whatever a stranger opens costs an open file. Were a process to run out of them, it could take
no connection any more, and asyncio would write a traceback for each of 2,048 tries a second.
"""

import asyncio
import logging
import resource
import socket
from collections import deque
from collections.abc import Callable
from typing import Any, ClassVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from lib.data.configuration import ConfigurationError, configuration
from lib.serving.frames import Framing, send_at_once
from lib.serving.pace import Pace

PATIENCE_SECONDS = 2
"""How long a websocket waits for its turn to be opened."""
SILENT_SECONDS = 20
"""How long a connection may take to ask for something, and to send the whole of a form."""
_FIRST = object()
"""Stands for the first request of a connection while it isn't there."""
AT_ONCE = 128
"""Connections that are taken in one go."""
HEARD_AT_ONCE, HEARD_AGAIN_SECONDS = 16, 0.01
"""New connections that are heard before everybody else is, and when further ones are."""
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
    b"Connection: close\r\nContent-Length: 0\r\n\r\n"
)
_OUT_OF_FILES = "socket.accept() out of system resource"
"""What asyncio says when a connection can't be taken."""

log = logging.getLogger("tejido")


def raise_file_limit() -> None:
    """Let this process open as many files as the configured limits take.

    :raises ConfigurationError: if the machine doesn't let it.
    """
    needed = configuration().serving.limits.files
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY or now >= needed:
        return
    if most != resource.RLIM_INFINITY and most < needed:
        raise ConfigurationError(
            f"configuration: serving.limits: take {needed:,} open files, and this process may have"
            f" {most:,}; allow it more (LimitNOFILE= of systemd, ulimit -n), or lower"
            " serving.limits.connections and serving.limits.sockets"
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))


def once(say: Callable[..., None]) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """A handler of an event loop's errors that tells once that connections can't be taken.

    :param say: writes a line to the log.
    """
    has_said = False

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal has_said
        if context.get("message") != _OUT_OF_FILES:
            loop.default_exception_handler(context)
        elif not has_said:
            has_said = True
            say("no connection can be taken: %s; this is said once", context.get("exception"))

    return handle


class Bounded(H11Protocol):
    """uvicorn's own protocol, for so many connections at once that ask for something soon.

    :ivar paces: of websockets that are opened: with a session's cookie, and without.
    """

    paces: ClassVar[dict[bool, Pace]] = {}
    _unheard: ClassVar[deque[tuple["Bounded", bytes]]] = deque()
    _is_new = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or end it at once if there are too many."""
        super().connection_made(transport)
        _at_once(transport)
        if len(self.connections) > configuration().serving.limits.connections:
            transport.abort()
            return
        self._awaited: object = _FIRST
        self._silent = self.loop.call_later(SILENT_SECONDS, self._end_if_silent)

    def data_received(self, data: bytes) -> None:
        """Hear what is asked: of a new connection's first when its turn has come.

        What is there all at once would be read in one go, while everybody else waits.
        """
        if not self._is_new:
            super().data_received(data)
            return
        self._is_new = False
        self.transport.pause_reading()
        self._unheard.append((self, data))
        if len(self._unheard) == 1:
            self.loop.call_soon(self._hear)

    def _hear(self) -> None:
        for _ in range(min(HEARD_AT_ONCE, len(self._unheard))):
            one, data = self._unheard.popleft()
            # Each by itself: were one of them to fail, the others are heard all the same.
            self.loop.call_soon(one._heard, data)
        if self._unheard:
            self.loop.call_later(HEARD_AGAIN_SECONDS, self._hear)

    def _heard(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()
            super().data_received(data)

    def _end_if_silent(self) -> None:
        """End a connection whose client owes now what it owed at the last look already."""
        awaited = self._owed()
        if awaited is not None and awaited is self._awaited:
            self.transport.abort()
            return
        self._awaited = awaited
        self._silent = self.loop.call_later(SILENT_SECONDS, self._end_if_silent)

    def _owed(self) -> object | None:
        """What the client has to send: a request, the rest of one, or nothing."""
        # Its type does not say that there may be none yet.
        cycle: Any = self.cycle
        if cycle is None:
            return _FIRST
        if not cycle.response_complete:
            return cycle if cycle.more_body else None
        # One that rests between two requests is ended by uvicorn, until a byte comes.
        return cycle if self.timeout_keep_alive_task is None else None

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand a connection over to the websocket's protocol when its turn has come.

        Those that come in masses would be opened in one go, while everybody else waits.
        """
        self._silent.cancel()
        pace = self.paces[any(n == b"cookie" and b"tejido=" in v for n, v in self.headers)]
        seconds = pace.due()
        if seconds > PATIENCE_SECONDS:
            self.transport.write(_BUSY)
            self.transport.close()
            return
        pace.take()
        if seconds:
            self.transport.pause_reading()
            self.loop.call_later(seconds, self._open, event)
        else:
            super().handle_websocket_upgrade(event)

    def _open(self, event: Any) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()
            super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Keep nothing of a connection that is over."""
        if silent := getattr(self, "_silent", None):
            silent.cancel()
        super().connection_lost(exc)


def _at_once(transport: asyncio.Transport) -> None:
    """Send the end of each answer without waiting until its beginning is acknowledged.

    asyncio asks for that of the connections whose socket was opened by name of its protocol, which
    that of Streamlit's server isn't: the last part of a page then waits for the client, 40 ms on
    one machine and a whole way there and back elsewhere.
    """
    taken: socket.socket = transport.get_extra_info("socket")
    if taken.family in (socket.AF_INET, socket.AF_INET6):
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def bound(server: uvicorn.Server) -> None:
    """Hold a server that starts to the limits of the configuration."""
    settings = server.config
    limits = configuration().serving.limits
    Bounded.paces = {
        True: Pace(limits.websockets_a_second, reserve_seconds=1),
        False: Pace(limits.anonymous_websockets_a_second, reserve_seconds=1),
    }
    Bounded._unheard.clear()
    settings.http_protocol_class = Bounded
    settings.ws_protocol_class = Framing
    send_at_once()
    # Taken one after another without a look at those that are there: the rest wait outside.
    settings.backlog = AT_ONCE
    settings.ws_max_size = limits.message_bytes
    asyncio.get_running_loop().set_exception_handler(once(log.error))
    # It writes a line for every websocket, with the client's address, and for every request that is
    # none: anyone could fill the disk.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
