"""Each page by axe: no serious and no critical violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE, Open

CASES = [
    ("overview", "national"),
    ("committees", "national"),
    ("committee?committee=tx-houston", "national"),
    ("training", "national"),
    ("response", "national"),
    ("sources", "admin"),
    ("metrics", None),
    ("", None),
    ("account", "national"),
    ("accounts", "admin"),
    ("sign-in/second-factor", "partner"),
    ("password", "partner"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "account"), CASES)
def test_axe_finds_nothing_serious(
    open_page: Open, path: str, account: str | None, scheme: str
) -> None:
    page = open_page(path, account, scheme=scheme)
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    grave = [
        (v["id"], v["help"], [node["target"] for node in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_the_phone_has_the_navigation_behind_one_button(open_page: Open) -> None:
    page = open_page("overview", "southwest", width=PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Committees").click()
    page.get_by_role("heading", name="Committees", exact=True).wait_for()
