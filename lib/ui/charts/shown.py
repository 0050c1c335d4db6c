"""Drawing a figure with its finding, its text alternative and its numbers."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui.charts.figure import config
from lib.ui.columns import Columns, configuration, displayed
from lib.ui.downloads import download
from lib.ui.language import _


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
    _numbers(table, columns, key)


@st.fragment
def _numbers(table: pd.DataFrame, columns: Columns, key: str) -> None:
    """The figure's numbers, made and sent only once somebody opens them."""
    with st.expander(
        _("The numbers"), key=f"{key}_numbers", type="compact", on_change="rerun"
    ) as numbers:
        if numbers.open:
            st.dataframe(
                displayed(table, columns), hide_index=True, column_config=configuration(columns)
            )
            download(table, columns, key=key)
