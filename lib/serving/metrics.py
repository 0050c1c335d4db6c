"""Figures of a process for Prometheus, at a port of their own; nothing unless one is configured.

They say how much is going on, never of whom: no label is an account, a region or an address.
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.access import audit_queue
from lib.data import reading
from lib.data.configuration import ConfigurationError, configuration
from lib.data.contract import SOURCES
from lib.data.errors import Unavailable
from lib.data.scope import CATALOGUES
from lib.serving import health
from lib.serving.frames import frames_of
from lib.serving.sockets import SOCKETS

if TYPE_CHECKING:
    from prometheus_client.core import Metric

LONGEST_FINISH = 256
"""Bytes of the message that ends a run, at most; a longer one is not parsed for it."""
SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
"""Classes of the times that runs take."""


class Metrics:
    """The figures of this process."""

    def __init__(self) -> None:
        # Only here: most processes tell none.
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.runs = Histogram(
            "tejido_page_run_seconds",
            "From asking for a run of a page until it was sent.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.refusals = Counter(
            "tejido_refusals",
            "Requests and pages that were refused: a status, websocket, full, pace.",
            ["why"],
            registry=self.registry,
        )
        pages = Gauge("tejido_open_pages", "Pages that are open.", ["who"], registry=self.registry)
        pages.labels("signed_in").set_function(lambda: SOCKETS.open(signed_in=True))
        pages.labels("anonymous").set_function(lambda: SOCKETS.open(signed_in=False))
        waiting = Gauge("tejido_audit_waiting", "Views to be recorded.", registry=self.registry)
        waiting.set_function(audit_queue.waiting)
        self.registry.register(_Refreshes())


class _Refreshes:
    """When each database was refreshed, read when somebody asks."""

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        label = ["database"]
        up = GaugeMetricFamily("tejido_database_up", "Whether it can be read.", labels=label)
        age = GaugeMetricFamily("tejido_refresh_age_seconds", "Since a refresh.", labels=label)
        took = GaugeMetricFamily("tejido_refresh_seconds", "That it took.", labels=label)
        for database in () if configuration().is_public else SOURCES:
            try:
                frame = reading.read(database, "freshness", CATALOGUES)
            except Unavailable:
                up.add_metric([database], 0)
                continue
            up.add_metric([database], 1)
            age.add_metric([database], health.age_of(frame))
            if len(frame):
                took.add_metric([database], float(frame["seconds"].max()))
        yield from (up, age, took)


_metrics: Metrics | None = None


def begin() -> None:
    """Tell the figures of this process, if the configuration has a port for them.

    :raises ConfigurationError: if nothing can listen there.
    """
    global _metrics  # noqa: PLW0603
    settings = configuration().serving.metrics
    if settings.port is None or _metrics is not None:
        return
    from prometheus_client import start_http_server

    _metrics = Metrics()
    try:
        start_http_server(settings.port, settings.address, _metrics.registry)
    except OSError as error:
        raise ConfigurationError(
            f"configuration: serving.metrics: {settings.address}:{settings.port} can't be used"
            f" ({error.strerror}); give each process a port of its own"
            " (TEJIDO_SERVING__METRICS__PORT)"
        ) from None


def refused(why: str) -> None:
    """Count something that was refused."""
    if _metrics is not None:
        _metrics.refusals.labels(why).inc()


def watched(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """The two ways of a websocket, on which runs are counted and timed if figures are told."""
    if _metrics is None:
        return receive, send
    watch = _Watch(_metrics, receive, send)
    return watch.receive, watch.send


class _Watch:
    def __init__(self, metrics: Metrics, receive: Receive, send: Send) -> None:
        self._metrics, self._receive, self._send = metrics, receive, send
        self._asked_at: float | None = None

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and _asks(message.get("bytes")):
            self._asked_at = self._asked_at or time.perf_counter()
        return message

    async def send(self, message: Message) -> None:
        if self._asked_at and any(_ends(frame) for frame in frames_of(message)):
            self._metrics.runs.observe(time.perf_counter() - self._asked_at)
            self._asked_at = None
        await self._send(message)


def _asks(frame: bytes | None) -> bool:
    limit = configuration().serving.limits.message_bytes
    if not frame or len(frame) > limit:
        return False
    try:
        return bool(BackMsg.FromString(frame).WhichOneof("type") == "rerun_script")
    except DecodeError:
        return False


def _ends(frame: bytes) -> bool:
    if len(frame) > LONGEST_FINISH:
        return False
    return bool(ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished")
