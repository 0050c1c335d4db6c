"""Streamlit's page leaves with the style sheet; everything else leaves as it is."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import lib
from lib.data.configuration import Organization
from lib.serving import components, dressing, shell
from lib.serving.codings import unpacked
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
    pages = [Route(path, _file) for path in ("/", "/this_week", "/committees/")]
    forms = [Route(path, _form) for path in ("/sign-in", "/light", "/light/response", "/lighter")]
    routes = [*pages, *forms]
    middleware = [Middleware(Dressing), Middleware(GZipMiddleware, minimum_size=1)]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def test_the_page_comes_with_its_style_and_its_name(client: TestClient) -> None:
    answer = client.get("/", headers=BROWSER)
    assert "<title>Tejido</title>" in answer.text
    style, rest = answer.text.split("<style>", 1)[1].split("</style></head>")
    assert '--name: "Tejido"; --mark: url("data:image/svg+xml;base64,' in style
    assert ".st-key-header" in style
    assert '<div id="root">' in rest
    # They are the file's, which is not what was sent.
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_a_light_page_is_asked_for_as_a_browser_takes_it(client: TestClient) -> None:
    # Else whoever needs it most, with a slow connection, would get all of it unpacked.
    for path, coding in (("/light", "gzip"), ("/light/response", "gzip"), ("/lighter", None)):
        answer = client.get(path, headers=BROWSER)
        assert answer.headers.get("content-encoding") == coding
        assert "<title>Sign in</title>" in answer.text


def test_it_is_packed_for_who_takes_that_and_kept_for_nobody_else(client: TestClient) -> None:
    plain = client.get("/", headers=BROWSER | {"accept-encoding": "identity"})
    for accepted, coding in (("gzip, br", "br"), ("gzip", "gzip"), ("zstd", "zstd")):
        with client.stream("GET", "/", headers=BROWSER | {"accept-encoding": accepted}) as answer:
            body = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert int(answer.headers["content-length"]) == len(body)
        assert unpacked(body, coding) == plain.content
        assert answer.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
        assert answer.headers["cache-control"] == "private, no-cache"
    assert "content-encoding" not in plain.headers
    head = client.head("/", headers=BROWSER | {"accept-encoding": "br"})
    assert (head.content, head.headers["content-encoding"]) == (b"", "br")
    assert int(head.headers["content-length"]) > 1_000


def test_no_file_is_waited_for_before_the_first_words_are_drawn(client: TestClient) -> None:
    page = client.get("/this_week", headers=BROWSER).text
    assert 'rel="stylesheet"' not in page
    assert "@font-face{font-family:Source Sans" in page
    # A script asks for the whole font of icons, and gets ours: Streamlit's is declared nowhere.
    assert page.count("font-family:Material Symbols Rounded") == 1
    assert "MaterialSymbols-Rounded" not in page
    assert "favicon.png" not in page
    # Whatever it names is there.
    named = re.findall(r'(?:href|src)="\./(static/[^"]+)"|url\("?\./(static/[^)"]+)"?\)', page)
    assert len(named) > 60
    for one in named:
        assert (PAGE.parent / "".join(one)).is_file()


@pytest.mark.parametrize(
    ("path", "said", "language", "title"),
    [
        ("/this_week", "es-MX,es;q=0.9", "es", "Esta semana"),
        ("/this_week?lang=en", "es-MX,es;q=0.9", "en", "This week"),
        ("/this_week?lang=xx", "fr", "en", "This week"),
        ("/this_week?lang=<script>", "<script>", "en", "This week"),
        ("/committees/", "", "en", "Committees"),
        ("/", "", "en", "Tejido"),
    ],
)
def test_the_first_words_are_the_viewers(
    client: TestClient, path: str, said: str, language: str, title: str
) -> None:
    page = client.get(path, headers=BROWSER | {"accept-language": said}).text
    assert f'<html lang="{language}"' in page
    assert f"<h1>{title}</h1>" in page
    # They stand in the page itself, beside what a script fills, and need none.
    assert '<div id="root"></div><div id="shell"' in page
    assert page.count('role="status"') == 2
    assert page.count("<noscript>") == 1
    assert page.count("<script>") == 2
    assert "Sin conexión. Lo que ves es de {age}" in page
    assert "<script>alert" not in page


def test_the_light_edition_is_offered_to_who_has_a_session(client: TestClient) -> None:
    assert 'href="/light"' not in client.get("/this_week", headers=BROWSER).text
    client.cookies.set("__Host-tejido", "a-token")
    assert 'href="/light"' in client.get("/this_week", headers=BROWSER).text


def test_a_name_is_no_markup_in_the_first_words(monkeypatch: pytest.MonkeyPatch) -> None:
    named = Organization(name="</p><script>alert(1)</script>")
    config = SimpleNamespace(organization=named)
    monkeypatch.setattr(shell, "configuration", lambda: config)
    made = shell.shell.__wrapped__("/this_week", "en", is_signed_in=True)
    assert "<script>" not in made
    assert "&lt;script&gt;alert(1)" in made


def test_the_room_of_the_navigation_is_kept_for_who_has_a_session(client: TestClient) -> None:
    assert 'class="signed-in"' not in client.get("/", headers=BROWSER).text
    client.cookies.set("__Host-tejido", "a-token")
    assert '<html lang="en" class="signed-in">' in client.get("/", headers=BROWSER).text


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


def test_no_style_hangs_on_what_another_element_holds() -> None:
    # Each label that a chart measures would have the style of all such elements worked out anew.
    sheets = sorted(Path(lib.__path__[0]).glob("*/*.css"))
    rules = [rule for sheet in sheets for rule in _selectors(sheet.read_text(encoding="utf-8"))]
    assert len(rules) > 100  # the sheets were read: today 163
    assert [rule for rule in rules if _is_of_another(rule)] == [
        # One element with a key of its own, on a phone's first page alone.
        "#root .st-key-week:not(:has(.st-key-week-map-shown input:checked)) .st-key-week-map"
    ]


@pytest.mark.parametrize(
    ("selector", "is_of_another"),
    [
        ("a:has(> b)", False),
        ("a > :has(b c)", False),  # the space is within
        ("a:not(:has(> b))", False),
        ("a b:hover", False),
        ("a:has(b) c", True),
        ("a:has(b) ~ c", True),
        ("a:not(:has(b)) > c", True),
        (":is(a:has(b)) c", True),
    ],
)
def test_whose_style_hangs_on_what_another_element_holds(
    selector: str, is_of_another: bool
) -> None:
    assert _is_of_another(selector) == is_of_another


def _selectors(css: str) -> list[str]:
    """Each selector of a sheet, those of a list one by one."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    heads = [" ".join(head.split()) for head in re.findall(r"([^{};]+)\{", bare)]
    lists = [head for head in heads if not head.startswith("@")]
    return [each.strip() for one in lists for each in re.split(r",(?![^(]*\))", one)]


def _is_of_another(selector: str) -> bool:
    """Whether a part of a selector follows one with a ``:has``."""
    flat = selector
    while flat != (bare := re.sub(r"\(([^()]*)\)", lambda m: _inside(m[1]), flat)):
        flat = bare
    return ":has" in flat and " " in flat[flat.rindex(":has") :]


def _inside(argument: str) -> str:
    """What is kept of an argument: whether there is a ``:has`` in it."""
    return ":has" if ":has" in argument else ""
