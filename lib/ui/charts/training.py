"""How many learners complete a course within 30, 60 and 90 days of enrolling."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.figure import Trace, axis, days, figure, hatched, numbers
from lib.ui.formats import month, rate
from lib.ui.language import _
from lib.ui.palette import FAINT_TEXT, SEQUENTIAL

_STEPS = (SEQUENTIAL[3], SEQUENTIAL[6], SEQUENTIAL[9])


def completion_bars(frame: pd.DataFrame) -> go.Figure:
    """Grouped bars a month with 95 % intervals; months too recent to tell are hatched.

    :param frame: one row a month and span, with columns ``enrolled_month`` (its first day),
        ``days`` (30, 60, 90), ``completed`` and ``enrolled`` (counts), ``rate``, ``low`` and
        ``high`` (ratios; the interval's ends), ``too_recent`` (not over for all learners).
    """
    spans = sorted(frame["days"].unique())
    traces = [
        _span(frame[frame["days"] == span].sort_values("enrolled_month"), span, position)
        for position, span in enumerate(spans)
    ]
    if frame["too_recent"].any():
        traces.append(_too_recent_key())
    return figure(
        traces,
        barmode="group",
        bargap=0.25,
        showlegend=True,
        hovermode="x",
        xaxis=axis(type="date", hoverformat="%b %Y", tickformat="%b\n%Y"),
        yaxis=axis(range=[0, 1.02], tickformat=".0%", nticks=5),
    )


def _span(rows: pd.DataFrame, span: int, position: int) -> Trace:
    ratio = rows["rate"]
    return {
        "type": "bar",
        "name": _("within {days} days", days=span),
        "x": days(rows["enrolled_month"]),
        "y": numbers(ratio),
        "error_y": {
            "type": "data",
            "array": numbers(rows["high"] - ratio),
            "arrayminus": numbers(ratio - rows["low"]),
            "color": FAINT_TEXT,
            "thickness": 1,
            "width": 0,
        },
        "marker": {
            "color": _STEPS[position % len(_STEPS)],
            "pattern": hatched(rows["too_recent"].tolist()),
        },
        "hovertext": [
            _said(enrolled_month, done, enrolled)
            for enrolled_month, done, enrolled in zip(
                rows["enrolled_month"], rows["completed"], rows["enrolled"], strict=True
            )
        ],
        "hovertemplate": "%{hovertext}",
    }


def _said(enrolled_month: date, completed: int, enrolled: int) -> str:
    return f"{month(enrolled_month)}: {rate(int(completed), int(enrolled))}"


def _too_recent_key() -> Trace:
    return {
        "type": "bar",
        "name": _("too recent to tell"),
        "x": [None],
        "y": [None],
        "marker": {"color": _STEPS[1], "pattern": hatched([True])},
        "hoverinfo": "skip",
    }
