"""Charts are drawn once each: those that are seen first, the others while nothing else happens."""

from collections import Counter
from itertools import pairwise
from typing import Any

from tests.browser.conftest import DESK, Server
from tests.browser.profiles import Profiles

NOTE_DRAWINGS = """(() => {
  window.drawings = [];
  Object.defineProperty(HTMLElement.prototype, "emit", {
    configurable: true,
    set(emit) {
      const noted = (what, ...rest) => {
        if (what === "plotly_afterplot") window.drawings.push({
          id: this.closest(".stPrintGraphic").className.match(/st-key-(\\S+)/)[1],
          top: this.getBoundingClientRect().top,
          at: performance.now(),
        });
        return emit(what, ...rest);
      };
      Object.defineProperty(this, "emit", { value: noted, writable: true, configurable: true });
    },
  });
})()"""
"""Plotly gives each chart a way to tell what happened to it, and tells that it was drawn."""
ALL_DRAWN = """() => [...document.querySelectorAll(".stPrintGraphic")]
  .every((chart) => chart.querySelector(".main-svg"))"""
REST_MS = 300
HEIGHT = 900


def test_each_chart_is_drawn_once_and_none_that_is_not_seen_before_the_page_is_calm(
    every_profile: Profiles, server: Server
) -> None:
    page = every_profile.page("southwest")
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    page.add_init_script(NOTE_DRAWINGS)
    page.goto(f"{server.url}/response")
    page.get_by_role("heading", level=2).first.wait_for()
    page.wait_for_function(f"() => window.drawings.length && ({ALL_DRAWN})()")
    page.wait_for_timeout(2 * REST_MS)
    drawings: list[dict[str, Any]] = page.evaluate("window.drawings")
    times = Counter(each["id"] for each in drawings)
    # The page has seven. Some are drawn again to make room for their labels, most are not.
    assert sum(each == 1 for each in times.values()) >= 4
    unseen = [each for each in drawings if each["top"] >= HEIGHT]
    assert len(unseen) >= 4
    seen = [each["at"] for each in drawings if each not in unseen]
    assert max(seen, default=0) < min(each["at"] for each in unseen)
    first = {each["id"]: each["at"] for each in reversed(unseen)}
    gaps = [later - earlier for earlier, later in pairwise(sorted(first.values()))]
    assert min(gaps) >= REST_MS


def test_a_chart_is_drawn_as_soon_as_who_scrolls_comes_near(
    every_profile: Profiles, server: Server
) -> None:
    page = every_profile.page("southwest")
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    # Nothing is drawn because nothing else happens: something always does.
    page.add_init_script(
        "setInterval(() => document.body?.append(document.createElement('template')), 100)"
    )
    page.goto(f"{server.url}/response")
    last = page.locator(".stPrintGraphic").last
    last.wait_for(state="attached")
    page.wait_for_timeout(3 * REST_MS)
    assert page.locator(".stPrintGraphic .main-svg").count() == 0
    room = last.evaluate("e => e.clientHeight")
    # A fifth of a screen below what is seen.
    last.evaluate(
        "e => document.querySelector('[data-testid=stMain]').scrollBy(0,"
        " e.getBoundingClientRect().top - 1.2 * innerHeight)"
    )
    last.locator(".main-svg").first.wait_for()
    # What stands around it has not moved.
    assert last.evaluate("e => e.clientHeight") == room
