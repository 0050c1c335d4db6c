"""Tejido below a path of a host, behind a real nginx that keeps the path and one that strips it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.browser.conftest import Server, free_port, running, settle
from tests.browser.nginx import proxying
from tests.browser.profiles import WAIT_MS, sign_in
from tests.templates.copying import copy, new_directory

PATH = "tejido"


@pytest.fixture(scope="module")
def proxies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """One dashboard below a path, as each of the two proxies shows it."""
    ports = {"keeps": free_port(), "strips": free_port()}
    directory, port = copy("served", new_directory()), free_port()
    with (
        running(directory, port, STREAMLIT_SERVER_BASE_URL_PATH=PATH) as server,
        proxying(tmp_path_factory.mktemp("nginx"), port, PATH, ports["keeps"], ports["strips"]),
    ):
        yield {
            way: Server(f"http://localhost:{at}/{PATH}", server.data_directory)
            for way, at in ports.items()
        }


class Visit:
    """A page of a browser that notes what it asks for and what goes wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paths: set[str] = set()
        self.faults: list[str] = []
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("websocket", lambda socket: self.paths.add(urlsplit(socket.url).path))
        page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type == "error" else None,
        )

    def _asked(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.paths.add(urlsplit(request.url).path)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:  # noqa: PLR2004
            self.faults.append(f"{response.status} {response.url}")

    def is_below(self) -> bool:
        """Whether all that it asked for was below the path, and nothing of it went wrong."""
        assert self.faults == []
        return all(path.startswith(f"/{PATH}/") for path in self.paths)


def opened(browser: Browser) -> Visit:
    """A new visitor's page."""
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(WAIT_MS)
    return Visit(context.new_page())


def test_a_day_at_work_is_below_the_path(browser: Browser, proxies: dict[str, Server]) -> None:
    url, keeping = proxies["strips"].url, proxies["keeps"].url
    visit = opened(browser)
    page = visit.page
    _arrive(page, url, "response?weeks=26")
    # The map's shapes come from below it too.
    expect(page.locator("[data-testid=stPlotlyChart] .geo").first).to_be_attached()
    assert any(path.startswith(f"/{PATH}/app/static/topojson/") for path in visit.paths)
    # A file that the page offers, with the session and without.
    file = page.locator('a[href*="/download/"]').first.get_attribute("href") or ""
    assert file.startswith(f"/{PATH}/download/")
    host = url.removesuffix(f"/{PATH}")
    assert page.request.get(host + file).status == 200
    assert browser.new_context().request.get(host + file).status == 404

    # By the navigation, a row of a list, and a bookmark.
    page.get_by_role("link", name="Committees", exact=True).first.click()
    page.wait_for_url(f"{url}/committees*")
    settle(page)
    page.get_by_role("row").get_by_role("link").first.click()
    page.wait_for_url(f"{url}/committee?committee=*")
    settle(page)
    page.goto(f"{url}/account")
    settle(page)

    # A browser sees the same addresses of both proxies: the other answers each of them as well.
    # Cookies know no port.
    asked = sorted({file, *visit.paths} - {f"/{PATH}/_stcore/stream"})
    other = keeping.removesuffix(f"/{PATH}")
    statuses = {path: page.request.get(other + path).status for path in asked}
    assert len(statuses) > 60
    assert set(statuses.values()) == {200}, statuses

    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Sign out").click()
    back = page.get_by_role("link", name="Sign in", exact=True).first.get_attribute("href") or ""
    assert back.startswith(f"/{PATH}/sign-in?")
    assert visit.is_below()
    page.context.close()


def test_a_proxy_may_keep_the_path(browser: Browser, proxies: dict[str, Server]) -> None:
    url = proxies["keeps"].url
    visit = opened(browser)
    page = visit.page
    _arrive(page, url, "account")

    # What was published.
    page.goto(f"{url}/metrics")
    page.get_by_role("heading", name="Quote and re-use").wait_for()
    address = page.locator('a[href*="/open-data/"]').first.get_attribute("href") or ""
    assert address.startswith(f"/{PATH}/open-data/releases/")
    for way in proxies.values():
        answer = page.request.get(way.url.removesuffix(f"/{PATH}") + address)
        assert answer.status == 200
    assert visit.is_below()
    page.context.close()


def _arrive(page: Page, url: str, wanted: str) -> None:
    """Sign in on the way to a page: who did is where they wanted to be, with a cookie of there."""
    page.goto(f"{url}/{wanted}")
    assert page.url.startswith(f"{url}/sign-in?next=")
    sign_in(page, "southwest")
    settle(page)
    assert page.url == f"{url}/{wanted}"
    cookies = {(one["name"], one["path"]) for one in page.context.cookies()}
    assert cookies >= {("tejido", f"/{PATH}")}


@pytest.mark.parametrize("way", ["keeps", "strips"])
def test_nothing_of_the_inside_is_open_below_the_path(
    browser: Browser, proxies: dict[str, Server], way: str
) -> None:
    request = browser.new_context().request
    found = {
        path: request.get(f"{proxies[way].url}/{path}", max_redirects=0).status
        for path in ("_stcore/health", "_stcore/metrics", "_stcore/agent/openapi.json", "nothing")
    }
    assert found == {
        "_stcore/health": 200,
        "_stcore/metrics": 404,
        "_stcore/agent/openapi.json": 404,
        "nothing": 404,
    }
