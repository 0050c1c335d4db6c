"""On paper a page has its words and its pictures, and nothing to press."""

import pytest

from tests.browser.conftest import Open, settle

SHOWN = """() => [...document.querySelectorAll('[data-testid]')]
  .filter(each => each.getClientRects().length).map(each => each.dataset.testid)"""
PRESSED = {"stSidebar", "stHeader", "stButton", "stButtonGroup", "stLinkButton", "stRadio"}


@pytest.mark.parametrize(("path", "title"), [("this_week", "This week"), ("response", "Rapid")])
def test_a_printed_page_is_clean_and_whole(open_page: Open, path: str, title: str) -> None:
    page = open_page(path, "southwest")
    settle(page)
    assert set(page.evaluate(SHOWN)) >= {"stSidebar", "stHeader", "stRadio"}
    page.emulate_media(media="print")
    shown = set(page.evaluate(SHOWN))
    assert not shown & PRESSED
    assert "stHeading" in shown
    for card in page.locator(".st-key-needs [data-testid=stGridCell]").all():
        assert card.get_by_test_id("stPageLink").first.is_visible()
    # Which page, whose, of what; and not only what fits on the screen.
    header = page.locator(".st-key-header").inner_text()
    assert title in header
    assert "Tejido" in header
    # Beside the navigation the name is there for readers aloud alone, clipped away.
    name = page.locator(".st-key-header > :has(.organization)")
    assert name.evaluate("e => getComputedStyle(e).clipPath") == "none"
    assert "3 months" in header
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => getComputedStyle(e).overflow") == "visible"
    assert main.evaluate("e => e.clientHeight") > 900
