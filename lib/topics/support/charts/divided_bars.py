"""Bars of counts, each divided into parts that differ by pattern as well as colour."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import number
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, count_ticks, numbers, plot, rows_axis
from lib.ui.palette import BACKGROUND

_ROOM = 0.06
"""Of the longest bar: a narrower part has no room for its number."""


@dataclass(frozen=True)
class Part:
    """A part of the bars: its name, colour and (empty: none) pattern."""

    name: str
    color: str
    pattern: str = ""


def divided_bars(frame: pd.DataFrame, parts: Mapping[str, Part], *, label: str) -> go.Figure:
    """A bar a row, the first on top, divided into its parts.

    :param frame: one row a bar: its name and a count a part.
    :param parts: column of counts → what it is, in the order to draw.
    """
    names = [wrapped(str(name)) for name in frame[label]]
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    totals = frame[list(parts)].sum(axis="columns")
    greatest = float(totals.max()) if len(totals) else 0.0
    row = 20 + 15 * most_lines
    return plot(
        [_part(frame, column, part, greatest) for column, part in parts.items()],
        height=row * max(1, len(frame)) + 100,
        barmode="stack",
        bargap=1 - 24 / row,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(**count_ticks(totals.tolist())),
        yaxis=rows_axis(names),
    )


def _part(frame: pd.DataFrame, column: str, part: Part, greatest: float) -> Trace:
    counts = frame[column]
    return {
        "type": "bar",
        "orientation": "h",
        "name": part.name,
        "y": list(range(len(frame))),
        "x": numbers(counts),
        # Over a pattern no number can be read.
        "text": [
            number(n) if n > 0 and n >= _ROOM * greatest and not part.pattern else ""
            for n in counts
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": part.color,
            "pattern": {"shape": part.pattern, "size": 6, "solidity": 0.3},
            "line": {"color": BACKGROUND, "width": 1},
        },
        "hovertext": [f"{part.name}: {number(n)}" for n in counts],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
