"""Horizontal bars with their numbers written beside them."""

import textwrap
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.figure import Trace, axis, figure, numbers, rows_axis
from lib.ui.formats import number
from lib.ui.palette import SERIES, TEXT

_ROW = 34
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
    return figure(
        [trace],
        height=_ROW * max(1, len(frame)) + 16,
        showlegend=False,
        bargap=0.35,
        hovermode=False,
        xaxis=axis(visible=False, range=[0, greatest * _ROOM_FOR_NUMBERS]),
        yaxis=rows_axis([wrapped(str(name)) for name in frame[label]]),
    )


def wrapped(name: str, width: int = _LABEL_WIDTH) -> str:
    """A name on as many lines as a phone needs."""
    return "<br>".join(textwrap.wrap(name, width)) or " "
