"""Horizontal bars with their numbers written beside them."""

import textwrap
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import number
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import SERIES, TEXT

_ROW, _LINE, _BAR = 20, 15, 22
"""Pixels of a row, of each line of its name, and of its bar."""
_LABEL_WIDTH = 22
_ROOM_FOR_NUMBERS = 1.18


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    text: Callable[[float], str] = number,
    color: str = SERIES[0],
) -> go.Figure:
    """Horizontal bars in the frame's order, first on top.

    :param frame: one row a bar.
    :param label: column of names; long ones are wrapped.
    :param value: column of numbers; null has no bar and is written as a dash.
    :param text: how a number is written beside its bar.
    """
    values = numbers(frame[value])
    greatest = max((v for v in values if v is not None), default=0) or 1
    names = [wrapped(str(name)) for name in frame[label]]
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    row = _ROW + _LINE * most_lines
    trace: Trace = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(frame))),
        "x": [v or 0 for v in values],
        "text": [text(v) for v in values],  # type: ignore[arg-type]
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"color": color},
        "hoverinfo": "skip",
    }
    return plot(
        [trace],
        height=row * max(1, len(frame)) + 16,
        showlegend=False,
        bargap=1 - _BAR / row,
        hovermode=False,
        xaxis=axis(visible=False, range=[0, greatest * _ROOM_FOR_NUMBERS]),
        yaxis=rows_axis(names),
    )


def wrapped(name: str, width: int = _LABEL_WIDTH) -> str:
    """A name on as many lines as a phone needs."""
    return "<br>".join(textwrap.wrap(name, width)) or " "
