"""How soon requests get an answer and a resolution, with how many are still followed below."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.ui.charts.curves import band, curve
from lib.ui.charts.plot import axis, plot
from lib.ui.palette import TEXT, series_color

_HEIGHT, _BELOW, _LINE = 260, 52, 18
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
    traces = [
        band(rows["day"], rows["low"], rows["high"], place, in_steps=True)
        for place, rows in enumerate(drawn.values())
    ]
    traces += [
        curve(rows["day"], rows["done"], names[step], place, shape="hv")
        for place, (step, rows) in enumerate(drawn.items())
    ]
    ticks = [int(day) for day in followed.columns]
    below = _BELOW + 2 * _LINE * len(names)
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


def _still_waiting(
    followed: pd.DataFrame, names: Mapping[str, str], ticks: Sequence[int]
) -> list[dict[str, Any]]:
    """Two lines of text a step: what it is, and its numbers below the ticks."""
    common = {"yref": "paper", "y": 0, "showarrow": False, "yanchor": "top"}
    lines: list[dict[str, Any]] = []
    for place, (step, name) in enumerate(names.items()):
        at = -_BELOW - 2 * place * _LINE
        font = {"color": series_color(place), "size": 12}
        # Translators: below a curve: of each step, how many requests wait for it still
        label = _("{step}: waiting still", step=name)
        left = {"xref": "paper", "x": 0, "xanchor": "left"}
        lines.append(common | left | {"yshift": at, "text": label, "font": font})
        lines += [
            common
            | {
                "xref": "x",
                "x": tick,
                "xanchor": {ticks[0]: "left", ticks[-1]: "right"}.get(tick, "center"),
                "yshift": at - _LINE,
                "text": number(float(followed.loc[step, tick])),
                "font": font,
            }
            for tick in ticks
        ]
    return lines
