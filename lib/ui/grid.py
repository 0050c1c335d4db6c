"""A grid in words, a row a group and a column a kind, over the table of its numbers."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.ui.listing import Listing
from lib.ui.sections import finding
from lib.ui.tables import Columns, numbers_of


@dataclass(frozen=True)
class Grid:
    """A grid in words, and its numbers.

    :ivar caption: what stands below it.
    """

    title: str
    listing: Listing
    table: pd.DataFrame
    columns: Columns
    caption: str

    def show(self, key: str) -> None:
        """Draw the grid; its numbers are made once somebody unfolds them."""
        finding(self.title)
        self.listing.show(key)
        st.caption(self.caption)
        numbers_of(self.table, self.columns, key=key, alt=self.title)
