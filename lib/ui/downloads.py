"""Tables as CSV files."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib.ui.columns import Columns, named
from lib.ui.language import _

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV Injection)."""


def csv(frame: pd.DataFrame, columns: Columns) -> bytes:
    """The described columns as CSV, with headers and names in the viewer's language.

    UTF-8 with a byte order mark, without which Excel garbles accents. A text that a spreadsheet
    would run as a formula gets an apostrophe in front; numbers are left alone.
    """
    # Whole numbers stay whole where some are missing.
    table = named(frame, columns).convert_dtypes()
    for name in table.columns:
        if not pd.api.types.is_numeric_dtype(table[name]):
            table[name] = table[name].astype(object).map(harmless)
    table.columns = [harmless(columns[name].label) for name in table.columns]
    return str(table.to_csv(index=False)).encode("utf-8-sig")


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def download(frame: pd.DataFrame, columns: Columns, *, key: str) -> None:
    """Draw a button that makes the CSV file when it is pressed."""
    st.download_button(
        _("Download as CSV"),
        partial(csv, frame, columns),
        file_name=f"tejido-{key.replace('_', '-')}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"{key}_csv",
    )
