"""Each page as it is looked at: nothing moves, nothing is cut or left unsaid, axe finds nothing.

A page is loaded twice, in each language, at each width and in light and dark once, and looked at in
the other width without loading it again; page by page it is the other language that is loaded at a
desk. On each load axe looks at one width: in light by all its rules, in dark by those of colors. So
all views and schemes come among the pages; with TEJIDO_AXE=all it looks at each.
"""

import os
import re
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Route

from tests.browser.conftest import DESK, PHONE, Open, Scheme, Server, settle, still
from tests.browser.profiles import Profiles
from tests.every_page import account_for, links

CASES = [(link, account_for(page)) for page, link in links("tx-houston")]
OF_AXE_ALONE = [
    # What a page shows only when it is chosen.
    ("priorities?view=choose", "national"),
    ("priorities?view=scenarios", "national"),
    ("priorities?view=regions", "national"),
    # The sentence for who is not signed in.
    ("", None),
]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
VIEWS = list(product(("en", "es"), (DESK, PHONE)))
ALL = os.environ.get("TEJIDO_AXE") == "all"
LOADED = [
    (path, account, language, (DESK, PHONE)[(n + second) % 2], SCHEMES[(n // 2 + second) % 2], n)
    for n, (path, account) in enumerate(CASES)
    for second, language in enumerate(("en", "es"))
]

Violation = tuple[str, str, list[Any]]
"""A rule of axe, what it asks for, and the first three elements that break it."""
OF_COLORS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colors."""
FOUND = """async rules => {
  const chosen = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
  const found = await axe.run(document, { resultTypes: ['violations'], ...chosen });
  return found.violations.map(one =>
    [one.id, one.help, one.nodes.slice(0, 3).map(each => each.target)]);
}"""

LEFT_OUT = re.compile(r"Traceback|Error:|\{[a-z_]+\}|\bnan\b|\bNone\b")
FITS = "() => document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth"
MOST_SHIFT = 0.1
"""Where the Core Web Vitals call a page good (web.dev/articles/cls)."""
LOADS = 3
SHIFTS = """() => new Promise(done => {
  const found = [];
  const note = entries => entries.forEach(one => {
    const moved = one.sources.map(each => {
      const part = each.node?.nodeType === 1 ? each.node : each.node?.parentElement;
      return part?.closest('[data-testid]')?.dataset.testid ?? String(part?.nodeName);
    });
    if (!one.hadRecentInput) found.push([one.value, ...new Set(moved)]);
  });
  const observer = new PerformanceObserver(list => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  // What was buffered is handed over in a task of its own.
  requestAnimationFrame(() => setTimeout(() => {
    note(observer.takeRecords());
    done(found);
  }));
})"""


def link_in(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize(("path", "account", "language", "width", "scheme", "n"), LOADED)
def test_a_page_is_whole_and_stays_where_it_is(
    open_page: Open,
    path: str,
    account: str | None,
    language: str,
    width: int,
    scheme: Scheme,
    n: int,
) -> None:
    page = _still(open_page, link_in(path, language), account, width, scheme)
    widths = (width, DESK + PHONE - width)
    for seen in widths:
        page.set_viewport_size({"width": seen, "height": 900})
        # What is too wide at first, while it is drawn anew, must not stay so.
        page.wait_for_function(FITS)
        text = page.get_by_test_id("stMain").inner_text()
        assert not LEFT_OUT.search(text), (seen, LEFT_OUT.search(text))
        # The shortest page is a table, which is drawn, below its title and what to do with it.
        assert len(text) > 120, seen
        if ALL:
            assert _in_both_schemes(page) == {"light": [], "dark": []}, seen
        elif seen == widths[n // 4 % 2]:
            _wait_for_ground(page, scheme)
            assert violations(page, () if scheme == "light" else OF_COLORS) == [], seen


def _still(open_page: Open, link: str, account: str | None, width: int, scheme: Scheme) -> Page:
    """A page that did not move while it came.

    A busy machine may show in two steps what arrives as one: it is a page's fault if each load
    moves.
    """
    loads = []
    for _load in range(LOADS):
        page = open_page(link, account, width=width, scheme=scheme)
        loads.append(_shifts(page))
        if sum(shift for shift, *_ in loads[-1]) < MOST_SHIFT:
            return page
        page.close()
    pytest.fail(f"it moved on each of {LOADS} loads: {loads}")


def _shifts(page: Page) -> list[tuple[float, str]]:
    """Each shift, and what moved in it."""
    found: list[tuple[float, str]] = page.evaluate(SHIFTS)
    return found


def test_nothing_moves_though_a_script_of_the_page_comes_late(
    every_profile: Profiles, server: Server
) -> None:
    # Streamlit's own, which draws whatever is HTML: the header's name, the list of committees.
    page = every_profile.page("southwest")
    page.set_viewport_size({"width": DESK, "height": 900})
    held: list[Route] = []
    page.route(re.compile(r"/Html\.[^/]*\.js"), lambda route: held.append(route))
    page.goto(f"{server.url}/committees")
    page.get_by_text("Who needs someone first").wait_for(state="attached")
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    assert held
    for route in held:
        route.continue_()
    page.get_by_role("table", name="Table of the committees").wait_for()
    still(page)
    shifts = _shifts(page)
    every_profile.tidy()
    assert sum(shift for shift, *_ in shifts) < MOST_SHIFT, shifts


@pytest.mark.parametrize(("n", "path", "account"), [(n, *c) for n, c in enumerate(OF_AXE_ALONE)])
def test_axe_finds_nothing_in_what_is_chosen(
    open_page: Open, n: int, path: str, account: str | None
) -> None:
    for language, width in VIEWS if ALL else [VIEWS[n % len(VIEWS)]]:
        page = open_page(link_in(path, language), account, width=width)
        assert _in_both_schemes(page) == {"light": [], "dark": []}, (language, width)


def _in_both_schemes(page: Page) -> dict[str, list[Violation]]:
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        _wait_for_ground(page, scheme)
        # A scheme changes colors alone: what else axe looks at, it has seen in the first.
        is_first = scheme == SCHEMES[0]
        found[scheme] = violations(page, () if is_first or ALL else OF_COLORS)
    return found


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
        assert violations(page) == [], scheme


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[Violation]:
    """What axe finds on a page, by some of its rules or by all."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[Any]] = page.evaluate(FOUND, list(rules))
    return [(rule, text, targets) for rule, text, targets in found]
