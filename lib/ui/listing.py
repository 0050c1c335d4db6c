"""Lists that are read aloud, printed and opened by keyboard: real tables, cards on a phone.

``st.dataframe`` draws on a canvas: only rows in view are there for a screen reader or on paper, and
no key opens one. Here each row is in the page, and a link that covers it leads where it leads.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit as st

from lib.ui.templates import templates

_TABLE = templates(Path(__file__).parent).get_template("listing.html")


@dataclass(frozen=True)
class Cell:
    """A cell, in the viewer's language.

    :ivar text: what it says; an empty one is left out of a card.
    :ivar notes: what stands below it, smaller, a line each.
    """

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row; its first cell names it.

    :ivar href: where the whole row leads, an address relative to the page's or, to another host,
        an https one; ``None``: nowhere.
    """

    cells: tuple[Cell, ...]
    href: str | None = None

    @property
    def leads_out(self) -> bool:
        """Whether the row leads to another host: in a window of its own, which knows no page."""
        return self.href is not None and self.href.startswith("https://")


@dataclass(frozen=True)
class Listing:
    """A list, in the viewer's language.

    :ivar headers: of the columns.
    :ivar alt: what the list is, for a screen reader.
    :ivar is_comparison: columns are what is compared: they stay beside each other on a phone.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    alt: str
    is_comparison: bool = False

    def show(self, key: str) -> None:  # noqa: ARG002 - as everything that a figure is made into
        """Draw the list."""
        st.html(self.html)

    @cached_property
    def html(self) -> str:
        """The list as a piece of a page, made once for all who are shown the same list."""
        return _TABLE.render(listing=self)
