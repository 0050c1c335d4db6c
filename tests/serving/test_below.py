"""Below a path of a host everything is as ever, whether a proxy passes the path on or strips it."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from lib.access import client, file_offers, one_time_links, prefix
from lib.data.configuration import ConfigurationError
from lib.serving.below import Below, check_prefix, take_prefix
from lib.serving.gate import Gate
from lib.serving.headers import first_script
from lib.serving.open_data import OpenData
from lib.serving.sign_in import ROUTES, SignInFirst
from lib.serving.sign_in.cookies import attributes
from lib.serving.unknown_address import UnknownAddress
from lib.ui.maps.map import shapes_url

WAYS = ["/tejido", ""]
"""What a proxy makes of the path: it keeps it, or it strips it."""


@pytest.fixture
def set_prefix(data_directory: object) -> Iterator[object]:
    """Put the dashboard below a path."""
    before = config.get_option(prefix.KEY)

    def put(path: str) -> None:
        config.set_option(prefix.KEY, path)
        prefix.prefix.cache_clear()

    yield put
    put(before)


def _answer(request: Request) -> Response:
    answer = PlainTextResponse(f"streamlit at {request.url.path}")
    answer.set_cookie("_streamlit_xsrf", "1")
    answer.set_cookie("__Host-other", "1", secure=True)
    answer.set_cookie("elsewhere", "1", path="/elsewhere")
    return answer


def _leads(request: Request) -> Response:
    return RedirectResponse(request.query_params["to"])


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(websocket.url.path)
    await websocket.close()


@pytest.fixture
def browser(set_prefix) -> Iterator[TestClient]:  # type: ignore[no-untyped-def]
    """A browser before all that stands before Streamlit, below /tejido."""
    set_prefix("tejido")
    app = Starlette(
        routes=[
            *ROUTES,
            WebSocketRoute("/_stcore/stream", _stream),
            Route("/media/leads.png", _leads),
            Route("/{path:path}", _answer),
        ],
        middleware=[
            Middleware(Below),
            Middleware(Gate),
            Middleware(OpenData),
            Middleware(SignInFirst),
            Middleware(UnknownAddress),
        ],
    )
    return TestClient(app, "http://localhost", client=("127.0.0.1", 50_000), follow_redirects=False)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/health", 200),
        ("/_stcore/metrics", 404),  # what stood open
        ("/_stcore/upload_file/session/file", 404),
        ("/media/ab12.csv", 404),
        ("/component/x/index.html", 404),
        ("/auth/login", 404),
        ("/nothing", 404),
        ("/tejido/metrics", 404),  # below the path once more
        ("/metrics", 200),
        ("/sign-in/style.css", 200),
        ("/robots.txt", 200),
        ("/open-data/releases", 308),
        ("/overview", 308),
    ],
)
def test_the_gate_knows_every_address_below_it(
    browser: TestClient, way: str, path: str, status: int
) -> None:
    # Where the path is stripped, one that stands there twice is a page of the dashboard.
    if not way and path == "/tejido/metrics":
        status = 200
    answer = browser.get(way + path)
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/this_week?weeks=26", "/tejido/sign-in?next=%2Fthis_week%3Fweeks%3D26"),
        ("/", "/tejido/sign-in?next=%2F"),
        ("/overview?lang=es", "/tejido/this_week?lang=es"),
        ("/open-data/releases", "/tejido/open-data/releases/"),
        ("/media/leads.png?to=/committees", "/tejido/committees"),
        ("/media/leads.png?to=/tejido/committees", "/tejido/committees"),
        ("/media/leads.png?to=http://localhost/committees", "http://localhost/tejido/committees"),
        ("/media/leads.png?to=https://id.example.org/x", "https://id.example.org/x"),
        ("/media/leads.png?to=//evil.example/x", "//evil.example/x"),
        ("/media/leads.png?to=../x", "../x"),
    ],
)
def test_who_is_led_on_is_led_below_it(browser: TestClient, way: str, path: str, to: str) -> None:
    assert browser.get(way + path).headers["location"] == to


def test_without_its_slash_the_path_leads_to_it(browser: TestClient) -> None:
    answer = browser.get("/tejido?lang=es")
    assert (answer.status_code, answer.headers["location"]) == (308, "/tejido/?lang=es")
    assert answer.headers["x-frame-options"] == "DENY"
    # What only begins like it is something else.
    assert browser.get("/tejidos/metrics").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_cookies_are_for_what_is_below_it(browser: TestClient, way: str) -> None:
    cookies = browser.get(f"{way}/metrics").headers.get_list("set-cookie")
    paths = [
        next(part for part in cookie.split("; ") if part.lower().startswith("path="))
        for cookie in cookies
    ]
    # The second is for the whole host by its name, and a browser drops it with another path.
    assert [path.lower() for path in paths] == ["path=/tejido", "path=/", "path=/elsewhere"]


@pytest.mark.parametrize("way", WAYS)
def test_the_websocket_is_below_it_and_nothing_else_is(browser: TestClient, way: str) -> None:
    with browser.websocket_connect(f"ws://localhost{way}/_stcore/stream") as stream:
        assert stream.receive_text() == "/_stcore/stream"
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        browser.websocket_connect(f"ws://localhost{way}/other"),
    ):
        pass
    assert closed.value.code == 1008


@pytest.mark.parametrize("way", WAYS)
def test_every_address_of_the_sign_in_page_is_below_it(browser: TestClient, way: str) -> None:
    page = browser.get(f"{way}/sign-in?next=/training").text
    addresses = [part.split('"')[0] for part in page.replace('action="', 'href="').split('href="')]
    local = [address for address in addresses if address.startswith("/")]
    # The style, two languages, the form, the light edition and the public page.
    assert len(local) == 6
    assert all(address.startswith("/tejido/") for address in local)
    assert "url(&#34;/static" not in page
    assert 'url("/tejido/app/static/fonts/' in browser.get(f"{way}/sign-in/style.css").text


def test_what_pages_hand_out_is_below_it(browser: TestClient) -> None:
    assert shapes_url() == "/tejido/app/static/topojson/"
    assert prefix.here(file_offers.PATH) == "/tejido/download"
    assert prefix.here(one_time_links.PATH) == "/tejido/reset/"
    assert 'location.origin + "/tejido/"' in first_script()
    assert "Allow: /tejido/open-data/releases/" in below_robots(browser)


def below_robots(browser: TestClient) -> str:
    """What search engines are told."""
    return browser.get("/tejido/robots.txt").text


def test_a_session_goes_along_with_nothing_beside_it(browser: TestClient) -> None:
    # A name that begins with __Host- would be for all paths; __Secure- is as much as a path allows.
    assert client.cookie_name("tejido.example.org") == "__Secure-tejido"
    assert client.cookie_name("localhost:8501") == "tejido"
    assert attributes("tejido.example.org", "strict")["path"] == "/tejido"
    assert attributes("tejido.example.org", "strict")["secure"]


@pytest.mark.parametrize("requested", ["/tejido/training?weeks=26", "/training?weeks=26"])
def test_the_way_on_is_the_same_with_it_and_without(browser: TestClient, requested: str) -> None:
    assert client.local_path(requested) == "/training?weeks=26"
    assert client.local_path("/tejido/sign-out") == "/"
    assert client.local_path("/tejido//evil.example") == "/"


@pytest.mark.parametrize("path", ["", "tejido", "/tejido/", "org/tejido", "t-1_2"])
def test_a_path_that_will_do(set_prefix, path: str) -> None:  # type: ignore[no-untyped-def]
    set_prefix(path)
    check_prefix()


@pytest.mark.parametrize(
    "path",
    [
        "metrics",  # a page
        "sign-in/x",
        "open-data",
        "_stcore",
        "static",
        "a//b",
        "..",
        "a/../b",
        "a b",
        "té",
        "a?b",
        "https://example.org/tejido",
    ],
)
def test_anything_else_is_refused_in_one_sentence(set_prefix, path: str) -> None:  # type: ignore[no-untyped-def]
    set_prefix(path)
    with pytest.raises(ConfigurationError) as refused:
        check_prefix()
    assert str(refused.value) == (
        f"configuration: server.baseUrlPath: {path.strip('/')!r} can't be the path below which the"
        " dashboard stands; take letters, digits, - and _ that begin no address of its own, such as"
        " tejido"
    )


def test_streamlit_serves_as_if_there_were_none(set_prefix) -> None:  # type: ignore[no-untyped-def]
    set_prefix("tejido")
    take_prefix()
    assert config.get_option(prefix.KEY) == ""
    assert prefix.prefix() == "/tejido"


def test_without_a_path_nothing_changes(set_prefix) -> None:  # type: ignore[no-untyped-def]
    set_prefix("")
    assert prefix.within("/tejido/metrics") == "/tejido/metrics"
    assert client.cookie_name("tejido.example.org") == "__Host-tejido"
    assert attributes("localhost", "strict")["path"] == "/"
    assert shapes_url() == "/app/static/topojson/"
