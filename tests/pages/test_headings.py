"""The headings of every page: one of the first level, and no level left out on the way down."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1.element_tree import Block

from lib.pages import HOME, PAGES
from tests.every_page import account_for
from tests.pages.conftest import Visit

pytestmark = pytest.mark.slow

HOUSTON = "tx-houston"
IN_HTML = re.compile(r"<h([1-6])\b")


def levels(node: Any) -> Iterator[int]:
    """The levels of headings below a part of a page, from top to bottom."""
    if isinstance(node, Block):
        for child in node.children.values():
            yield from levels(child)
    elif node.type == "html":
        yield from map(int, IN_HTML.findall(node.proto.body))
    elif hasattr(node, "tag"):
        yield int(node.tag[1])


def jumps(found: list[int]) -> list[tuple[int, int]]:
    """Where a heading is more than one level below the one before."""
    return [
        (above, here) for above, here in zip(found, found[1:], strict=False) if here > above + 1
    ]


@pytest.mark.parametrize("script", [page.script for page in PAGES if page is not HOME])
def test_headings_go_down_in_steps(visit: Visit, script: str) -> None:
    page = next(each for each in PAGES if each.script == script)
    query = {page.needs: HOUSTON} if page.needs else {}
    seen = visit(script, account_for(page), **query)
    assert not seen.exception
    found = list(levels(seen.main))
    assert found[:1] == [1]
    assert found.count(1) == 1
    assert jumps(found) == []


def test_a_jump_is_seen() -> None:
    assert jumps([1, 2, 3, 2, 3, 3, 1]) == []
    assert jumps([1, 3, 2, 4]) == [(1, 3), (2, 4)]
