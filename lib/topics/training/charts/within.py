"""Completion within so many days, by when learners enrolled."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import day_and_month, is_missing, rate
from lib.topics.training.charts.ends import End, named
from lib.ui.charts.plot import Trace, axis, dash, days, numbers, plot
from lib.ui.palette import TEXT, series_color

_HEIGHT, _BELOW = 250, 70
_BAND = 0.16
_TOP = 1.02
_LETTERS = 12
_TICKS = 5


def completion_lines(frame: pd.DataFrame) -> go.Figure:
    """A line a horizon over the steps of enrolling, the longest with the band of its interval.

    :param frame: as returned by ``completion_within``.
    """
    horizons = sorted(frame["horizon_days"].unique(), reverse=True)
    rows = [frame[frame["horizon_days"] == horizon] for horizon in horizons]
    traces = [_band(rows[0])]
    traces += [_line(of_one, position) for position, of_one in enumerate(rows)]
    ends = [
        End(
            float(told["rate"].iloc[-1]),
            _("{days} days", days=told["horizon_days"].iloc[0]),
            series_color(position),
        )
        for position, of_one in enumerate(rows)
        if len(told := of_one[of_one["rate"].notna()])
    ]
    begun = rows[0]["enrolled_from"]
    ticks = begun.iloc[:: -(-len(begun) // _TICKS)]
    return plot(
        traces,
        height=_HEIGHT + _BELOW,
        showlegend=False,
        xaxis=axis(
            type="date",
            tickvals=days(ticks),
            ticktext=[day_and_month(first) for first in ticks],
            title={"text": _("Enrolled from"), "font": {"color": TEXT}},
        ),
        yaxis=axis(range=[0, _TOP], tickformat=".0%", nticks=5),
        **named(ends, height=_HEIGHT, top=_TOP, letters=_LETTERS),
    )


def _line(rows: pd.DataFrame, position: int) -> Trace:
    horizon = int(rows["horizon_days"].iloc[0])
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("within {days} days", days=horizon),
        "x": days(rows["enrolled_from"]),
        "y": numbers(rows["rate"].round(4)),
        "line": {"color": series_color(position), "width": 2.5, "dash": dash(position)},
        "hovertext": [
            rate(int(done), int(enrolled))
            for done, enrolled in zip(rows["completed"], rows["enrolled"], strict=True)
        ],
        "hovertemplate": "%{hovertext}",
    }


def _band(rows: pd.DataFrame) -> Trace:
    told = rows[rows["rate"].notna()]
    at = days(told["enrolled_from"])
    high, low = told["high"].round(4).tolist(), told["low"].round(4).tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "x": at + at[::-1],
        "y": [None if is_missing(y) else y for y in high + low[::-1]],
        "fill": "toself",
        "fillcolor": series_color(0),
        "line": {"width": 0},
        "opacity": _BAND,
        "showlegend": False,
        "hoverinfo": "skip",
    }
