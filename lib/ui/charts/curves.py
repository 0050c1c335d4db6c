"""Completion curves with their bands, by days since enrolling."""

from collections.abc import Mapping
from typing import TypeVar

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.ui.charts.plot import HEIGHT, LEGEND, Trace, axis, dash, numbers, plot
from lib.ui.palette import TEXT, series_color

_BAND = 0.16
"""Opacity of a band: two of them, one over the other, are still told apart."""
_LEGEND_LINE = 22
"""Pixels of a name in the legend, each on a line of its own: names of courses are long."""


Code = TypeVar("Code")


def completion_curves(frame: pd.DataFrame, names: Mapping[Code, str], *, group: str) -> go.Figure:
    """A line a group, each with a dash of its own, over its band.

    :param frame: one row a group and day: the group, ``day`` (days since enrolling) and the
        ratios ``completed``, ``low``, ``high``; null where too few are followed: nothing is drawn.
    :param names: the groups to draw, in this order → their names.
    """
    drawn = [
        frame[(frame[group] == code) & frame["completed"].notna()].sort_values("day")
        for code in names
    ]
    traces = [_band(rows, position) for position, rows in enumerate(drawn)]
    traces += [
        _line(rows, name, position)
        for position, (rows, name) in enumerate(zip(drawn, names.values(), strict=True))
    ]
    return plot(
        traces,
        height=HEIGHT + 24 + _LEGEND_LINE * len(names),
        showlegend=True,
        legend=LEGEND | {"orientation": "v", "y": -0.2, "yanchor": "top"},
        xaxis=axis(
            title={"text": _("Days since enrolling"), "font": {"color": TEXT}},
            rangemode="tozero",
            dtick=30,
            tick0=0,
        ),
        yaxis=axis(range=[0, 1.02], tickformat=".0%", nticks=5),
    )


def _band(rows: pd.DataFrame, position: int) -> Trace:
    day = rows["day"].tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "x": day + day[::-1],
        "y": numbers(pd.concat([rows["high"], rows["low"][::-1]]).round(4)),
        "fill": "toself",
        "fillcolor": series_color(position),
        "line": {"width": 0},
        "opacity": _BAND,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _line(rows: pd.DataFrame, name: str, position: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["day"].tolist(),
        "y": numbers(rows["completed"].round(4)),
        "line": {
            "color": series_color(position),
            "width": 2.5,
            "dash": dash(position),
        },
        "hovertemplate": "%{y:.0%}",
    }
