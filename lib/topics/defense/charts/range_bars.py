"""Horizontal bars of numbers that are known by class: full to the least, hatched to the most."""

import pandas as pd
import plotly.graph_objects as go

from lib.topics.defense.words import told_each
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import SERIES, TEXT

_ROW, _LINE = 20, 15
_ROOM_FOR_NUMBERS = 1.25


def range_bars(frame: pd.DataFrame, *, label: str) -> go.Figure:
    """A bar a row, the first on top.

    :param frame: ``at_least``, ``at_most`` and the name of each row.
    :param label: the column of names.
    """
    names = [wrapped(str(name)) for name in frame[label]]
    rows = list(range(len(frame)))
    more = frame["at_most"] - frame["at_least"]
    common: Trace = {"type": "bar", "orientation": "h", "y": rows, "hoverinfo": "skip"}
    traces: list[Trace] = [
        common | {"x": numbers(frame["at_least"]), "marker": {"color": SERIES[0]}},
        common
        | {
            "x": numbers(more),
            "marker": {
                "color": SERIES[0],
                "pattern": {"shape": ["/"] * len(rows), "size": 6, "solidity": 0.35},
            },
            "text": told_each(frame).tolist(),
            "textposition": "outside",
            "textfont": {"color": TEXT},
            "cliponaxis": False,
        },
    ]
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    greatest = float(frame["at_most"].max()) or 1
    return plot(
        traces,
        height=(_ROW + _LINE * most_lines) * max(1, len(rows)) + 16,
        barmode="stack",
        bargap=0.35,
        showlegend=False,
        hovermode=False,
        xaxis=axis(visible=False, range=[0, greatest * _ROOM_FOR_NUMBERS]),
        yaxis=rows_axis(names),
    )
