"""Lines over months, each named where it ends."""

from collections.abc import Mapping
from math import inf

import pandas as pd
import plotly.graph_objects as go

from lib.measures.labelling import apart
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, count_ticks, dash, days, numbers, plot
from lib.ui.charts.weeks import mondays
from lib.ui.palette import series_color

_MARGIN, _NAME = 92, 13
"""Pixels for the names, and letters of a line of one."""
_APART = 0.1
"""Of the axis: closer names would lie on each other."""


def labelled_lines(frame: pd.DataFrame, series: Mapping[str, str], *, x: str) -> go.Figure:
    """Lines over dates, each with its name at its newest number instead of a legend.

    :param frame: one row a date, in order; a column of numbers a series, null where nothing is
        shown (drawn as a gap).
    :param series: column → name.
    """
    at = days(frame[x].tolist())
    shown = {column: numbers(frame[column]) for column in series}
    greatest = max((v for values in shown.values() for v in values if v is not None), default=0)
    told = {c: [v for v in values if v is not None] for c, values in shown.items()}
    ends = {column: values[-1] for column, values in told.items() if values}
    known = sorted(ends, key=lambda column: ends[column])
    heights = [greatest * _APART] * len(known)
    places = dict(zip(known, apart([ends[c] for c in known], heights, bottom=-inf), strict=True))
    colors = {column: series_color(position) for position, column in enumerate(series)}
    return plot(
        [
            _line(series[column], at, values, colors[column], dash(position))
            for position, (column, values) in enumerate(shown.items())
        ],
        showlegend=False,
        margin={"l": 0, "r": _MARGIN, "t": 8, "b": 0},
        annotations=[
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 6,
                "y": place,
                "yanchor": "middle",
                "text": wrapped(series[column], _NAME),
                "align": "left",
                "showarrow": False,
                "font": {"color": colors[column]},
            }
            for column, place in places.items()
        ],
        xaxis=axis(type="date", hoverformat="%b %Y", **mondays(frame[x])),
        yaxis=axis(rangemode="tozero", **count_ticks([greatest])),
    )


def _line(name: str, at: list[str], values: list[float | None], color: str, style: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers" if None in values else "lines",
        "name": name,
        "x": at,
        "y": values,
        "line": {"color": color, "width": 2.5, "dash": style},
        "marker": {"color": color, "size": 7},
        "connectgaps": False,
        "hovertemplate": "%{y:,}",
    }
