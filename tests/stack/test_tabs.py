"""A tab whose process is gone is back by itself: signed in, on its page, with its choices."""

import time
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settle
from tests.browser.profiles import WAIT_MS, sign_in
from tests.stack.conftest import Proxied


def holder(proxied: Proxied, ports: Iterable[int]) -> int | None:
    """The process among these that holds the only page that is open."""
    return next((port for port in ports if proxied.processes.open_pages(port)), None)


def wait_until(condition: Callable[[], bool], what: str, page: Page | None = None) -> None:
    """Wait for a state of the processes, while a page goes on."""
    until = time.monotonic() + WAIT_MS / 1_000
    while not condition():
        assert time.monotonic() < until, what
        if page is None:
            time.sleep(0.1)
        else:
            page.wait_for_timeout(100)


@pytest.mark.parametrize("proxy", ["nginx", "haproxy"])
def test_a_tab_is_back_where_it_was(chromium: Browser, proxied: Proxied, proxy: str) -> None:
    several, url = proxied.processes, f"http://localhost:{proxied.proxies[proxy]}"
    wait_until(lambda: holder(proxied, several.ports) is None, "other tabs are still open")
    context = chromium.new_context(locale="en-US")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{url}/training?weeks=26")
    sign_in(page, "southwest")
    settle(page)
    # A choice that is made here and not in the link that was followed.
    page.get_by_text("Español", exact=True).click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Capacitación")
    settle(page)
    address, file = page.url, page.locator('a[href*="/download/"]').first.get_attribute("href")
    assert "weeks=26" in address

    lost = holder(proxied, several.ports)
    assert lost is not None
    several.kill(lost)
    try:
        left = [port for port in several.ports if port != lost]
        wait_until(lambda: holder(proxied, left) is not None, "the tab did not come back", page)
        settle(page)
        expect(title).to_have_text("Capacitación")
        assert page.url == address
        # What was offered before is still to be had, and the page goes on.
        assert page.request.get(url + str(file)).status == 200
        page.get_by_role("link", name="Comités", exact=True).first.click()
        page.wait_for_url(f"{url}/committees*")
        settle(page)
        expect(title).to_have_text("Comités")
    finally:
        context.close()
        several.start(lost)
