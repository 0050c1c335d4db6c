"""A curve and its band, as traces: in steps, or from day to day."""

import pandas as pd

from lib.ui.charts.plot import Trace, dash, numbers
from lib.ui.palette import series_color

_BAND = 0.16
"""Opacity of a band: two of them, one over the other, are still told apart."""


def curve(at: pd.Series, values: pd.Series, name: str, position: int, **style: object) -> Trace:
    """A line of shares in the colour and with the dash of its position.

    :param style: more of its line, such as ``shape``.
    """
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": at.tolist(),
        "y": numbers(values.round(4)),
        "line": {"color": series_color(position), "width": 2.5, "dash": dash(position), **style},
        "hovertemplate": "%{y:.0%}",
    }


def band(
    at: pd.Series,
    low: pd.Series,
    high: pd.Series,
    position: int,
    *,
    in_steps: bool = False,
    opacity: float = _BAND,
) -> Trace:
    """What lies between two lines, as one outline: along the upper one and back along the lower.

    :param in_steps: draw its steps out: filled, an outline can't run backwards in steps.
    """
    along, lower, upper = at.tolist(), numbers(low.round(4)), numbers(high.round(4))
    if in_steps:
        along = [*along[:1], *(each for each in along[1:] for _twice in range(2))]
        lower, upper = (_held(values) for values in (lower, upper))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": along + along[::-1],
        "y": upper + lower[::-1],
        "fill": "toself",
        "fillcolor": series_color(position),
        "line": {"width": 0},
        "opacity": opacity,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _held(values: list[float | None]) -> list[float | None]:
    """Each value until the next one begins, and the next one there."""
    return [*(value for value in values[:-1] for _twice in range(2)), *values[-1:]]
