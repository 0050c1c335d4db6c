"""From page to page in Chromium, on several running servers in turns.

    python -m tests.benchmarks.page_switch URL [URL …] [--rounds 5] [--account national]

A switch lasts from the click on a page in the navigation until its title stands, every chart of
the first screen is drawn, the script has ended and three frames in a row find it so. The first
round, in which each page is drawn for the first time, does not count. Prints JSON: of each server
the median of all switches and of those to each page, in milliseconds.
"""

import argparse
import json
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from lib.access.demo_accounts import PASSWORD
from tests.benchmarks.chromium import launched

PAGES = ("committees", "response", "training", "priorities")
"""Pages with charts that every version has had."""
WAIT_MS = 90_000
BETWEEN_MS = 700
_SWITCH = """async (page) => {
  const links = [...document.querySelectorAll('[data-testid=stSidebarNavLink]')];
  const title = () => document.querySelector('h1')?.innerText;
  const isDrawn = (chart) =>
    chart.getBoundingClientRect().top >= innerHeight || chart.querySelector('.main-svg');
  const before = title(), begun = performance.now();
  links.find((link) => new URL(link.href).pathname.endsWith('/' + page)).click();
  await new Promise((done) => {
    let calm = 0;
    const look = () => {
      const app = document.querySelector('[data-testid=stApp]');
      const stands = app?.getAttribute('data-test-script-state') === 'notRunning'
        && title() && title() !== before
        && [...document.querySelectorAll('.stPrintGraphic, .stPlotlyChart')].every(isDrawn);
      calm = stands ? calm + 1 : 0;
      calm === 3 ? done() : requestAnimationFrame(look);
    };
    look();
  });
  return performance.now() - begun;
}"""


def signed_in(browser: Browser, url: str, account: str) -> Page:
    """A tab on the first page of an account of the demo."""
    tab = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US").new_page()
    tab.set_default_timeout(WAIT_MS)
    tab.goto(url)
    tab.locator('input[autocomplete="username"], input[type="text"]').first.fill(account)
    tab.locator('input[type="password"]').fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.locator(".js-plotly-plot .main-svg").first.wait_for()
    return tab


def switches(tabs: dict[str, Page], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Go through the pages on one server after the other, first the first, then the last.

    :return: of each server and page what each switch to it took, in milliseconds.
    """
    taken = {url: {page: list[float]() for page in PAGES} for url in tabs}
    for nth in range(rounds + 1):
        for url in list(tabs) if nth % 2 else list(tabs)[::-1]:
            for page in PAGES:
                milliseconds = tabs[url].evaluate(_SWITCH, page)
                tabs[url].wait_for_timeout(BETWEEN_MS)
                if nth:
                    taken[url][page].append(milliseconds)
    return taken


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure switches of pages; prints JSON.")
    parser.add_argument("urls", metavar="URL", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--account", default="national")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        # A browser each: two tabs of one share its process.
        tabs = {url: signed_in(launched(playwright), url, options.account) for url in options.urls}
        taken = switches(tabs, options.rounds)
    told = {
        url: {
            "all": round(median(ms for each in pages.values() for ms in each)),
            **{page: round(median(each)) for page, each in pages.items()},
        }
        for url, pages in taken.items()
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
