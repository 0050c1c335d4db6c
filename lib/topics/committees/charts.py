"""How true the chances of the early warning were."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.ui.charts.figure import Trace, axis, figure, numbers
from lib.ui.palette import FAINT_TEXT, SERIES


def calibration(frame: pd.DataFrame) -> go.Figure:
    """Predicted against observed shares, a point a tenth, with its interval and the diagonal.

    :param frame: one row a tenth: ``predicted``, ``rate``, ``low`` and ``high`` (ratios) and
        ``hover`` (text).
    """
    most = max([*frame["predicted"], *frame["high"], 0.1])
    rate = frame["rate"]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _("as predicted"),
            "x": [0, most],
            "y": [0, most],
            "line": {"color": FAINT_TEXT, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("what happened, by tenth, with 95 % intervals"),
            "x": numbers(frame["predicted"]),
            "y": numbers(rate),
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": numbers(frame["high"] - rate),
                "arrayminus": numbers(rate - frame["low"]),
                "color": FAINT_TEXT,
                "thickness": 1.5,
                "width": 0,
            },
            "marker": {"size": 9, "color": SERIES[0]},
            "hovertext": frame["hover"].tolist(),
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    shared = {"tickformat": ".0%", "nticks": 5, "rangemode": "tozero"}
    return figure(
        traces,
        height=280,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(title={"text": _("Predicted chance")}, **shared),
        yaxis=axis(title={"text": _("Share that fell silent")}, **shared),
    )
