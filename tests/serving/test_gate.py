"""What is let in before Streamlit, and the headers of answers; a small application in its place."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.data import engines
from lib.data.configuration import ROOT
from lib.serving.gate import Gate
from lib.serving.stream import discreet

LOCAL = ("127.0.0.1", 50_000)
ELSEWHERE = ("203.0.113.9", 50_000)  # an address of documentation, RFC 5737
OURS = "tejido.example.org"
STREAM: Scope = {
    "type": "websocket",
    "path": "/_stcore/stream",
    "headers": [(b"host", b"localhost")],
    "client": LOCAL,
}
"""The websocket of a page, as it is asked for from this machine."""


def _form(request: Request) -> PlainTextResponse:
    said = {"Referrer-Policy": request.query_params["says"], "Content-Security-Policy": "img-src x"}
    return PlainTextResponse("form", headers=said)


def _fails(_request: object) -> PlainTextResponse:
    raise ZeroDivisionError("what is inside")


def _page(request: object) -> PlainTextResponse:
    answer = PlainTextResponse("page", headers={"server": "one", "x-powered-by": "two"})
    answer.set_cookie("other", "1")
    return answer


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    while True:
        try:
            data = await websocket.receive_bytes()
        except WebSocketDisconnect:
            return
        await websocket.send_text(str(BackMsg.FromString(data).WhichOneof("type")))


APP = Starlette(
    routes=[
        WebSocketRoute("/_stcore/stream", _stream),
        WebSocketRoute("/other", _stream),
        Route("/form", _form),
        Route("/fails", _fails),
        Route("/{path:path}", _page, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]),
    ],
    middleware=[Middleware(Gate)],
)


def browser(host: str, client: tuple[str, int] = LOCAL) -> TestClient:
    return TestClient(APP, base_url=f"http://{host}", client=client)


@pytest.fixture
def exposed(data_directory: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A dashboard that others reach, behind TLS, with one partner."""
    monkeypatch.setenv("TEJIDO_SERVING__HOSTS", f'["{OURS}", "*.example.net"]')
    monkeypatch.setenv("TEJIDO_SERVING__TLS_TERMINATED", "true")
    monkeypatch.setenv("TEJIDO_SERVING__EMBEDDERS", '["https://partner.example.com"]')
    engines.forget()
    yield
    monkeypatch.undo()
    engines.forget()


@pytest.fixture
def alone(data_directory: object) -> None:
    """A dashboard on a machine of one's own: nothing is configured."""
    engines.forget()


@pytest.mark.parametrize(
    ("host", "client", "status"),
    [
        ("localhost:8501", LOCAL, 200),
        ("127.0.0.1", LOCAL, 200),
        ("[::1]:8501", LOCAL, 200),
        ("evil.example", LOCAL, 421),  # a name that someone pointed at this machine
        ("localhost.evil.example", LOCAL, 421),
        ("localhost", ELSEWHERE, 421),  # who is elsewhere does not sit at this machine
        (OURS, LOCAL, 421),  # not configured
    ],
)
def test_alone_it_answers_only_to_this_machines_own_names(
    alone: None, host: str, client: tuple[str, int], status: int
) -> None:
    assert browser(host, client).get("/").status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (OURS, 200),
        (f"{OURS}:443", 200),
        ("a.example.net", 200),
        ("example.net", 421),  # a pattern is of names below
        ("evilexample.net", 421),
        (f"{OURS}.evil.example", 421),
        (f"x@{OURS}", 421),
        (f"{OURS}:443; script-src *", 421),  # it would stand in the policy
        (f"{OURS}:x", 421),
    ],
)
def test_exposed_it_answers_to_the_configured_names(exposed: None, host: str, status: int) -> None:
    answer = browser(OURS, ELSEWHERE).get("/", headers={"host": host})
    assert answer.status_code == status


def test_who_asks_with_two_names_or_none_is_refused(exposed: None) -> None:
    client = browser(OURS, ELSEWHERE)
    assert client.get("/", headers=[("host", OURS), ("host", "evil.example")]).status_code == 421
    assert client.get("/", headers={"host": ""}).status_code == 421


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/committees", 200),
        ("/static/js/index.js", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/media/ab12.svg", 200),  # the icon
        ("/media/ab12.csv", 404),
        ("/media/ab12", 404),
        ("/_stcore/metrics", 404),
        ("/_stcore/metrics/", 404),
        ("/_stcore/upload_file/session/file", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/bidi-components/x", 404),
        ("/component/x/index.html", 404),
        ("/auth/login", 404),  # there is no identity provider
        ("/auth/logout", 404),
        ("/oauth2callback", 404),
    ],
)
def test_of_streamlits_addresses_only_the_needed_are_served(
    alone: None, path: str, status: int
) -> None:
    assert browser("localhost").get(path).status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_everywhere(alone: None, method: str) -> None:
    assert browser("localhost").request(method, "/").status_code == 405


def test_health_is_told_to_who_asks_by_another_name(exposed: None) -> None:
    assert browser("10.0.0.7:8501", ELSEWHERE).get("/_stcore/health").status_code == 200


@pytest.mark.parametrize(
    ("origin", "host", "path", "is_let_in"),
    [
        (f"https://{OURS}", OURS, "/_stcore/stream", True),
        (None, OURS, "/_stcore/stream", True),  # a program; it has no one's cookie
        ("https://evil.example", OURS, "/_stcore/stream", False),
        ("https://partner.example.com", OURS, "/_stcore/stream", False),  # it may frame, not speak
        ("http://localhost:8501", OURS, "/_stcore/stream", False),
        (f"http://{OURS}", OURS, "/_stcore/stream", False),  # who stands between could have sent it
        ("null", OURS, "/_stcore/stream", False),
        ("https://evil.example", "evil.example", "/_stcore/stream", False),
        (f"https://{OURS}", OURS, "/other", False),
    ],
)
def test_the_websocket_takes_only_the_dashboards_own_pages(
    exposed: None, origin: str | None, host: str, path: str, is_let_in: bool
) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    client = browser(OURS, ELSEWHERE)
    if is_let_in:
        with client.websocket_connect(path, headers=headers):
            return
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(path, headers=headers),
    ):
        pass
    assert closed.value.code == 1008


def _messages() -> list[tuple[str, BackMsg]]:
    made = [(name, BackMsg()) for name in ("clear_cache", "set_run_on_save", "load_git_info")]
    for name, message in made:
        setattr(message, name, True)
    upload = BackMsg()
    upload.file_urls_request.file_names.append("x.csv")
    deferred = BackMsg()
    deferred.backend_operation_request.deferred_file.file_id = "x"
    skills = BackMsg()
    skills.backend_operation_request.install_skills.SetInParent()
    return [*made, ("upload", upload), ("deferred", deferred), ("skills", skills)]


@pytest.mark.parametrize(("name", "message"), _messages())
def test_a_message_that_no_page_sends_never_arrives(
    alone: None, name: str, message: BackMsg
) -> None:
    run = BackMsg()
    run.rerun_script.query_string = ""
    with browser("localhost").websocket_connect("ws://localhost/_stcore/stream") as stream:
        stream.send_bytes(message.SerializeToString())
        stream.send_bytes(run.SerializeToString())
        # The first answer is the second message's: the first was dropped on the way.
        assert stream.receive_text() == "rerun_script"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"bytes": b"\xff\xff\xff"}, 1007),  # no message of the protocol: data that make no sense
        ({"text": "rerun_script"}, 1003),  # a kind of data that is not taken
    ],
)
def test_who_sends_no_message_is_closed_and_streamlit_told_of_an_end(
    alone: None, message: dict[str, object], code: int
) -> None:
    told: list[Message] = []
    sent: list[Message] = []

    async def streamlit(_scope: Scope, receive: Receive, send: Send) -> None:
        told.append(await receive())
        # What was still to be sent when the end came would be an error of the server's.
        await send({"type": "websocket.send", "bytes": b"late"})

    async def receive() -> Message:
        return {"type": "websocket.receive", **message}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Gate(streamlit)(dict(STREAM), receive, send))
    assert told == [{"type": "websocket.disconnect", "code": code}]
    assert sent == [{"type": "websocket.close", "code": code}]


@pytest.mark.parametrize("problem", [OSError("gone"), RuntimeError("closed by the server")])
def test_what_is_sent_to_who_is_gone_is_no_error(alone: None, problem: Exception) -> None:
    received = [{"type": "websocket.disconnect", "code": 1006}]

    async def streamlit(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.send", "bytes": b"to nobody"})
        await send({"type": "websocket.send", "bytes": b"to nobody"})
        assert (await receive())["type"] == "websocket.disconnect"

    async def receive() -> Message:
        return received.pop()

    async def send(message: Message) -> None:
        raise problem

    asyncio.run(Gate(streamlit)(dict(STREAM), receive, send))


def test_what_a_tab_had_chosen_is_passed_on_from_its_address(alone: None) -> None:
    told: list[list[bytes]] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        told.append([value for name, value in scope["headers"] if name == b"x-tejido-chosen"])

    async def nothing(_message: Message | None = None) -> Message:
        return {"type": "websocket.disconnect"}

    for said in (b"weeks=26&region=west", b""):
        asyncio.run(Gate(streamlit)({**STREAM, "query_string": said}, nothing, nothing))
    assert told == [[b"weeks=26&region=west"], [b""]]


def test_an_empty_frame_is_passed_over(alone: None) -> None:
    with browser("localhost").websocket_connect("ws://localhost/_stcore/stream") as stream:
        stream.send_bytes(b"")
        stream.send_bytes(BackMsg(rerun_script={"query_string": "x"}).SerializeToString())
        assert stream.receive_text() == "rerun_script"


def test_no_frame_says_where_the_app_is() -> None:
    # Streamlit puts the main script's whole path into the first message to every browser.
    sent = ForwardMsg()
    sent.new_session.main_script_path = str(ROOT / "pages" / "navigation.py")
    sent.new_session.page_script_hash = "kept"
    told = ForwardMsg.FromString(discreet(sent.SerializeToString()))
    assert told.new_session.main_script_path == "navigation.py"
    assert told.new_session.page_script_hash == "kept"


def test_the_gate_lets_no_frame_out_that_says_where_the_app_is(alone: None) -> None:
    sent: list[Message] = []
    first = ForwardMsg()
    first.new_session.main_script_path = str(ROOT / "pages" / "navigation.py")

    async def streamlit(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": first.SerializeToString()})
        await send({"type": "websocket.send", "frames": [b"", first.SerializeToString()]})

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Gate(streamlit)(dict(STREAM), receive, send))
    assert [message["type"] for message in sent] == ["websocket.accept", *["websocket.send"] * 2]
    for frame in (sent[1]["bytes"], sent[2]["frames"][1]):
        assert str(ROOT).encode() not in frame
        assert ForwardMsg.FromString(frame).new_session.main_script_path == "navigation.py"


def test_other_frames_stay_as_they_are() -> None:
    sent = ForwardMsg(session_event={"script_changed_on_disk": True}).SerializeToString()
    assert discreet(sent) == sent


def test_answers_carry_the_headers_and_no_banner(exposed: None) -> None:
    answer = browser(OURS, ELSEWHERE).get("/this_week")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "server" not in answer.headers
    assert "x-powered-by" not in answer.headers
    assert answer.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    ("says", "sent"),
    [
        ("same-origin", "same-origin"),
        ("strict-origin", "strict-origin"),
        ("unsafe-url", "no-referrer"),
        ("no-referrer-when-downgrade", "no-referrer"),
        ("", "no-referrer"),
    ],
)
def test_a_page_may_say_of_the_referrer_what_its_form_needs(
    alone: None, says: str, sent: str
) -> None:
    answer = browser("localhost").get("/form", params={"says": says})
    assert answer.headers.get_list("referrer-policy") == [sent]


def test_what_fails_is_answered_with_the_headers_and_tells_nothing(
    alone: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser("localhost").get("/fails")
    assert answer.status_code == 500
    assert answer.headers["x-frame-options"] == "DENY"
    assert "content-security-policy" in answer.headers
    assert "inside" not in answer.text
    # Whoever runs the server finds the reason, once.
    assert [record.message for record in caplog.records] == ["a request could not be answered"]


def test_a_policy_of_a_pages_own_stands_beside_ours(alone: None) -> None:
    answer = browser("localhost").get("/form", params={"says": ""})
    # Browsers keep to every policy that they are sent.
    own, ours = answer.headers.get_list("content-security-policy")
    assert own == "img-src x"
    assert ours.startswith("default-src 'none'")


def test_a_refusal_carries_them_too(exposed: None) -> None:
    answer = browser("evil.example", ELSEWHERE).get("/")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "evil" not in answer.headers["content-security-policy"]


def test_alone_nothing_promises_tls(alone: None) -> None:
    answer = browser("localhost").get("/")
    assert "strict-transport-security" not in answer.headers
    assert "secure" not in answer.headers["set-cookie"].lower()
