"""Rows as wide as their header: Excel leaves empty cells at the end out, or adds some."""

from collections.abc import Sequence

Cells = list[str]


def is_blank(cells: Sequence[str]) -> bool:
    """Whether nothing stands in a row: an empty line, or delimiters alone."""
    return not any(cell.strip() for cell in cells)


def fitted(cells: Cells, width: int) -> Cells:
    """The row with empty cells at its end where some lack, and without empty ones too many.

    A surplus cell with a text stays: whoever reads the row refuses it.
    """
    surplus = len(cells) - width
    if surplus <= 0:
        return cells + [""] * -surplus
    return cells[:width] if is_blank(cells[width:]) else cells
