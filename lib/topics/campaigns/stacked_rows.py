"""Horizontal bars that are put together of parts, each part with its number in it."""

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import is_missing
from lib.topics.campaigns.marks import LINE, PATTERNS
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import LEGEND, Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import BACKGROUND

_ROW, _LEGEND = 44, 110
_LEAST = 0.07
"""Share of the axis below which a part has no room for its number."""


def stacked_rows(
    frame: pd.DataFrame,
    colors: Mapping[str, str],
    names: Mapping[str, str],
    say: Callable[[float], str],
    *,
    label: str,
    whole: float | None = None,
) -> go.Figure:
    """Bars of a frame's rows, first on top.

    :param frame: a row a bar, a column a part (null: no such part can be told).
    :param colors: part → colour, in the order of the parts.
    :param names: part → name.
    :param say: how a part's number is written.
    :param label: column of names.
    :param whole: where the axis ends; else with the longest bar.
    """
    longest = float(frame[list(colors)].sum(axis=1).max()) or 1.0
    top = whole or longest
    shown = [part for part in colors if (frame[part].fillna(0) > 0).any()]
    traces = [_part(frame, part, colors[part], names[part], say, top) for part in shown]
    labels = [wrapped(str(name)) for name in frame[label]]
    return plot(
        traces,
        height=_ROW * max(len(frame), 1) + _LEGEND,
        barmode="stack",
        bargap=0.45,
        showlegend=True,
        hovermode="closest",
        # Seven lines of a phone.
        legend=LEGEND | {"maxheight": 150},
        xaxis=axis(range=[0, top], showgrid=False, showticklabels=False, zeroline=False),
        yaxis=rows_axis(labels) | {"automargin": True},
    )


def _part(
    frame: pd.DataFrame,
    part: str,
    color: str,
    name: str,
    say: Callable[[float], str],
    top: float,
) -> Trace:
    values = [0 if is_missing(value) else value for value in numbers(frame[part])]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(frame))),
        "x": values,
        "text": [say(value) if value >= _LEAST * top else "" for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "hovertext": [f"{name}: {say(value)}" for value in values],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": color,
            "line": LINE,
            "pattern": {
                "shape": PATTERNS.get(part, ""),
                "bgcolor": color,
                "fgcolor": BACKGROUND,
                "size": 7,
                "solidity": 0.2,
            },
        },
    }
