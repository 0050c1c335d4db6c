"""Drawing a figure with its finding, its text alternative and its numbers."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui.charts.figure import config
from lib.ui.columns import Columns
from lib.ui.tables import numbers_of


def show(
    figure: go.Figure,
    *,
    title: str,
    alt: str,
    table: pd.DataFrame,
    columns: Columns,
    key: str,
    caption: str | None = None,
) -> None:
    """Draw a figure.

    :param title: the finding in one sentence; it stands above the figure as text.
    :param alt: what the figure shows, for who can't see it.
    :param table: the same numbers as rows.
    :param columns: what the table's columns are.
    :param key: names the figure and its file; unique on the page.
    :param caption: the figure's two clocks, or what else stands below it.
    """
    st.subheader(title, anchor=False)
    st.plotly_chart(figure, width="stretch", key=key, config=config(), alt=alt)
    if caption:
        st.caption(caption)
    numbers_of(table, columns, key=key, alt=title)
