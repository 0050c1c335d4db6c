"""How many learners complete in time, how long each step takes, and where learners stop."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import month, number, percent, rate
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, days, hatched, numbers, plot, rows_axis
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SEQUENTIAL, SERIES, TEXT

_STEPS = (SEQUENTIAL[3], SEQUENTIAL[6], SEQUENTIAL[9])
_SHAPES = ("circle", "diamond")
_STAGES = (
    (SEQUENTIAL[4], ""),
    (SEQUENTIAL[2], ""),
    (SERIES[4], "/"),
    (SERIES[5], ""),
    (SERIES[1], "x"),
)
"""Colour and pattern of each stage, in the order that they are given."""
_ROW = 56
"""Pixels of a row of medians: two points, one over the other."""
_ROOM_FOR_A_SHARE = 0.1
"""A narrower piece of a bar has no room for its number on a phone."""


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
    return plot(
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


def step_medians(frame: pd.DataFrame, names: Mapping[str, str], *, group: str) -> go.Figure:
    """A row a group: the median days of each step with its interval, each step with its own shape.

    :param frame: one row a group and ``step``: the group's name, ``p50``, ``p50_low`` and
        ``p50_high`` in days; null where there is no median or no limit.
    :param names: the steps → their names.
    """
    rows = list(dict.fromkeys(frame[group]))
    apart = 1 / (len(names) + 1)
    traces = []
    for position, (step, name) in enumerate(names.items()):
        of_step = frame[frame["step"] == step]
        at = [rows.index(g) - 0.5 + apart * (position + 1) for g in of_step[group]]
        traces.append(_medians(of_step, name, position, at))
    return plot(
        traces,
        height=_ROW * max(1, len(rows)) + 96,
        showlegend=True,
        hovermode="closest",
        # Translators: axis: days since enrolling
        xaxis=axis(rangemode="tozero", title={"text": _("Days"), "font": {"color": TEXT}}),
        yaxis=rows_axis([wrapped(str(name)) for name in rows]),
    )


def stage_bars(
    frame: pd.DataFrame, stages: Mapping[str, str], *, label: str, whole: str = "enrolled"
) -> go.Figure:
    """A bar a group, divided into the stages that its learners are at, each with a pattern.

    :param frame: one row a group: its name, a count a stage and their sum.
    :param stages: column of counts → name, in the order to draw.
    """
    names = [
        f"{wrapped(str(name))}<br>({number(n)})"
        for name, n in zip(frame[label], frame[whole], strict=True)
    ]
    most_lines = max((name.count("<br>") + 1 for name in names), default=1)
    traces: list[Trace] = [
        _stage(frame, stage, name, whole, position)
        for position, (stage, name) in enumerate(stages.items())
    ]
    row = 12 + 15 * most_lines
    return plot(
        traces,
        height=row * max(1, len(frame)) + 130,
        barmode="stack",
        bargap=1 - 28 / row,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(range=[0, 1], tickformat=".0%", nticks=5),
        yaxis=rows_axis(names),
    )


def _medians(rows: pd.DataFrame, name: str, position: int, at: list[float]) -> Trace:
    median = rows["p50"]
    spans = [
        _("{first} to {last}", first=number(low), last=number(high))
        for low, high in zip(rows["p50_low"], rows["p50_high"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": numbers(median),
        "y": at,
        "error_x": {
            "type": "data",
            "array": numbers(rows["p50_high"] - median),
            "arrayminus": numbers(median - rows["p50_low"]),
            "color": FAINT_TEXT,
            "thickness": 1.5,
            "width": 4,
        },
        "text": [number(value) for value in median],
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"symbol": _SHAPES[position], "size": 11, "color": SERIES[position]},
        "hovertext": [
            f"{name}: {number(m)} ({between})" for m, between in zip(median, spans, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _stage(frame: pd.DataFrame, stage: str, name: str, whole: str, position: int) -> Trace:
    color, pattern = _STAGES[position % len(_STAGES)]
    share = frame[stage] / frame[whole].where(frame[whole] > 0)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(frame))),
        "x": numbers(share.round(4)),
        "text": [percent(s) if s >= _ROOM_FOR_A_SHARE else "" for s in share.fillna(0)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": color,
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.25},
            "line": {"color": BACKGROUND, "width": 1},
        },
        "hovertext": [
            f"{name}: {rate(int(n), int(of))}"
            for n, of in zip(frame[stage], frame[whole], strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
