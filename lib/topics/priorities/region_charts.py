"""Regions side by side: a small panel a figure, each on one axis that begins at zero."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import NO_DATA, is_missing
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.palette import SERIES, TEXT

_COLUMNS = 2
_ROW, _HEAD, _GAP = 31, 40, 12
"""Pixels of a region's row, of a panel's name, and between panels."""


@dataclass(frozen=True)
class Panel:
    """A figure of every region.

    :ivar name: on up to two lines.
    :ivar say: how its numbers are written.
    :ivar end: where its axis ends; by default at the largest of its numbers.
    """

    name: str
    say: Callable[[float | None], str]
    end: float | None = None


def region_panels(frame: pd.DataFrame, panels: Mapping[str, Panel]) -> go.Figure:
    """Bars of every region, a panel a figure, two panels beside each other.

    :param frame: one row a region, in the order to show: ``name`` and a column a panel (not
        negative; null: no data, written as a dash).
    :param panels: column → panel.
    """
    panel = len(frame) * _ROW + _HEAD + _GAP
    rows = -(-len(panels) // _COLUMNS)
    height = rows * panel
    traces: list[Trace] = []
    layout: dict[str, object] = {}
    names = []
    for position, (column, drawn) in enumerate(panels.items()):
        number = "" if position == 0 else str(position + 1)
        row, side = divmod(position, _COLUMNS)
        across = [[0.0, 0.48], [0.52, 1.0]][side]
        top = 1 - (row * panel + _HEAD) / height
        values = numbers(frame[column])
        present = [value for value in values if not is_missing(value)]
        traces += _bars(frame["name"].tolist(), values, drawn.say, number)
        layout[f"xaxis{number}"] = axis(
            domain=across,
            anchor=f"y{number}",
            range=[0, drawn.end or max(present, default=0) or 1],
            visible=False,
        )
        layout[f"yaxis{number}"] = axis(
            domain=[top - len(frame) * _ROW / height, top],
            anchor=f"x{number}",
            range=[len(frame) - 0.5, -0.5],
            visible=False,
        )
        names.append(
            {
                "text": f"<b>{drawn.name}</b>",
                "x": across[0],
                "y": top,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "align": "left",
                "showarrow": False,
                "font": {"color": TEXT, "size": 12},
            }
        )
    return plot(
        traces,
        height=height,
        showlegend=False,
        hovermode=False,
        barmode="overlay",
        annotations=names,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        **layout,
    )


def _bars(
    names: list[str],
    values: list[float | None],
    say: Callable[[float | None], str],
    number: str,
) -> list[Trace]:
    """The bars, and above each the region with its number: a phone has no room beside them."""
    at = list(range(len(names)))
    texts = [
        f"{name} {NO_DATA if is_missing(value) else f'<b>{say(value)}</b>'}"
        for name, value in zip(names, values, strict=True)
    ]
    placed = {"xaxis": f"x{number}", "yaxis": f"y{number}", "hoverinfo": "skip"}
    return [
        placed
        | {
            "type": "bar",
            "orientation": "h",
            "x": [0 if is_missing(value) else value for value in values],
            "y": [position + 0.22 for position in at],
            "width": 0.3,
            "marker": {"color": SERIES[0]},
        },
        placed
        | {
            "type": "scatter",
            "mode": "text",
            "x": [0] * len(at),
            "y": [position - 0.2 for position in at],
            "text": texts,
            "textposition": "middle right",
            "textfont": {"color": TEXT, "size": 12},
            "cliponaxis": False,
        },
    ]
