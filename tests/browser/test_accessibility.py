"""Each page by axe: no serious and no critical violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Open, Server
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "account"), CASES)
def test_axe_finds_nothing_serious(
    open_page: Open, path: str, account: str | None, scheme: str
) -> None:
    page = open_page(path, account, scheme=scheme)
    page.wait_for_timeout(500)
    assert _grave(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_sign_in_pages(
    open_page: Open, server: Server, scheme: str
) -> None:
    page = open_page("account", "partner", scheme=scheme, width=PHONE)
    for path in ("sign-in/second-factor", "password", "reset/no-such-link"):
        page.goto(f"{server.url}/{path}?lang=es")
        assert _grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.goto(f"{server.url}/password")
    page.locator("input[type=password]").first.fill("not my password")
    page.get_by_label("New password", exact=True).fill("frijoles y tortillas")
    page.get_by_label("New password again").fill("frijoles y tortillas")
    page.get_by_role("button", name="Change the password").click()
    assert page.get_by_role("alert").inner_text() == "That is not your present password."
    assert _grave(page) == []


def _grave(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe finds serious or critical on a page."""
    found = Axe().run(page).response["violations"]
    return [
        (v["id"], v["help"], [node["target"] for node in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def test_the_phone_has_the_navigation_behind_one_button(open_page: Open) -> None:
    page = open_page("overview", "southwest", width=PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Committees").click()
    page.get_by_role("heading", name="Committees", exact=True).wait_for()
