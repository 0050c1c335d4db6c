"""The public page as it is quoted: copied by keys alone, and never wider than a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open, Server, settle

WIDTHS = (320, 360, PHONE)
WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  // What is said to readers aloud alone, and tables that scroll in a frame of their own.
  return box.width > 1 && box.right > innerWidth + 0.5 && !one.closest('.scroll, .hidden, #shell');
}).map(one => [one.tagName, one.className, one.textContent.slice(0, 60)])"""
IN_FOCUS = "() => document.activeElement.matches('button.copy')"


@pytest.fixture
def clipboard(open_page: Open) -> Iterator[Page]:
    """The public page, on a phone, whose clipboard may be read."""
    page = open_page("metrics?lang=en", None, width=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    page.context.clear_permissions()


def _tab_to_the_next(page: Page) -> None:
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(IN_FOCUS):
            return
    pytest.fail("no Tab leads to a button that copies")


def test_a_sentence_is_copied_with_its_source_by_keys_alone(
    clipboard: Page, server: Server
) -> None:
    for lang, name, said in (("en", "Copy", "Copied"), ("es", "Copiar", "Copiado")):
        clipboard.goto(f"{server.url}/metrics?lang={lang}")
        settle(clipboard)
        sentences = clipboard.locator(".quote > span:first-child").all_inner_texts()
        assert 3 <= len(sentences) <= 5
        spoken = clipboard.locator(".quote [role=status]")
        for nth in (0, 1):
            _tab_to_the_next(clipboard)
            button = clipboard.locator("button.copy").nth(nth)
            expect(button).to_be_focused()
            # Each by its name, which begins with what is seen.
            expect(button).to_have_accessible_name(re.compile(rf"^{name} \w"))
            clipboard.keyboard.press("Enter")
            # Said aloud, and of this sentence alone.
            expect(spoken.nth(nth)).to_have_text(said)
            assert [text for text in spoken.all_inner_texts() if text] == [said]
            expect(button).to_be_focused()
            copied = clipboard.evaluate("navigator.clipboard.readText()")
            assert copied == sentences[nth]
            assert f"CC-BY-4.0. {server.url}/open-data/releases/" in copied


def test_where_there_is_no_clipboard_the_sentence_is_selected(clipboard: Page) -> None:
    clipboard.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    _tab_to_the_next(clipboard)
    clipboard.keyboard.press("Space")
    expect(clipboard.locator(".quote [role=status]").first).to_have_text("Selected: press Ctrl+C")
    first = clipboard.locator(".quote > span:first-child").first.inner_text()
    assert clipboard.evaluate("getSelection().toString()").strip() == first


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_is_wider_than_a_phone_even_unfolded(
    open_page: Open, server: Server, lang: str
) -> None:
    page = open_page(f"metrics?lang={lang}", None, width=PHONE)
    _holds_at_every_width(page)
    for path in ("open-data/releases/2/", "open-data/releases/2/southwest.html"):
        page.goto(f"{server.url}/{path.replace('.html', '.es.html') if lang == 'es' else path}")
        _holds_at_every_width(page)


def _holds_at_every_width(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    # The key that releases are signed with is one word of 43 letters.
    assert page.locator("code").count() or "southwest" in page.url
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function(f"() => ({WIDE})().length === 0")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
