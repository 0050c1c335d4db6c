"""A first visit: its bytes, and when words, figures and a chart stand on a slow connection.

    python -m tests.benchmarks.first_visit URL [URL …] [--account national] [--page this_week]
        [--strip FILE.webp]

Each server is visited by a browser that has nothing of it, at 50 KB/s with 300 ms of latency, as
Chromium holds a page to it; of two versions each serves an address of its own. Prints JSON.
``--strip`` puts what a phone shows at some moments side by side into a picture.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lib.access.demo_accounts import PASSWORD
from tests.benchmarks.chromium import launched
from tests.benchmarks.film import Film

SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
WAIT_MS = 300_000
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SEEN = """() => {
  window.seenAt = {};
  const marks = { figures: "#root h2", chart: ".js-plotly-plot .main-svg" };
  const look = () => {
    for (const [name, selector] of Object.entries(marks))
      if (!(name in seenAt) && document.querySelector(selector)?.checkVisibility())
        seenAt[name] = Math.round(performance.now());
    requestAnimationFrame(look);
  };
  look();
}"""


def visit(
    browser: Browser, url: str, page: str, account: str | None, film: Film | None = None
) -> dict[str, Any]:
    """Visit a page for the first time, slowly.

    :param film: takes pictures meanwhile, on a phone.
    :return: ``bytes``, ``requests`` and milliseconds from the first request to what is read first
        (``words``), to the first heading of figures and, where there is one, to the first chart.
    """
    view = DESK if film is None else PHONE
    context = _fresh(browser, url, account, view)
    tab = context.new_page()
    session, sizes = context.new_cdp_session(tab), list[float]()
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    tab.add_init_script(f"({SEEN})()")
    tab.goto(f"{url}/{page}", timeout=WAIT_MS, wait_until="commit")
    if film is not None:
        film.take(tab, session)
    # On a phone charts are folded.
    seen = _seen(tab, "chart" if page == "this_week" and film is None else "figures")
    tab.wait_for_load_state("networkidle", timeout=WAIT_MS)
    context.close()
    return {"bytes": round(sum(sizes)), "requests": len(sizes), "milliseconds": seen}


def _seen(tab: Page, last: str) -> dict[str, int]:
    tab.wait_for_function(f"() => '{last}' in window.seenAt", timeout=WAIT_MS)
    words = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return {"words": round(tab.evaluate(words)), **tab.evaluate("() => window.seenAt")}


def _sign_in(context: BrowserContext, url: str, account: str) -> None:
    tab = context.new_page()
    tab.goto(f"{url}/sign-in")
    tab.locator('input[autocomplete="username"]').fill(account)
    tab.locator('input[type="password"]').fill(PASSWORD)
    tab.locator('form[action*="/sign-in"] button').click()
    tab.get_by_test_id("stApp").wait_for(timeout=WAIT_MS)


def _fresh(browser: Browser, url: str, account: str | None, view: dict[str, int]) -> BrowserContext:
    """A browser that is signed in, and has nothing of what that fetched."""
    fresh = browser.new_context(viewport=view, locale="en-US")  # type: ignore[arg-type]
    if account:
        other = browser.new_context(viewport=view, locale="en-US")  # type: ignore[arg-type]
        _sign_in(other, url, account)
        fresh.add_cookies(other.cookies())  # type: ignore[arg-type]
        other.close()
    return fresh


def main() -> None:
    """Visit, and print."""
    parser = argparse.ArgumentParser(description="Measure first visits; prints JSON.")
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--page", default="this_week")
    parser.add_argument("--account", default="national", help="empty for nobody's")
    parser.add_argument("--strip", type=Path, help="a picture of what the last URL showed")
    said = parser.parse_args()
    film = Film() if said.strip else None
    with sync_playwright() as playwright:
        browser = launched(playwright)
        found = {
            url: visit(browser, url, said.page, said.account or None, film) for url in said.urls
        }
    if film is not None:
        film.write(said.strip)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
