"""What a mapping demands of the cells of a row: that they are one of some texts."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lib.exchange.header import Cells, Header
from lib.reference.names import plain

Holds = Callable[[Cells], bool]

_CACHED = 10_000


def conditions(header: Header, wanted: Mapping[str, Sequence[str]], needed_by: str) -> list[Holds]:
    """For each column whether a row has one of its texts there; ``""`` is an empty cell.

    Of a cell with several values one is enough. Spelling counts for nothing.

    :raises NotImportable: if the header lacks a column.
    """
    return [_one_of(header, name, texts, needed_by) for name, texts in wanted.items()]


def _one_of(header: Header, name: str, texts: Sequence[str], needed_by: str) -> Holds:
    values = header.pick_values([name], needed_by)
    exact = {text.strip() for text in texts}
    alike = {plain(text) for text in exact if text}
    empty_counts = "" in exact

    @lru_cache(_CACHED)
    def is_one(value: str) -> bool:
        return value in exact or plain(value) in alike

    def holds(cells: Cells) -> bool:
        present = values(cells)
        return any(map(is_one, present)) if present else empty_counts

    return holds


def chooser(
    header: Header, name: str, values: Mapping[str, Any], needed_by: str
) -> Callable[[Cells], Any]:
    """A function from a row to what is given for its text in a column; none where nothing is.

    :raises NotImportable: if the header lacks the column.
    """
    pick = header.pick([name], needed_by)
    exact = {text.strip(): value for text, value in values.items()}
    alike = {plain(text): value for text, value in exact.items() if text}

    def choose(cells: Cells) -> Any:
        text = pick(cells) or ""
        return exact[text] if text in exact else alike.get(plain(text))

    return choose
