"""Completion curves with their bands, by days since enrolling."""

import textwrap
from collections.abc import Mapping
from typing import TypeVar

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.topics.training.charts.ends import End, named
from lib.ui.charts.curves import band, curve
from lib.ui.charts.plot import axis, plot
from lib.ui.palette import TEXT, series_color

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
    traces = [
        band(rows["day"], rows["low"], rows["high"], position)
        for position, rows in enumerate(drawn)
    ]
    traces += [
        curve(rows["day"], rows["completed"], name, position)
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
