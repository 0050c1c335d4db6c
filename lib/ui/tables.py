"""Tables that sort, select and download."""

import pandas as pd
import streamlit as st
from streamlit.typing import DataframeState

from lib.ui.columns import Column, Columns, configuration, displayed
from lib.ui.downloads import download
from lib.ui.language import _

__all__ = ["Column", "Columns", "table"]


def table(
    frame: pd.DataFrame,
    columns: Columns,
    *,
    key: str,
    alt: str,
    choose: str | None = None,
    empty: str | None = None,
    height: int | None = None,
) -> str | None:
    """Draw a table and its download.

    :param frame: the rows; columns that are not described are not sent to the browser.
    :param columns: column → :class:`Column`, in the order to show.
    :param key: names the table and its file; unique on the page.
    :param alt: what the table is, for a screen reader.
    :param choose: a column of the frame; a row can be chosen and its value there is returned.
    :param empty: the sentence that stands for a table without rows.
    :return: the chosen row's value in column ``choose``, else ``None``.
    """
    if frame.empty:
        st.caption(empty or _("Nothing to show for this choice."))
        return None
    state = st.dataframe(
        displayed(frame, columns),
        hide_index=True,
        column_config=configuration(columns),
        key=key,
        alt=alt,
        height=height or "auto",
        on_select="rerun" if choose else "ignore",
        selection_mode="single-row",
    )
    download(frame, columns, key=key)
    if choose is None or not isinstance(state, DataframeState):
        return None
    rows = state["selection"]["rows"]
    # A selection can outlive the rows that it was made in.
    return str(frame[choose].iloc[rows[0]]) if rows and rows[0] < len(frame) else None
