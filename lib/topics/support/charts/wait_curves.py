"""How soon requests get an answer and a resolution, with how many are still followed below."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.ui.charts.plot import Trace, axis, dash, numbers, plot
from lib.ui.palette import TEXT, series_color

_BAND = 0.16
_HEIGHT, _BELOW, _LINE = 260, 52, 19
"""Pixels of the plot, of its axis, and of each line of numbers below it."""
_TOP = 1.02


def wait_curves(
    curves: pd.DataFrame, followed: pd.DataFrame, names: Mapping[str, str], *, last_day: int
) -> go.Figure:
    """A line a step, in steps, over its band; below each tick how many still wait.

    :param curves: by ``lib.measures.accompaniment.wait_curves``, up to ``last_day``.
    :param followed: by ``followed_at``, at the days of the ticks.
    :param names: step → name, in the order to draw.
    """
    drawn = {step: curves[curves["step"] == step] for step in names}
    traces = [_band(rows, place) for place, rows in enumerate(drawn.values())]
    traces += [_line(rows, names[step], place) for place, (step, rows) in enumerate(drawn.items())]
    ticks = [int(day) for day in followed.columns]
    below = _BELOW + _LINE * (len(names) + 1)
    return plot(
        traces,
        height=_HEIGHT + below,
        showlegend=True,
        margin={"l": 0, "r": 8, "t": 8, "b": below},
        xaxis=axis(
            title={"text": _("Days since asking"), "font": {"color": TEXT}, "standoff": 4},
            range=[0, last_day],
            tickvals=ticks,
        ),
        yaxis=axis(range=[0, _TOP], tickformat=".0%", nticks=5),
        annotations=_still_waiting(followed, names, ticks),
    )


def _band(rows: pd.DataFrame, place: int) -> Trace:
    days = rows["day"].tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days + days[::-1],
        "y": numbers(pd.concat([rows["high"], rows["low"][::-1]]).round(4)),
        "line": {"width": 0, "shape": "hv"},
        "fill": "toself",
        "fillcolor": series_color(place),
        "opacity": _BAND,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _line(rows: pd.DataFrame, name: str, place: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["day"].tolist(),
        "y": numbers(rows["done"].round(4)),
        "line": {
            "color": series_color(place),
            "width": 2.5,
            "dash": dash(place),
            "shape": "hv",
        },
        "hovertemplate": "%{y:.0%}",
    }


def _still_waiting(
    followed: pd.DataFrame, names: Mapping[str, str], ticks: Sequence[int]
) -> list[dict[str, Any]]:
    """A line of text a step, its numbers below the ticks."""
    common = {"yref": "paper", "y": 0, "showarrow": False, "yanchor": "top"}
    at = -_BELOW
    lines: list[dict[str, Any]] = [
        common
        | {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yshift": at,
            # Translators: above the numbers of requests that wait still, below a curve
            "text": _("Waiting still"),
            "font": {"color": TEXT, "size": 12},
        }
    ]
    for place, step in enumerate(names):
        if step not in followed.index:
            continue
        lines += [
            common
            | {
                "xref": "x",
                "x": tick,
                "xanchor": "left" if tick == ticks[0] else "center",
                "yshift": at - _LINE * (place + 1),
                "text": number(float(followed.loc[step, tick])),
                "font": {"color": series_color(place), "size": 12},
            }
            for tick in ticks
        ]
    return lines
