"""Committees against the common rate, with the limits of what chance explains at each size."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.ui.charts.plot import Trace, numbers, plot
from lib.ui.palette import FAINT_TEXT, SERIES

_LIMITS = {"95": "dot", "998": "dash"}


def funnel_plot(points: pd.DataFrame, lines: pd.DataFrame, target: float, *, x: str) -> go.Figure:
    """A point a committee: those outside the limits filled, the others hollow.

    :param points: one row a committee: ``size``, ``rate`` (ratio), ``hover`` (text) and
        ``unusual`` (whether it lies outside the 95 % limits).
    :param lines: the limits by ``size``: ``low_95, high_95, low_998, high_998`` (ratios).
    :param target: the common rate.
    :param x: the name of the sizes.
    """
    size = numbers(lines["size"])
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _("{share} % limits", share="95" if limit == "95" else "99.8"),
            "x": size,
            "y": numbers(lines[f"{side}_{limit}"]),
            "line": {"color": FAINT_TEXT, "width": 1.5, "dash": dash},
            "showlegend": side == "low",
            "hoverinfo": "skip",
        }
        for limit, dash in _LIMITS.items()
        for side in ("low", "high")
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": _("all together"),
            "x": size,
            "y": [target] * len(size),
            "line": {"color": FAINT_TEXT, "width": 1.5},
            "hoverinfo": "skip",
        }
    )
    for unusual, name, symbol in (
        (False, _("as chance allows"), "circle-open"),
        (True, _("outside the limits"), "diamond"),
    ):
        traces.append(_points(points[points["unusual"] == unusual], name, symbol, unusual))
    return plot(
        traces,
        hovermode="closest",
        showlegend=True,
        xaxis={
            "title": {"text": x},
            "rangemode": "tozero",
            "fixedrange": True,
            "tickformat": ",~f",
        },
        yaxis={"range": [0, 1.02], "tickformat": ".0%", "nticks": 5, "fixedrange": True},
    )


def _points(rows: pd.DataFrame, name: str, symbol: str, unusual: bool) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": numbers(rows["size"]),
        "y": numbers(rows["rate"]),
        "marker": {"symbol": symbol, "size": 10, "color": SERIES[1 if unusual else 0]},
        "hovertext": rows["hover"].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
