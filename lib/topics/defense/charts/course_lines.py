"""The share of cases that ended so, by days since opening, with how many are still followed."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.ui.charts.curves import band, curve
from lib.ui.charts.plot import Trace, axis, plot
from lib.ui.palette import TEXT, series_color

_HEIGHT, _BELOW, _LINE = 240, 52, 19
"""Pixels of the plot, of its axis, and of each line of numbers below it."""


def course_lines(
    frame: pd.DataFrame, names: Mapping[bool, str], ticks: Sequence[int], *, top: float
) -> go.Figure:
    """A line in steps over its band, of the detained and of the others.

    :param frame: by ``lib.measures.defense.courses``, of one outcome.
    :param names: ``is_detained`` → name, in the order to draw.
    :param ticks: days below which it says how many are still followed.
    :param top: of the axis of shares.
    """
    drawn = {key: frame[frame["is_detained"] == key] for key in names}
    shown = {key: rows[rows["share"].notna()] for key, rows in drawn.items()}
    traces = [
        band(rows["day"], rows["low"], rows["high"], place)
        for place, rows in enumerate(shown.values())
    ]
    traces += [_line(rows, names[key], place) for place, (key, rows) in enumerate(shown.items())]
    below = _BELOW + _LINE * (len(names) + 1)
    return plot(
        traces,
        height=_HEIGHT + below,
        showlegend=True,
        margin={"l": 0, "r": 8, "t": 8, "b": below},
        xaxis=axis(
            title={"text": _("Days since opening"), "font": {"color": TEXT}, "standoff": 4},
            range=[
                0,
                max((int(rows["day"].max()) for rows in shown.values() if len(rows)), default=1),
            ],
            tickvals=list(ticks),
        ),
        yaxis=axis(range=[0, top], tickformat=".0%", nticks=5),
        annotations=_followed(drawn, ticks),
    )


def _line(rows: pd.DataFrame, name: str, place: int) -> Trace:
    marker = {"size": 5, "color": series_color(place)}
    marks = {"mode": "lines+markers", "marker": marker}
    return curve(rows["day"], rows["share"], name, place) | marks


def _followed(drawn: Mapping[bool, pd.DataFrame], ticks: Sequence[int]) -> list[dict[str, Any]]:
    common = {"yref": "paper", "y": 0, "showarrow": False, "yanchor": "top"}
    said: list[dict[str, Any]] = [
        common
        | {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yshift": -_BELOW,
            # Translators: above numbers of cases below a curve: as many are open, and followed
            "text": _("Still followed, about"),
            "font": {"color": TEXT, "size": 12},
        }
    ]
    for place, rows in enumerate(drawn.values()):
        at_risk = rows.set_index("day")["at_risk"]
        said += [
            common
            | {
                "xref": "x",
                "x": tick,
                "xanchor": "left" if tick == ticks[0] else "center",
                "yshift": -_BELOW - _LINE * (place + 1),
                "text": number(float(at_risk[tick])),
                "font": {"color": series_color(place), "size": 12},
            }
            for tick in ticks
            if tick in at_risk.index
        ]
    return said
