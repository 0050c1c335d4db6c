"""Each page by axe: no violation of any impact.

Each page is looked at in one language and at one width, light and dark, so that all languages and
widths come among the pages; with TEJIDO_AXE=all each is looked at in all of them.
"""

import os
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Open, Scheme, Server, settle, still
from tests.every_page import account_for, links

HOUSTON = "tx-houston"
CASES = [(link, account_for(page)) for page, link in links(HOUSTON)] + [
    # What a page shows only when it is chosen.
    ("priorities?view=choose", "national"),
    ("priorities?view=scenarios", "national"),
    ("priorities?view=regions", "national"),
    # The sentence for who is not signed in.
    ("", None),
]


SCHEMES: tuple[Scheme, ...] = ("light", "dark")
VIEWS = list(product(("en", "es"), (DESK, PHONE)))
# Of four views each page has another than the page before.
SEEN = [
    (path, account, *view)
    for n, (path, account) in enumerate(CASES)
    for view in (VIEWS if os.environ.get("TEJIDO_AXE") == "all" else [VIEWS[n % len(VIEWS)]])
]


@pytest.mark.parametrize(("path", "account", "language", "width"), SEEN)
def test_axe_finds_nothing(
    open_page: Open, path: str, account: str | None, language: str, width: int
) -> None:
    link = f"{path}{'&' if '?' in path else '?'}lang={language}"
    page = open_page(link, account, width=width)
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        _wait_for_ground(page, scheme)
        found[scheme] = _violations(page)
    assert found == {"light": [], "dark": []}


def _wait_for_ground(page: Page, scheme: Scheme) -> None:
    """Wait until the page stands on the light or the dark ground, and all of it has followed."""
    page.wait_for_function(
        """isDark => {
          const app = document.querySelector('[data-testid=stApp]') ?? document.body;
          const parts = getComputedStyle(app).backgroundColor.match(/[0-9]+/g).map(Number);
          return isDark === (parts[0] + parts[1] + parts[2] < 3 * 128);
        }""",
        arg=scheme == "dark",
    )
    if "/sign-in" not in page.url:
        settle(page)
    still(page)


def test_axe_finds_nothing_on_the_sign_in_pages(open_page: Open, server: Server) -> None:
    page = open_page("account", "partner", width=PHONE)
    for path in ("sign-in/second-factor", "password", "reset/no-such-link"):
        page.goto(f"{server.url}/{path}?lang=es")
        _expect_nothing(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.goto(f"{server.url}/password")
    page.locator("input[type=password]").first.fill("not my password")
    page.get_by_label("New password", exact=True).fill("frijoles y tortillas")
    page.get_by_label("New password again").fill("frijoles y tortillas")
    page.get_by_role("button", name="Change the password").click()
    assert page.get_by_role("alert").inner_text() == "That is not your present password."
    _expect_nothing(page)


def _expect_nothing(page: Page) -> None:
    """In neither scheme, on a page without Streamlit."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        still(page)
        assert _violations(page) == [], scheme


def _violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["help"], [node["target"] for node in v["nodes"]][:3]) for v in found]


def test_the_phone_has_the_navigation_behind_one_button(open_page: Open) -> None:
    page = open_page("this_week", "southwest", width=PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Committees").click()
    page.get_by_role("heading", name="Committees", level=1).wait_for()
