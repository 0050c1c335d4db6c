"""A first visit to the light edition: signing in, the week, a committee, on a slow connection.

    python -m tests.benchmarks.light_visit URL [--account southwest]

By a browser that has nothing of the server, at 50 KB/s with 300 ms of latency, as Chromium holds a
page to it. Prints JSON: of each step the bytes and the milliseconds from the first request, or the
press of the button, until its heading can be read.
"""

import argparse
import json
from collections.abc import Callable
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from lib.access.demo_accounts import PASSWORD
from tests.benchmarks.chromium import launched
from tests.benchmarks.first_visit import SLOW

WAIT_MS = 120_000


def visit(tab: Page, url: str, account: str) -> dict[str, dict[str, int]]:
    """Go from nothing to a committee; of each step ``bytes`` and ``milliseconds``."""
    session, sizes = tab.context.new_cdp_session(tab), list[float]()
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))

    def step(go: Callable[[], Any], seen: str) -> dict[str, int]:
        sizes.clear()
        begun = perf_counter()
        go()
        tab.locator(seen).first.wait_for(timeout=WAIT_MS)
        taken = perf_counter() - begun
        tab.wait_for_load_state("networkidle", timeout=WAIT_MS)
        return {"bytes": round(sum(sizes)), "milliseconds": round(taken * 1000)}

    found = {"sign-in": step(lambda: tab.goto(f"{url}/light", wait_until="commit"), "h1")}
    tab.locator('input[autocomplete="username"]').fill(account)
    tab.locator('input[type="password"]').fill(PASSWORD)
    button = tab.locator('form[action*="/sign-in"] button')
    found["week"] = step(lambda: button.click(no_wait_after=True), "main#brief h2")
    first = tab.locator(".cards .name").first
    if first.count():
        address = url + str(first.get_attribute("href"))
        found["committee"] = step(lambda: tab.goto(address, wait_until="commit"), "main#brief h2")
    address = f"{url}/light/response"
    found["response"] = step(lambda: tab.goto(address, wait_until="commit"), "main#brief h2")
    return found


def main() -> None:
    """Visit, and print."""
    parser = argparse.ArgumentParser(description="Measure the light edition; prints JSON.")
    parser.add_argument("url", metavar="URL")
    parser.add_argument("--account", default="southwest")
    said = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        tab = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        found = visit(tab, said.url, said.account)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
