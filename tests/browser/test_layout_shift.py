"""Nothing on a page moves once it is there: its cumulative layout shift is below 0.1."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Open
from tests.every_page import account_for, links

MOST = 0.1
"""Where the Core Web Vitals call a page good (web.dev/articles/cls)."""
LOADS = 3
CASES = [(link, account_for(page)) for page, link in links("tx-houston")]

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


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(("path", "account"), CASES)
def test_nothing_moves_once_it_is_there(
    open_page: Open, path: str, account: str | None, width: int
) -> None:
    # A busy machine may show in two steps what arrives as one: it is a page's fault if each load
    # moves.
    loads = []
    for _load in range(LOADS):
        loads.append(_shifts(open_page(path, account, width=width)))
        if sum(shift for shift, *_ in loads[-1]) < MOST:
            return
    pytest.fail(f"it moved on each of {LOADS} loads: {loads}")


def _shifts(page: Page) -> list[tuple[float, str]]:
    """Each shift, and what moved in it."""
    found: list[tuple[float, str]] = page.evaluate(SHIFTS)
    return found
