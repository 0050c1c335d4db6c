"""Tables as CSV files."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from lib.exchange.spreadsheets import csv_bytes
from lib.ui.columns import Columns, named
from lib.ui.language import _, current, use


def csv(frame: pd.DataFrame, columns: Columns, language: str) -> bytes:
    """The described columns as a CSV file, but for the drawn ones, with names in a language.

    No spreadsheet runs a formula from it (:mod:`lib.exchange.spreadsheets`).
    """
    kept = {name: column for name, column in columns.items() if column.kind != "trend"}
    with use(language):
        table = named(frame, kept)
    table.columns = [columns[name].label for name in table.columns]
    # Whole numbers stay whole where some are missing.
    return csv_bytes(table.convert_dtypes())


def csv_later(frame: pd.DataFrame, columns: Columns) -> Callable[[], bytes]:
    """The file still to be made, in the language of now: a button's thread knows no viewer."""
    return partial(csv, frame, columns, current())


def download(frame: pd.DataFrame, columns: Columns, *, key: str) -> None:
    """Draw a button that makes the CSV file when it is pressed."""
    st.download_button(
        _("Download as CSV"),
        csv_later(frame, columns),
        file_name=f"tejido-{key.replace('_', '-')}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=f"{key}_csv",
    )
