"""Where learners stop, as divided bars."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import number, percent, rate
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import BACKGROUND, SEQUENTIAL, SERIES

_STAGES = (
    (SEQUENTIAL[4], ""),
    (SEQUENTIAL[2], ""),
    (SERIES[4], "/"),
    (SERIES[5], ""),
    (SERIES[1], "x"),
)
"""Colour and pattern of each stage, in the order that they are given."""
_ROOM_FOR_A_SHARE = 0.1
"""A narrower piece of a bar has no room for its number on a phone."""


def stage_bars(
    frame: pd.DataFrame, stages: Mapping[str, str], *, label: str, whole: str = "enrolled"
) -> go.Figure:
    """A bar a group, divided into the stages that its learners are at, each with a pattern.

    :param frame: one row a group: its name, a count a stage and their sum.
    :param stages: column of counts → name, in the order to draw.
    """
    names = [
        f"{wrapped(str(name))}<br>({number(n)})"
        for name, n in zip(frame[label], frame[whole], strict=True)
    ]
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    traces: list[Trace] = [
        _stage(frame, stage, name, whole, position)
        for position, (stage, name) in enumerate(stages.items())
    ]
    row = 12 + 15 * most_lines
    return plot(
        traces,
        height=row * max(1, len(frame)) + 130,
        barmode="stack",
        bargap=1 - 28 / row,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(range=[0, 1], tickformat=".0%", nticks=5),
        yaxis=rows_axis(names),
    )


def _stage(frame: pd.DataFrame, stage: str, name: str, whole: str, position: int) -> Trace:
    color, pattern = _STAGES[position % len(_STAGES)]
    share = frame[stage] / frame[whole].where(frame[whole] > 0)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(frame))),
        "x": numbers(share.round(4)),
        # Over a pattern no number can be read.
        "text": [
            percent(s) if s >= _ROOM_FOR_A_SHARE and not pattern else "" for s in share.fillna(0)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": color,
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.25},
            "line": {"color": BACKGROUND, "width": 1},
        },
        "hovertext": [
            f"{name}: {rate(int(n), int(of))}"
            for n, of in zip(frame[stage], frame[whole], strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
