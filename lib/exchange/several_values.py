"""Cells that hold several values, and columns of which each stands for one."""

from collections.abc import Callable, Mapping
from typing import Any

from lib.exchange.errors import Rejected
from lib.exchange.header import Cells, Header

_YES = frozenset(("1", "1.0", "true", "t", "yes", "y", "x", "si", "sí", "on", "checked", "✓", "✔"))

Values = Callable[[Cells], list[str]]
Knows = Callable[[str], bool]


def marked(header: Header, columns: Mapping[str, str], needed_by: str) -> Values:
    """A function from a row to the texts of those columns in which it says yes.

    :raises NotImportable: if the header lacks a column.
    """
    picks = [(header.pick([name], needed_by), text) for name, text in columns.items()]

    def values(cells: Cells) -> list[str]:
        return [text for pick, text in picks if (pick(cells) or "").casefold() in _YES]

    return values


def one_of_them(
    column: str,
    values: Values,
    knows: Knows,
    step: Callable[[str | None], Any],
    remember: Callable[[Callable[..., Any]], Callable[..., Any]],
    *,
    all_mean: bool,
    first: bool,
) -> Callable[[Cells], Any]:
    """A function from a row to the one value of a column that several texts of it give.

    :param knows: whether a text is one of those that the column is about.
    :param step: what becomes of a text.
    :param remember: keeps what is made of texts, and what is noted of it.
    :param all_mean: whether the column is about all texts, where it knows none.
    :param first: whether the first counts where they differ; otherwise the row is rejected.
    """

    @remember
    def chosen(texts: tuple[str, ...]) -> Any:
        meant = [text for text in texts if knows(text)] or (texts if all_mean else ())
        results = list(dict.fromkeys(step(text) for text in meant))
        if not results:
            return step(None)
        if len(results) > 1 and not first:
            listed = ", ".join(map(repr, meant))
            raise Rejected(column, f"has several values: {listed}; say which one counts")
        return results[0]

    return lambda cells: chosen(tuple(values(cells)))
