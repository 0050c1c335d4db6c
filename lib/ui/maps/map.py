"""A map: its finding, its picture, its numbers, and the committee that was chosen on it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.access.prefix import here
from lib.ui.charts.plot import config
from lib.ui.columns import Columns
from lib.ui.sections import finding
from lib.ui.tables import numbers_of


@dataclass(frozen=True)
class Map:
    """A map, in the viewer's language; other attributes are those of :class:`lib.ui.charts.Chart`.

    :ivar notes: sentences below it; an empty one is left out.
    """

    title: str
    alt: str
    plot: go.Figure
    table: pd.DataFrame
    columns: Columns
    notes: tuple[str, ...] = ()

    def show(self, key: str) -> str | None:
        """Draw the map and what is noted below it.

        :param key: names the map and its file; unique on the page.
        :return: the ``committee_id`` of the point that was chosen, if one was.
        """
        finding(self.title)
        state = st.plotly_chart(
            self.plot,
            width="stretch",
            key=key,
            on_select="rerun",
            selection_mode="points",
            config=config(topojsonURL=shapes_url()),
            alt=self.alt,
        )
        numbers_of(self.table, self.columns, key=key, alt=self.title)
        for note in filter(None, self.notes):
            st.caption(note)
        return chosen(state["selection"]["points"])


def shapes_url() -> str:
    """Where the browser fetches the shapes of :mod:`lib.reference.shapes`."""
    return here("/app/static/topojson/")


def chosen(points: list[dict[str, Any]]) -> str | None:
    """The committee of the first chosen point that has one; states have none."""
    for point in points:
        data = point.get("customdata")
        if data:
            return str(data[0] if isinstance(data, list) else data)
    return None
