"""Rows of numbers as a plain table, each cell written as the viewer's language writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.language import formats
from lib.ui.columns import Column, Columns, displayed
from lib.ui.listing import Listing

_NUMBERS = {"number", "decimal", "change", "percent", "bar", "minutes"}
_LEFT_OUT = {"trend", "link"}
"""Kinds of columns that are no words."""


@dataclass(frozen=True)
class Grid:
    """A plain table.

    :ivar numbers: of the columns, whether each is one of numbers.
    :ivar left: how many rows more there are.
    """

    headers: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 0


def grid(frame: pd.DataFrame, columns: Columns, most: int) -> Grid:
    """The first rows of a frame.

    :param columns: what its columns are, in their order.
    """
    described = {
        name: column
        for name, column in columns.items()
        if name in frame and column.kind not in _LEFT_OUT
    }
    first = frame.head(most)
    written = [_column(first[name], name, column) for name, column in described.items()]
    return Grid(
        headers=tuple(column.label for column in described.values()),
        numbers=tuple(column.kind in _NUMBERS for column in described.values()),
        rows=tuple(zip(*written, strict=True)),
        left=len(frame) - len(first),
    )


def of_listing(listing: Listing) -> Grid:
    """A list that compares: its first column names, the others are numbers."""
    return Grid(
        headers=listing.headers,
        numbers=tuple(position > 0 for position in range(len(listing.headers))),
        rows=tuple(tuple(cell.text for cell in row.cells) for row in listing.rows),
    )


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "number": formats.number,
    "decimal": lambda value: formats.number(value, 1),
    "change": formats.change,
    "percent": formats.percent,
    "bar": formats.percent,
    "minutes": formats.minutes,
    "date": formats.day,
    "month": formats.month,
    "moment": formats.moment,
    "flag": lambda value: "✓" if value else "",
}


def _column(values: "pd.Series[Any]", name: str, column: Column) -> list[str]:
    write = _WRITTEN.get(column.kind)
    if write is not None:
        return [formats.NO_DATA if pd.isna(value) else write(value) for value in values]
    # Codes by their names, with their signs.
    named = displayed(values.to_frame(), {name: column})[name]
    return [formats.NO_DATA if formats.is_missing(value) else str(value) for value in named]
