"""The figure of the map."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.figure import LEGEND, Trace, figure
from lib.ui.formats import number, percent
from lib.ui.maps.geography import MAINLAND, apart_in, layout_of, subplots_of
from lib.ui.maps.layers import committees, keys, shading, spread
from lib.ui.palette import SEQUENTIAL, TEXT

HEIGHT = 430
_FEW = 5
_NO_POINTS = pd.DataFrame(
    columns=["committee_id", "latitude", "longitude", "usps", "status", "hover"]
)


def us_map(
    states: pd.DataFrame,
    points: pd.DataFrame | None = None,
    *,
    value_name: str,
    as_percent: bool = False,
    country: bool = True,
) -> go.Figure:
    """A map of states and committees.

    :param states: one row a state, with columns ``usps`` (postal abbreviation), ``name`` and
        ``value``; a null value is drawn as no data, which is not zero.
    :param points: one row a committee, with columns ``committee_id``, ``latitude``, ``longitude``,
        ``usps``, ``status`` and ``hover`` (the text over the point). Committees of one place are
        spread around it.
    :param value_name: what the states are shaded by: the title of the colour scale.
    :param as_percent: the values are ratios.
    :param country: ``False`` draws only the states given, as large as they fit.
    """
    located = _NO_POINTS if points is None else points
    subplots = subplots_of(set(states["usps"]), country)
    traces: list[Trace] = []
    for subplot in dict.fromkeys((MAINLAND, *subplots.values())):
        here = states[states["usps"].map(subplots).fillna(MAINLAND) == subplot]
        traces += shading(here, subplot, percent if as_percent else number)
    for subplot in dict.fromkeys((MAINLAND, *subplots.values())):
        here = located[located["usps"].map(subplots).fillna(MAINLAND) == subplot]
        traces += committees(spread(here, apart_in(subplot, subplots, country)), subplot)
    traces += keys(list(located["status"].unique()), no_data=bool(states["value"].isna().any()))
    return figure(
        traces,
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
        # Any truthy mode but "pan", so that a finger dragged over the map scrolls the page.
        dragmode="zoom",
        legend=LEGEND | {"y": 1.0},
        coloraxis=_color_axis(states["value"], value_name, as_percent),
        **layout_of(set(states["usps"]), subplots, country),
    )


def _color_axis(values: "pd.Series[Any]", title: str, as_percent: bool) -> dict[str, Any]:
    """The scale from zero to the greatest value, under the map."""
    greatest = values.max() if values.notna().any() else 1
    bar: dict[str, Any] = {
        "title": {"text": title, "side": "top", "font": {"color": TEXT, "size": 13}},
        "tickfont": {"color": TEXT},
        "orientation": "h",
        "thickness": 10,
        "len": 0.5,
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "xpad": 0,
        "tickformat": ".0%" if as_percent else ",~f",
        "nticks": 4,
    }
    if not as_percent and greatest <= _FEW:
        bar |= {"dtick": 1}
    steps = len(SEQUENTIAL) - 1
    return {
        "colorscale": [[position / steps, color] for position, color in enumerate(SEQUENTIAL)],
        "cmin": 0,
        "cmax": max(greatest, 0.01 if as_percent else 1),
        "colorbar": bar,
    }
