"""An address that is none of ours has a page that says so, in the visitor's language."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.serving.unknown_address import UnknownAddress
from lib.ui.pages import PAGES


@pytest.fixture
def browser() -> TestClient:
    """A browser before an app that, as Streamlit does, has an answer for everything."""

    async def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("the app")

    app = Starlette(routes=[Route("/{path:path}", page)], middleware=[Middleware(UnknownAddress)])
    return TestClient(app, "http://localhost")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "There is no such page"), ("es-MX,es;q=0.9", "Esa página no existe")],
)
@pytest.mark.parametrize("path", ["/nothing", "/committees/secret", "/overview.php", "/.env"])
def test_it_is_not_found(browser: TestClient, path: str, language: str, sentence: str) -> None:
    answer = browser.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert f"<h1>{sentence}</h1>" in answer.text
    assert "the app" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *(f"/{page.path}" for page in PAGES),
        # Where a link ends in a slash it is the same page.
        "/committees/",
        "/_stcore/health",
        "/app/static/tejido.svg",
        "/static/js/index.js",
        "/media/a.png",
        "/open-data/index.html",
        "/download/x",
        "/sign-in",
        "/reset/x",
    ],
)
def test_what_is_ours_is_passed_on(browser: TestClient, path: str) -> None:
    assert browser.get(path).text == "the app"
