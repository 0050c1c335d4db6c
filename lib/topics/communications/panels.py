"""Small multiples: a panel a channel over the same months, each with an axis of its own."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.plot import Trace, axis, count_ticks, days, numbers, plot
from lib.ui.charts.weeks import mondays
from lib.ui.palette import SERIES, TEXT

_PANEL, _BELOW = 92, 30
_FILLED = 0.62
"""Of a panel's height; above it stands its name."""


def panels(frame: pd.DataFrame, titles: Mapping[str, str], *, value: str) -> go.Figure:
    """Bars by month, a panel a channel, the first on top; no two share an axis of numbers.

    :param frame: ``channel, month`` and the value (null: nobody counted, no bar).
    :param titles: channel → what stands above its panel.
    """
    n = len(titles)
    traces: list[Trace] = []
    layout: dict[str, object] = {}
    names = []
    for at, (channel, title) in enumerate(titles.items()):
        rows = frame[frame["channel"] == channel].sort_values("month")
        values = numbers(rows[value])
        below = 1 - (at + 1) / n
        own = "" if at == 0 else str(at + 1)
        traces.append(
            {
                "type": "bar",
                "x": days(rows["month"]),
                "y": values,
                "yaxis": f"y{own}",
                "marker": {"color": SERIES[0]},
                "hovertemplate": "%{x|%b %Y}: %{y:,.3~f}<extra></extra>",
            }
        )
        layout[f"yaxis{own}"] = axis(
            domain=[below, below + _FILLED / n],
            rangemode="tozero",
            **(count_ticks(values) | {"nticks": 3}),
        )
        names.append(
            {
                "text": title,
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": below + _FILLED / n,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"color": TEXT, "size": 13},
            }
        )
    return plot(
        traces,
        height=_PANEL * n + _BELOW,
        showlegend=False,
        hovermode="closest",
        annotations=names,
        xaxis=axis(type="date", anchor=f"y{n if n > 1 else ''}", **mondays(frame["month"])),
        **layout,
    )
