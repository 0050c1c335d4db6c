"""How long each step takes, as points with their intervals."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT

_SHAPES = ("circle", "diamond")
_ROW = 56
"""Pixels of a row of medians: two points, one over the other."""


def step_medians(frame: pd.DataFrame, names: Mapping[str, str], *, group: str) -> go.Figure:
    """A row a group: the median days of each step with its interval, each step with its own shape.

    :param frame: one row a group and ``step``: the group's name, ``p50``, ``p50_low`` and
        ``p50_high`` in days; null where there is no median or no limit.
    :param names: the steps → their names.
    """
    rows = list(dict.fromkeys(frame[group]))
    apart = 1 / (len(names) + 1)
    traces = []
    for position, (step, name) in enumerate(names.items()):
        of_step = frame[frame["step"] == step]
        at = [rows.index(g) - 0.5 + apart * (position + 1) for g in of_step[group]]
        traces.append(_medians(of_step, name, position, at))
    return plot(
        traces,
        height=_ROW * max(1, len(rows)) + 96,
        showlegend=True,
        hovermode="closest",
        # Translators: axis: days since enrolling
        xaxis=axis(rangemode="tozero", title={"text": _("Days"), "font": {"color": TEXT}}),
        yaxis=rows_axis([wrapped(str(name)) for name in rows]),
    )


def _medians(rows: pd.DataFrame, name: str, position: int, at: list[float]) -> Trace:
    median = rows["p50"]
    spans = [
        _("{first} to {last}", first=number(low), last=number(high))
        for low, high in zip(rows["p50_low"], rows["p50_high"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": numbers(median),
        "y": at,
        "error_x": {
            "type": "data",
            "array": numbers(rows["p50_high"] - median),
            "arrayminus": numbers(median - rows["p50_low"]),
            "color": FAINT_TEXT,
            "thickness": 1.5,
            "width": 4,
        },
        "text": [number(value) for value in median],
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"symbol": _SHAPES[position], "size": 11, "color": SERIES[position]},
        "hovertext": [
            f"{name}: {number(m)} ({between})" for m, between in zip(median, spans, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
