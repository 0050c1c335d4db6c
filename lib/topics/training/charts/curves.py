"""Completion curves with their bands, by days since enrolling."""

import textwrap
from collections.abc import Mapping
from typing import TypeVar

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.topics.training.charts.ends import End, named
from lib.ui.charts.plot import Trace, axis, dash, numbers, plot
from lib.ui.palette import TEXT, series_color

_BAND = 0.16
"""Opacity of a band: two of them, one over the other, are still told apart."""
_HEIGHT, _BELOW = 300, 70
_TOP = 1.02
_LETTERS, _MOST_LETTERS = 18, 40
"""Of a name in one line, on a phone a third of the plot, and in all."""


Code = TypeVar("Code")


def completion_curves(frame: pd.DataFrame, names: Mapping[Code, str], *, group: str) -> go.Figure:
    """A line a group, each with a dash of its own, over its band and named at its end.

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
    ends = [
        End(
            float(rows["completed"].iloc[-1]),
            textwrap.shorten(name, _MOST_LETTERS, placeholder="…"),
            series_color(position),
        )
        for position, (rows, name) in enumerate(zip(drawn, names.values(), strict=True))
        if len(rows)
    ]
    return plot(
        traces,
        height=_HEIGHT + _BELOW,
        showlegend=False,
        xaxis=axis(
            title={"text": _("Days since enrolling"), "font": {"color": TEXT}},
            rangemode="tozero",
            dtick=30,
            tick0=0,
        ),
        yaxis=axis(range=[0, _TOP], tickformat=".0%", nticks=5),
        **named(ends, height=_HEIGHT, top=_TOP, letters=_LETTERS),
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
