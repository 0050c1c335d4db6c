"""Streamlit's page leaves with the style sheet; everything else leaves as it is."""

from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.data.configuration import Organization
from lib.serving import components, dressing
from lib.serving.dressing import Dressing
from lib.serving.mark import mark_address

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
BROWSER = {"accept": "text/html,*/*", "accept-encoding": "gzip"}


def _file(_request: Request) -> Response:
    return FileResponse(PAGE, media_type="text/html")


def _form(_request: Request) -> Response:
    return HTMLResponse("<html><head><title>Sign in</title></head></html>")


@pytest.fixture
def client() -> TestClient:
    """Streamlit's page and one of ours, both packed for who takes that, as Streamlit packs them."""
    routes = [Route("/", _file), Route("/sign-in", _form)]
    middleware = [Middleware(Dressing), Middleware(GZipMiddleware, minimum_size=1)]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def test_the_page_comes_with_its_style_and_its_name(client: TestClient) -> None:
    answer = client.get("/", headers=BROWSER)
    assert "<title>Tejido</title>" in answer.text
    style, rest = answer.text.split("<style>")[1].split("</style></head>")
    assert '--name: "Tejido"; --mark: url("data:image/svg+xml;base64,' in style
    assert ".st-key-header" in style
    assert '<div id="root">' in rest
    assert int(answer.headers["content-length"]) == len(answer.content)
    # They are the file's, which is not what was sent.
    assert not {"etag", "last-modified", "content-encoding"} & set(answer.headers)


def test_the_room_of_the_navigation_is_kept_for_who_has_a_session(client: TestClient) -> None:
    assert 'class="signed-in"' not in client.get("/", headers=BROWSER).text
    client.cookies.set("__Host-tejido", "a-token")
    assert '<html class="signed-in" lang="en">' in client.get("/", headers=BROWSER).text


def test_what_is_not_streamlits_page_stays_as_it_is(client: TestClient) -> None:
    assert "<style>" not in client.get("/sign-in", headers=BROWSER).text
    # A script, a picture: whatever does not ask for a page.
    assert "<style>" not in client.get("/", headers={"accept": "*/*"}).text


def test_a_name_ends_no_style_and_a_mark_is_told_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picture = tmp_path / "mark.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert mark_address(Organization(mark=picture)) == "data:image/png;base64,iVBORw0KGgo="
    assert dressing._quoted('Ñ 1 "</style>') == '"Ñ 1 \\22 \\3c \\2f style\\3e "'


def test_components_are_fetched_before_a_script_asks_for_them() -> None:
    links = components.preloads(("Html", "no such component"))
    assert b'<link rel="modulepreload" crossorigin href="./static/js/Html.' in links
    # Html takes out of its text what could run by this; the page's own modules are there anyway.
    assert b"purify.es." in links
    assert b"react-dom" not in links
    addresses = [part.split(b'"')[0].decode() for part in links.split(b'href="./')[1:]]
    assert addresses
    assert all((PAGE.parent / address).is_file() for address in addresses)
