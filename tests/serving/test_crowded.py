"""Who may open no further page is told so: by a page in their language, and by the websocket."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lib.serving import crowded, stream, visitors
from lib.serving.crowded import Crowded
from lib.serving.gate import Gate
from lib.serving.pace import Pace
from lib.serving.sockets import SOCKETS
from lib.serving.visitors import Visitor
from tests.serving.limited import Limit, limit

__all__ = ["limit"]
STREAM = "ws://localhost/_stcore/stream"
HERE = "127.0.0.1"
PAGE = {"accept": "text/html"}


async def _page(_request: object) -> PlainTextResponse:
    return PlainTextResponse("the page")


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept(websocket.scope["subprotocols"][0])
    while True:
        try:
            data = await websocket.receive_bytes()
        except WebSocketDisconnect:
            return
        await websocket.send_text(str(BackMsg.FromString(data).WhichOneof("type")))


APP = Starlette(
    routes=[WebSocketRoute("/_stcore/stream", _stream), Route("/{path:path}", _page)],
    middleware=[Middleware(Gate), Middleware(Crowded)],
)


@pytest.fixture
def browser(limit: Limit, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser before an app with a websocket, at which everything is open at first."""
    monkeypatch.setattr(crowded, "_TOLD", Pace(10))
    yield TestClient(APP, "http://localhost", client=(HERE, 50_000))
    assert len(SOCKETS) == 0


def _connect(browser: TestClient, **headers: str):  # type: ignore[no-untyped-def]
    return browser.websocket_connect(STREAM, subprotocols=["streamlit"], headers=headers)


def _refusal(browser: TestClient, **headers: str) -> WebSocketDisconnect:
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        _connect(browser, **headers) as opened,
    ):
        opened.receive_bytes()
    return closed.value


@pytest.mark.parametrize(
    ("language", "heading", "reason"),
    [
        ("en-US", "There is no room right now", "Too many pages are open. Load this page again."),
        (
            "es-PR",
            "Ahora mismo no hay lugar",
            "Hay demasiadas páginas abiertas. Vuelve a cargarla.",
        ),
    ],
)
def test_who_may_open_no_more_is_told_why(
    browser: TestClient, limit: Limit, language: str, heading: str, reason: str
) -> None:
    limit(anonymous_by_address=1)
    spoken = {"accept-language": language}
    with _connect(browser):
        closed = _refusal(browser, **spoken)
        assert (closed.code, closed.reason) == (4029, reason)
        # Longer reasons are no frame. Source: RFC 6455, 5.5.
        assert len(reason.encode()) <= 123
        page = browser.get("/metrics", headers=PAGE | spoken)
        assert page.status_code == 503
        assert page.headers["retry-after"] == "30"
        assert f"<h1>{heading}</h1>" in page.text
        assert "/open-data/releases/" in page.text
    # Once one is closed, another may be opened.
    assert browser.get("/metrics", headers=PAGE).text == "the page"
    with _connect(browser):
        pass


def test_only_pages_are_refused_and_no_file_that_one_needs(
    browser: TestClient, limit: Limit
) -> None:
    limit(anonymous_by_address=1)
    with _connect(browser):
        assert browser.get("/static/js/index.js", headers={"accept": "*/*"}).text == "the page"


def test_whoever_is_refused_in_masses_is_refused_without_a_word(
    browser: TestClient, limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(anonymous_by_address=1)
    monkeypatch.setattr(crowded, "_TOLD", Pace(0.05, lambda: 0.0))  # one, and then none
    with _connect(browser):
        assert _refusal(browser).code == 4029
        refused = _refusal(browser)
        # No handshake: a browser sees no code at all.
        assert refused.reason == ""


def test_a_session_that_is_signed_in_is_not_kept_off_by_strangers(
    browser: TestClient, limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(anonymous_by_address=1, anonymous_sockets=1)
    monkeypatch.setattr(visitors, "_is_good", lambda token, _session: token == "good")
    with _connect(browser):
        assert _refusal(browser, cookie="tejido=made-up").code == 4029
        with _connect(browser, cookie="tejido=good"):
            pass
        assert browser.get("/", headers=PAGE | {"cookie": "tejido=good"}).status_code == 200


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"sockets_by_session": 1}, "You have very many pages of the dashboard open"),
        ({"sockets_by_address": 1}, "are open from your network"),
        ({"sockets": 1}, "More people look at the dashboard right now"),
    ],
)
def test_who_is_signed_in_is_told_what_is_full(
    browser: TestClient,
    limit: Limit,
    monkeypatch: pytest.MonkeyPatch,
    limits: dict[str, int],
    sentence: str,
) -> None:
    limit(**limits)
    monkeypatch.setattr(visitors, "_is_good", lambda _token, _session: True)
    with _connect(browser, cookie="tejido=good"):
        page = browser.get("/this_week", headers=PAGE | {"cookie": "tejido=good"})
    assert page.status_code == 503
    assert sentence in page.text
    assert 'href="/this_week"' in page.text


def _run(n: int) -> bytes:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.extend([WidgetState(id="x")] * n)
    return bytes(message.SerializeToString())


def test_what_no_page_sends_ends_the_connection(browser: TestClient, limit: Limit) -> None:
    limit(widgets=3, message_bytes=16_384)
    for frame in (_run(4), b"x" * 16_385):
        with _connect(browser) as opened:
            opened.send_bytes(_run(3))
            assert opened.receive_text() == "rerun_script"
            opened.send_bytes(frame)
            with pytest.raises(WebSocketDisconnect) as closed:
                opened.receive_text()
        assert closed.value.code == 1009


def test_what_comes_too_fast_waits_and_arrives(
    browser: TestClient, limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(all_anonymous_messages_a_second=1)
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(round(seconds))

    monkeypatch.setattr(stream.asyncio, "sleep", sleep)
    with _connect(browser) as opened:
        # One turn of the 20 was the opening's.
        for _ in range(21):
            opened.send_bytes(_run(1))
            assert opened.receive_text() == "rerun_script"
    # The opening's own wait of none, and those of the two beyond the reserve.
    assert [seconds for seconds in waited if seconds] == [1, 2]


def test_whoever_does_not_stop_is_told_to_come_back(browser: TestClient, limit: Limit) -> None:
    limit(all_anonymous_messages_a_second=1)
    for _ in range(19):
        crowded.PACES.turn(Visitor("192.0.2.1", None))
    with _connect(browser):
        pass
    for _ in range(20):
        crowded.PACES.turn(Visitor("192.0.2.1", None))
    assert _refusal(browser).code == 4029
    assert browser.get("/metrics", headers=PAGE).status_code == 503
