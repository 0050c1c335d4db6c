"""Figures of a process: how much is going on, of nobody, and only where they are asked for."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.data import configuration
from lib.data.configuration import ConfigurationError
from lib.serving import metrics


@pytest.fixture
def told(clean: Path, monkeypatch: pytest.MonkeyPatch) -> metrics.Metrics:
    """The figures of a process that tells them, without a port."""
    figures = metrics.Metrics()
    monkeypatch.setattr(metrics, "_metrics", figures)
    return figures


def values(figures: metrics.Metrics) -> dict[str, float]:
    return {
        "|".join([sample.name, *sample.labels.values()]): sample.value
        for family in figures.registry.collect()
        for sample in family.samples
    }


def through(*frames: tuple[str, bytes]) -> None:
    """Send frames along a websocket: ``in`` from the browser, ``out`` to it, with one before it."""
    received = iter([frame for way, frame in frames if way == "in"])

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": next(received)}

    async def send(_message: Message) -> None:
        return None

    async def go() -> None:
        watched_receive, watched_send = metrics.watched(receive, send)
        for way, frame in frames:
            if way == "in":
                await watched_receive()
            else:
                await watched_send({"type": "websocket.send", "frames": [PART, frame]})

    asyncio.run(go())


RERUN = BackMsg(rerun_script={"page_script_hash": "x"}).SerializeToString()
BEAT = BackMsg(app_heartbeat=True).SerializeToString()
END = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
PART = ForwardMsg(page_profile={}).SerializeToString()


def test_a_run_is_counted_from_its_question_to_its_end(told: metrics.Metrics) -> None:
    through(
        ("in", BEAT), ("out", END),  # nobody asked for a run
        ("in", RERUN), ("out", PART), ("out", b"x" * 1_000), ("out", END),  # one
        ("in", RERUN), ("in", RERUN), ("out", END), ("out", END),  # two that became one
    )  # fmt: skip
    found = values(told)
    assert found["tejido_page_run_seconds_count"] == 2
    assert 0 <= found["tejido_page_run_seconds_sum"] < 60


def test_nonsense_is_no_run(told: metrics.Metrics) -> None:
    through(("in", b"\xff\xff"), ("in", RERUN * 20_000), ("out", END))
    assert values(told)["tejido_page_run_seconds_count"] == 0


def test_what_is_refused_is_counted_by_why(told: metrics.Metrics) -> None:
    for why in ("421", "full", "421"):
        metrics.refused(why)
    found = values(told)
    assert (found["tejido_refusals_total|421"], found["tejido_refusals_total|full"]) == (2, 1)


def test_databases_pages_and_the_audit_are_told_and_nobody_in_them(told: metrics.Metrics) -> None:
    found = values(told)
    assert found["tejido_database_up|membership"] == 1
    # Never refreshed.
    assert found["tejido_refresh_age_seconds|incidents"] == float("inf")
    assert found["tejido_open_pages|signed_in"] == found["tejido_audit_waiting"] == 0
    labels = {
        name
        for family in told.registry.collect()
        for sample in family.samples
        for name in sample.labels
    }
    assert labels <= {"why", "who", "database", "le"}


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A port that is taken, which the settings name."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = int(taken.getsockname()[1])
        monkeypatch.setenv("TEJIDO_SERVING__METRICS__PORT", str(number))
        configuration.configuration.cache_clear()
        yield number
    monkeypatch.undo()
    configuration.configuration.cache_clear()


def test_a_port_that_is_taken_ends_the_start_with_a_sentence(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "_metrics", None)
    with pytest.raises(ConfigurationError, match=rf"127\.0\.0\.1:{port} can't be used"):
        metrics.begin()


def test_unless_a_port_is_given_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_metrics", None)
    metrics.begin()
    metrics.refused("421")
    assert metrics._metrics is None
