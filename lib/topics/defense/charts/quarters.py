"""Cases opened and closed by quarter: the middle of each class, and a line to its ends."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.measures.defense import middle
from lib.topics.defense.words import told_each
from lib.ui.charts.plot import axis, days, numbers, plot
from lib.ui.palette import series_color

_SHAPES = ("circle", "diamond")
_APART_DAYS = 9
"""Half of what the two points of a quarter stand apart."""
_TICKS = 6


def quarter_points(frame: pd.DataFrame, series: Mapping[str, str]) -> go.Figure:
    """A point a quarter and series, with a line from the least to the most.

    :param frame: one row a ``quarter_start``: its ``name`` and, of each series, the class.
    :param series: prefix of the class's columns → name.
    """
    traces = []
    for place, (prefix, name) in enumerate(series.items()):
        at = middle(frame, prefix)
        shift = pd.Timedelta(days=_APART_DAYS * (2 * place - 1))
        texts = zip(frame["name"], told_each(frame, prefix), strict=True)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": days(frame["quarter_start"] + shift),
                "y": numbers(at),
                "error_y": {
                    "type": "data",
                    "array": numbers(frame[f"{prefix}at_most"] - at),
                    "arrayminus": numbers(at - frame[f"{prefix}at_least"]),
                    "color": series_color(place),
                    "thickness": 1.5,
                    "width": 4,
                },
                "marker": {"symbol": _SHAPES[place], "size": 10, "color": series_color(place)},
                "line": {"color": series_color(place), "width": 1, "dash": "dot"},
                "hovertext": [f"{when}: {name}: {text}" for when, text in texts],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    ticks = frame.iloc[:: -(-len(frame) // _TICKS)]
    return plot(
        traces,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(
            type="date", tickvals=days(ticks["quarter_start"]), ticktext=ticks["name"].tolist()
        ),
        yaxis=axis(rangemode="tozero", nticks=5),
    )
