"""Drawing the map, and the committee that was chosen on it."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui.charts.figure import config
from lib.ui.columns import Columns
from lib.ui.tables import numbers_of


def draw(
    figure: go.Figure, *, title: str, alt: str, table: pd.DataFrame, columns: Columns, key: str
) -> str | None:
    """Draw a map with its finding, its text alternative and its numbers.

    The parameters are those of :func:`lib.ui.charts.show`.

    :return: the ``committee_id`` of the point that was chosen, if one was.
    """
    st.subheader(title, anchor=False)
    state = st.plotly_chart(
        figure,
        width="stretch",
        key=key,
        on_select="rerun",
        selection_mode="points",
        config=config(topojsonURL=shapes_url()),
        alt=alt,
    )
    numbers_of(table, columns, key=key, alt=title)
    return chosen(state["selection"]["points"])


def shapes_url() -> str:
    """Where the browser fetches the shapes that Tejido serves (:mod:`lib.ui.maps.fetch_shapes`)."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/app/static/topojson/" if base else "/app/static/topojson/"


def chosen(points: list[dict[str, Any]]) -> str | None:
    """The committee of the first chosen point that has one; states have none."""
    for point in points:
        data = point.get("customdata")
        if data:
            return str(data[0] if isinstance(data, list) else data)
    return None
