"""A committee's health over a year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language.formats import is_missing, month
from lib.ui.charts.plot import Trace, axis, days, numbers, plot
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT

_COLUMNS = 2
_PANEL, _GAP, _DATES = 62, 34, 20
"""Pixels of a panel, of the room for the name above it, and of the dates below the first."""


def panels(
    frame: pd.DataFrame, series: Mapping[str, str], *, x: str, levels: tuple[float, float]
) -> go.Figure:
    """Small panels of one scale, 0 to 100: the first across the whole width, then two a row.

    :param frame: one row a date; one column of points of 100 a series, null where not known (a
        gap).
    :param series: column → name.
    :param levels: the points from which something is steady and strong; drawn as thin lines.
    """
    frame = frame.sort_values(x)
    at = days(frame[x].tolist())
    rows = 1 + -(-(len(series) - 1) // _COLUMNS)
    height = rows * (_PANEL + _GAP) + _DATES
    traces: list[Trace] = []
    layout: dict[str, dict[str, Any]] = {}
    names = []
    for position, (column, name) in enumerate(series.items()):
        number = "" if position == 0 else str(position + 1)
        across, top = _place(position, height)
        values = numbers(frame[column])
        traces.append(_line(at, values, number, name))
        layout[f"xaxis{number}"] = axis(
            type="date",
            domain=across,
            anchor=f"y{number}",
            range=[at[0], at[-1]] if len(at) > 1 else None,
            showgrid=False,
            showticklabels=False,
            zeroline=False,
        )
        layout[f"yaxis{number}"] = axis(
            domain=[max(0.0, top - _PANEL / height), top],
            anchor=f"x{number}",
            range=[-4, 104],
            tickvals=[100 * level for level in levels],
            showticklabels=False,
            zeroline=False,
            gridcolor=FAINT_TEXT,
            griddash="dot",
            gridwidth=0.5,
        )
        names.append(_note(_named(name, values), across[0], top, "left", "bottom"))
    bottom = layout["yaxis"]["domain"][0]
    # An axis would leave out a label that reaches past its end.
    names.append(_note(month(frame[x].iloc[0]), 0, bottom, "left", "top"))
    names.append(_note(month(frame[x].iloc[-1]), 1, bottom, "right", "top"))
    return plot(
        traces,
        height=height + 8,
        showlegend=False,
        hovermode="closest",
        annotations=names,
        **layout,
    )


def _place(position: int, height: float) -> tuple[list[float], float]:
    """Where a panel stands: its domain from left to right, and its upper end."""
    row = 0 if position == 0 else 1 + (position - 1) // _COLUMNS
    above = row * (_PANEL + _GAP) + _GAP + (_DATES if row else 0)
    top = 1 - above / height
    if position == 0:
        return [0.0, 1.0], top
    column = (position - 1) % _COLUMNS
    return [[0.0, 0.47], [0.53, 1.0]][column], top


def _line(at: list[str], values: list[float | None], number: str, name: str) -> Trace:
    return {
        "type": "scatter",
        # A month between two gaps has no neighbour to draw a line to.
        "mode": "lines+markers",
        "name": name,
        "x": at,
        "y": values,
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
        "line": {"color": SERIES[0], "width": 2.5 if number == "" else 2},
        "marker": {"size": 5, "color": SERIES[0]},
        "connectgaps": False,
        # The first and the last point stand on the edge.
        "cliponaxis": False,
        "hovertemplate": "%{x|%-d %b %Y}: %{y:.0f}<extra></extra>",
    }


def _named(name: str, values: list[float | None]) -> str:
    """A panel's name, with today's points if they are known."""
    now = values[-1] if values else None
    return name if is_missing(now) else f"{name}<b> {now:.0f}</b>"


def _note(text: str, x: float, y: float, across: str, upright: str) -> dict[str, object]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": across,
        "yanchor": upright,
        "showarrow": False,
        "font": {"color": TEXT, "size": 12},
    }
