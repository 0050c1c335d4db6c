"""A chart: its finding, its picture, its text alternative and its numbers."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui.charts.plot import config
from lib.ui.columns import Columns
from lib.ui.sections import finding
from lib.ui.tables import numbers_of


@dataclass(frozen=True)
class Chart:
    """A chart, in the viewer's language.

    :ivar title: the finding in one sentence; it stands above the picture as text.
    :ivar alt: what the picture shows, for who can't see it.
    :ivar plot: the picture.
    :ivar table: the same numbers as rows.
    :ivar columns: what the table's columns are.
    :ivar caption: what else stands below the picture.
    """

    title: str
    alt: str
    plot: go.Figure
    table: pd.DataFrame
    columns: Columns
    caption: str | None = None

    def show(self, key: str) -> None:
        """Draw the chart; its numbers are made and sent only once somebody unfolds them.

        :param key: names the chart and its file; unique on the page.
        """
        finding(self.title)
        st.plotly_chart(self.plot, width="stretch", key=key, config=config(), alt=self.alt)
        if self.caption:
            st.caption(self.caption)
        numbers_of(self.table, self.columns, key=key, alt=self.title)
