"""The headings of a page: one of the first level, and no level left out on the way down.

Every page is held to it where it is opened anyway, in ``test_pages.py``.
"""

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1.element_tree import Block

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


def test_a_jump_is_seen() -> None:
    assert jumps([1, 2, 3, 2, 3, 3, 1]) == []
    assert jumps([1, 3, 2, 4]) == [(1, 3), (2, 4)]
