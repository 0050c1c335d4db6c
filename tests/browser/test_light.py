"""The light edition in a browser: nothing for axe, nothing too wide, few sheets of paper."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import DESK, PHONE, Scheme, Server
from tests.browser.profiles import Profiles
from tests.browser.test_every_page import LEFT_OUT, violations

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAGES = [
    ("light?lang=en", PHONE, 2),
    ("light/response?lang=es", DESK, 2),
    ("light/committee/tx-houston?lang=es", PHONE, 1),
]
"""Address, width, and the most sheets of paper that it may take."""


@pytest.fixture
def light(every_profile: Profiles) -> Iterator[Page]:
    """A tab of a regional organizer."""
    page = every_profile.page("southwest")
    yield page
    every_profile.tidy()


@pytest.mark.parametrize(("path", "width", "sheets"), PAGES)
def test_a_page_is_for_everyone_and_for_paper(
    light: Page, server: Server, path: str, width: int, sheets: int
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    light.on("request", note)
    light.set_viewport_size({"width": width, "height": 900})
    answer = light.goto(f"{server.url}/{path}")
    # As a browser asks for it; what it takes to send is looked at in tests/serving/test_light.py.
    assert answer is not None
    assert answer.header_value("content-encoding") == "gzip"
    for scheme in SCHEMES:
        light.emulate_media(color_scheme=scheme)
        assert violations(light) == [], scheme
    assert light.evaluate("document.documentElement.scrollWidth") <= width
    text = light.locator("main").inner_text()
    assert len(text) > 300
    assert not LEFT_OUT.search(text)
    light.remove_listener("request", note)
    # One request: what else it shows, it brings.
    assert [url for url in asked if not url.startswith("data:")] == [f"{server.url}/{path}"]
    for paper, language in product(("A4", "Letter"), ("en", "es")):
        light.goto(f"{server.url}/{path.partition('?')[0]}?lang={language}")
        printed = light.pdf(format=paper)
        count = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
        assert 1 <= count <= sheets, (paper, language)
    light.emulate_media(media="print")
    assert not light.locator("nav, form, details").filter(visible=True).count()
    light.emulate_media(media="screen")


def test_from_sign_in_to_a_committee_without_a_script(light: Page, server: Server) -> None:
    light.goto(f"{server.url}/light")
    name = light.locator(".cards .name").first
    label = name.inner_text()
    name.click()
    assert light.locator("h1").inner_text() == label
    light.get_by_role("link", name="Rapid response", exact=True).click()
    assert light.locator("h1").inner_text() == "Rapid response"
    assert light.locator("script").count() == 0
