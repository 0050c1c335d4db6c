"""Connections are bounded in number and in silence, and running out of files is said once."""

import asyncio
import resource
import socket
from contextlib import AsyncExitStack, suppress
from typing import Any

import pytest

from lib.data.configuration import ConfigurationError
from lib.data.limits import Limits
from lib.serving import connections
from tests.serving.limited import Limit, limit
from tests.serving.served import Talk, served

__all__ = ["limit"]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """How many files a process may open: now, and at the most."""
    allowed = {"files": (1_024, 1_048_576)}
    monkeypatch.setattr(resource, "getrlimit", lambda _what: allowed["files"])
    monkeypatch.setattr(
        resource, "setrlimit", lambda _what, both: allowed.__setitem__("files", both)
    )
    return allowed


def test_the_usual_limit_is_raised_to_what_is_needed(
    limit: Limit, files: dict[str, tuple[int, int]]
) -> None:
    limit(sockets=100, anonymous_sockets=20, connections=500)
    connections.raise_file_limit()
    # 500 connections, three more of each of 120 pages, and 1,200 to spare
    assert files["files"] == (2_060, 1_048_576)


@pytest.mark.parametrize("now", [resource.RLIM_INFINITY, 1_000_000])
def test_a_limit_that_is_wide_enough_stays(
    limit: Limit, files: dict[str, tuple[int, int]], now: int
) -> None:
    limit()
    files["files"] = (now, resource.RLIM_INFINITY)
    connections.raise_file_limit()
    assert files["files"][0] == now


def test_what_can_not_be_raised_is_refused_in_a_sentence_that_says_what_to_do(
    limit: Limit, files: dict[str, tuple[int, int]]
) -> None:
    limit()
    files["files"] = (1_024, 4_096)
    with pytest.raises(ConfigurationError) as refused:
        connections.raise_file_limit()
    assert str(refused.value) == (
        "configuration: serving.limits: take 8,800 open files, and this process may have 4,096;"
        " allow it more (LimitNOFILE= of systemd, ulimit -n), or lower serving.limits.connections"
        " and serving.limits.sockets"
    )
    assert files["files"] == (1_024, 4_096)


def test_what_it_says_is_what_it_needs() -> None:
    # 4,000 connections, 3 x (1,000 + 200) and 1,200
    assert Limits().files == 8_800


def test_running_out_of_files_is_said_once_and_all_else_as_ever() -> None:
    said: list[str] = []
    others: list[dict[str, Any]] = []

    class Loop:
        default_exception_handler = staticmethod(others.append)

    handle = connections.once(lambda text, *values: said.append(text % values))
    problem = {"message": "socket.accept() out of system resource", "exception": OSError(24, "x")}
    for _ in range(2_048):
        handle(Loop(), problem)  # type: ignore[arg-type]
    handle(Loop(), {"message": "another"})  # type: ignore[arg-type]
    assert said == ["no connection can be taken: [Errno 24] x; this is said once"]
    assert others == [{"message": "another"}]


async def _app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["method"] == "POST":
        while (await receive()).get("more_body"):
            pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


async def _serve(talk: Talk, sockets: list[socket.socket] | None = None) -> Any:
    return await served(_app, talk, sockets)


def test_beyond_so_many_connections_no_more_are_held(limit: Limit) -> None:
    limit(connections=2)

    async def talk(port: int) -> list[bytes]:
        said = []
        async with AsyncExitStack() as held:
            for _ in range(3):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                held.callback(writer.close)
                writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                try:
                    said.append(await reader.readline())
                except ConnectionError:
                    said.append(b"")
        return said

    # Those that were answered are kept open for more.
    assert asyncio.run(_serve(talk)) == [b"HTTP/1.1 200 OK\r\n"] * 2 + [b""]


def test_the_end_of_an_answer_does_not_wait_until_its_beginning_has_come(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit()
    at_once = []

    class Noted(connections.Bounded):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            taken = transport.get_extra_info("socket")
            at_once.append(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(connections, "Bounded", Noted)

    async def talk(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        line = await reader.readline()
        writer.close()
        return line

    # As Streamlit's server opens it; to a socket of this kind asyncio gives no such option.
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert asyncio.run(_serve(talk, [listening])) == b"HTTP/1.1 200 OK\r\n"
    assert at_once == [1]


def test_who_connects_and_asks_for_nothing_is_let_go(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit()
    monkeypatch.setattr(connections, "SILENT_SECONDS", 0.05)

    async def talk(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: ")  # and never an end of it
        with suppress(ConnectionError):
            return await asyncio.wait_for(reader.read(), 10)
        return b""

    assert asyncio.run(_serve(talk)) == b""


WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n"


@pytest.mark.slow
@pytest.mark.parametrize("begun", [FORM, WHOLE + b"GET / HTTP/1.1\r\nX-", WHOLE + FORM])
def test_who_sends_a_byte_now_and_then_is_let_go(
    limit: Limit, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    limit()
    monkeypatch.setattr(connections, "SILENT_SECONDS", 0.2)

    async def talk(port: int) -> bool:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun)
        # For four seconds: far less than a form of 4,000 bytes would take.
        for _ in range(80):
            await asyncio.sleep(0.05)
            with suppress(ConnectionError):
                writer.write(b"a")
                await writer.drain()
            if writer.transport.is_closing() or reader.at_eof():
                return True
        return False

    assert asyncio.run(_serve(talk))


@pytest.mark.slow
def test_who_asks_now_and_then_is_kept(limit: Limit, monkeypatch: pytest.MonkeyPatch) -> None:
    limit()
    monkeypatch.setattr(connections, "SILENT_SECONDS", 0.05)

    async def talk(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(5):
            writer.write(WHOLE)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            while await reader.readline() != b"0\r\n":
                pass
            await reader.readline()
            await asyncio.sleep(0.2)
        return 5

    assert asyncio.run(_serve(talk)) == 5


UPGRADE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def test_websockets_of_strangers_are_opened_one_after_another_and_beside_the_others(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One at once, and one more after a thousandth of a second if the clock stood so long.
    limit(anonymous_websockets_a_second=1)
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", 0)

    async def asked(port: int, *more: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(UPGRADE + b"".join(more) + b"\r\n")
        try:
            return (await reader.readline()).split()[1]
        finally:
            writer.close()

    async def talk(port: int) -> list[bytes]:
        cookie = b"Cookie: a=b; tejido=x\r\n"
        return [await asked(port), await asked(port), await asked(port, cookie)]

    # The small application in the place of Streamlit knows no websocket: 500 is that it was asked.
    assert asyncio.run(_serve(talk)) == [b"500", b"503", b"500"]


@pytest.mark.slow
def test_a_websocket_that_has_to_wait_is_opened_when_its_turn_has_come(limit: Limit) -> None:
    limit(anonymous_websockets_a_second=20)

    async def talk(port: int) -> set[bytes]:
        async with AsyncExitStack() as held:
            readers = []
            for _ in range(25):  # five more than pass at once
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                held.callback(writer.close)
                writer.write(UPGRADE + b"\r\n")
                readers.append(reader)
            return {(await reader.readline()).split()[1] for reader in readers}

    assert asyncio.run(_serve(talk)) == {b"500"}


def test_one_that_can_not_be_heard_keeps_nobody_else_from_it(
    limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit()
    heard = connections.H11Protocol.data_received

    def fail_once(protocol: connections.H11Protocol, data: bytes) -> None:
        if data.startswith(b"FAIL"):
            protocol.transport.abort()
            raise ZeroDivisionError
        heard(protocol, data)

    monkeypatch.setattr(connections.H11Protocol, "data_received", fail_once)

    async def talk(port: int) -> list[bytes]:
        # The failure is in the log; here it is expected.
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
        said = []
        async with AsyncExitStack() as held:
            readers = []
            for verb in [b"FAIL", *[b"GET"] * 40]:  # more than are heard in one go
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                held.callback(writer.close)
                writer.write(verb + b" / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                readers.append(reader)
            for reader in readers[1:]:
                said.append(await asyncio.wait_for(reader.readline(), 20))
        return said

    assert asyncio.run(_serve(talk)) == [b"HTTP/1.1 200 OK\r\n"] * 40
