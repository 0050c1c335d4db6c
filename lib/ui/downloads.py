"""Tables as CSV files."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib import again
from lib.access import file_offers
from lib.access import page_views as views
from lib.exchange.spreadsheets import csv_bytes
from lib.language import _, current, use
from lib.ui.columns import Columns, named

Finish = Callable[[pd.DataFrame], pd.DataFrame] | None
"""Adds to the rows of a file what takes too long for each run of a page; it reads nothing."""


def csv(frame: pd.DataFrame, columns: Columns, language: str, finish: Finish = None) -> bytes:
    """The described columns as a CSV file, but for the drawn ones, with names in a language.

    No spreadsheet runs a formula from it (:mod:`lib.exchange.spreadsheets`).
    """
    kept = {name: column for name, column in columns.items() if column.kind != "trend"}
    with use(language):
        table = named(finish(frame) if finish else frame, kept)
    table.columns = [columns[name].label for name in table.columns]
    # Whole numbers stay whole where some are missing.
    return csv_bytes(table.convert_dtypes())


def csv_later(frame: pd.DataFrame, columns: Columns, finish: Finish = None) -> Callable[[], bytes]:
    """The file still to be made, in the language of now: who makes it knows no viewer."""
    return partial(csv, frame, columns, current(), finish)


def download(frame: pd.DataFrame, columns: Columns, *, key: str, finish: Finish = None) -> None:
    """Draw a link that makes the CSV file when it is followed."""
    offer(
        _("Download as CSV"),
        csv_later(frame, columns, finish),
        key=f"{key}_csv",
        file_name=f"tejido-{key.replace('_', '-')}.csv",
        mime="text/csv; charset=utf-8",
        rows=len(frame),
    )


def offer(
    label: str, make: Callable[[], bytes], *, key: str, file_name: str, mime: str, rows: int
) -> None:
    """Draw a link to a file for this session alone; fetching it is recorded.

    :param make: makes the file, in a thread that knows no page, viewer or language.
    :param key: names the link; unique on the page.
    :param rows: how many rows the file has, for the audit.
    """

    def address() -> str:
        return file_offers.offer(
            make, key=key, file_name=file_name, mime=mime, rows=rows, page=views.page()
        )

    def link(to: str) -> None:
        st.link_button(label, to, icon=":material/download:", type="tertiary", key=key)

    again.own(address, link, _lead_to)


def _lead_to(message: ForwardMsg, address: str) -> None:
    message.delta.new_element.link_button.url = address
