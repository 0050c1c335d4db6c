"""An address that is none of ours has a page that says so, in the visitor's language."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.data.configuration import Organization
from lib.pages import PAGES
from lib.serving.sign_in import visits
from lib.serving.unknown_address import MOVED, UnknownAddress

SCRIPT = next((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")).name


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
@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/committees/secret",
        "/overview.php",
        "/.env",
        # It begins as an address of ours does.
        "/sign-in-here",
        "/passwords",
        "/reset/x/y",
        "/open-data/none",
        # A script of a version that is no longer served.
        "/static/js/index.0ld.js",
    ],
)
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
        f"/static/js/{SCRIPT}",
        "/media/a.png",
        "/download/x",
        "/sign-in",
        "/auth/login",
        "/oauth2callback",
        "/sign-in/style.css",
        "/password",
        "/reset/x",
    ],
)
def test_what_is_ours_is_passed_on(browser: TestClient, path: str) -> None:
    assert browser.get(path).text == "the app"


def test_it_bears_the_organizations_name_and_mark(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "mark.png"
    mark.write_bytes(b"\x89PNG\r\n\x1a\n")
    named = SimpleNamespace(organization=Organization(name="Unión <del> Sur", mark=mark))
    monkeypatch.setattr(visits, "configuration", lambda: named)
    said = browser.get("/nothing").text
    assert "<title>There is no such page · Unión &lt;del&gt; Sur</title>" in said
    assert '<img src="data:image/png;base64,iVBORw0KGgo="' in said
    assert "Tejido" not in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/overview", "/this_week"),
        ("/overview/", "/this_week"),
        ("/overview?lang=es&regions=southwest,west", "/this_week?lang=es&regions=southwest,west"),
        # A query leads nowhere else.
        ("/overview?next=//elsewhere.example", "/this_week?next=//elsewhere.example"),
    ],
)
def test_the_old_address_of_a_page_leads_on_to_the_new_one(
    browser: TestClient, old: str, new: str
) -> None:
    answer = browser.get(old, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, new)


def test_each_address_that_moved_leads_to_a_page_and_is_none_itself() -> None:
    pages = {f"/{page.path}" for page in PAGES}
    assert set(MOVED.values()) <= pages
    assert not set(MOVED) & pages
