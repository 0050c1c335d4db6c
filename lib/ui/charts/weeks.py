"""Charts over weeks.

The current week is not over: it is drawn hollow or hatched, said to be incomplete in the legend,
and never joined to the line as a fall.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.figure import HEIGHT, Trace, axis, days, figure, hatched, numbers
from lib.ui.language import _
from lib.ui.palette import BACKGROUND, SERIES, series_color

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_TOP = 5


def lines(
    frame: pd.DataFrame,
    series: Mapping[str, str],
    *,
    x: str,
    incomplete_from: date | None = None,
    percent: bool = False,
) -> go.Figure:
    """Lines over a column of dates.

    :param frame: one row a date, in any order; one column of numbers a series, null where nothing
        is known (drawn as a gap).
    :param series: column → name; each line has a colour and a dash of its own.
    :param incomplete_from: dates from here on are drawn as hollow points, apart from the line.
    :param percent: the numbers are ratios, written as percentages.
    """
    frame = frame.sort_values(x)
    whole, partial = _split(frame, x, incomplete_from)
    # :d3-format: a number without decimals unless it has some.
    hover = "%{y:.0%}" if percent else "%{y:,.3~f}"
    traces = [
        _line(whole, x, column, name, position, hover)
        for position, (column, name) in enumerate(series.items())
    ]
    if len(partial):
        traces += [
            _hollow(partial, x, column, name, position, hover)
            for position, (column, name) in enumerate(series.items())
        ]
    return figure(
        traces,
        showlegend=len(traces) > 1,
        xaxis=axis(type="date", hoverformat="%-d %b %Y"),
        yaxis=axis(rangemode="tozero", tickformat=".0%" if percent else ",~f", nticks=5),
    )


def weekly_line(
    frame: pd.DataFrame,
    series: Mapping[str, str],
    *,
    x: str = "week_start",
    incomplete_from: date | None,
    percent: bool = False,
) -> go.Figure:
    """Lines over weeks, by their Mondays; see :func:`lines`.

    :param incomplete_from: the Monday of the current week; ``None`` only where all weeks are over.
    """
    return lines(frame, series, x=x, incomplete_from=incomplete_from, percent=percent)


def stacked_weeks(
    frame: pd.DataFrame,
    *,
    x: str = "week_start",
    kind: str,
    value: str,
    names: Callable[[str], str],
    incomplete_from: date | None,
) -> go.Figure:
    """Bars of counts a week, stacked by kind; the current week is hatched.

    :param frame: one row a week and kind; weeks without a row are drawn as empty.
    :param names: the name of a kind. The five most frequent kinds have a colour of their own,
        the rest is added up.
    """
    table = _by_kind(frame, x, kind, value)
    partial = [
        incomplete_from is not None and week >= pd.Timestamp(incomplete_from)
        for week in table.index
    ]
    weeks = days(table.index)
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": _("Other kinds") if column is None else names(column),
            "x": weeks,
            "y": numbers(table[column]),
            "marker": {
                "color": series_color(position),
                "line": {"color": BACKGROUND, "width": 1},
                "pattern": hatched(partial),
            },
            "hovertemplate": "%{y:,}",
        }
        for position, column in enumerate(table.columns)
    ]
    if any(partial):
        traces.append(_incomplete_key())
    return figure(
        traces,
        # The legend of many kinds takes its lines from the figure's height.
        height=HEIGHT + 60,
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        xaxis=axis(type="date", hoverformat="%-d %b %Y"),
        yaxis=axis(rangemode="tozero", tickformat=",~f", nticks=5),
    )


def sparkline(values: Sequence[float | None], *, color: str = SERIES[0]) -> go.Figure:
    """A line without axes, for a card; gaps stay gaps."""
    trace: Trace = {
        "type": "scatter",
        "mode": "lines",
        "y": list(values),
        "line": {"color": color, "width": 2},
        "hoverinfo": "skip",
    }
    hidden = axis(visible=False)
    return figure(
        [trace], height=48, margin={"l": 0, "r": 0, "t": 2, "b": 2}, xaxis=hidden, yaxis=hidden
    )


def _split(
    frame: pd.DataFrame, x: str, incomplete_from: date | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    if incomplete_from is None:
        return frame, frame.iloc[:0]
    partial = pd.to_datetime(frame[x]) >= pd.Timestamp(incomplete_from)
    return frame[~partial], frame[partial]


def _line(frame: pd.DataFrame, x: str, column: str, name: str, position: int, hover: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": days(frame[x]),
        "y": numbers(frame[column]),
        "line": {
            "color": series_color(position),
            "width": 2.5,
            "dash": _DASHES[position % len(_DASHES)],
        },
        "connectgaps": False,
        "hovertemplate": hover,
    }


def _hollow(
    frame: pd.DataFrame, x: str, column: str, name: str, position: int, hover: str
) -> Trace:
    so_far = _("This week so far")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": so_far,
        "x": days(frame[x]),
        "y": numbers(frame[column]),
        "marker": {
            "symbol": "circle-open",
            "size": 9,
            "color": series_color(position),
            "line": {"width": 2},
        },
        "showlegend": position == 0,
        "hovertemplate": f"{hover}<extra>{name} · {so_far}</extra>",
    }


def _by_kind(frame: pd.DataFrame, x: str, kind: str, value: str) -> pd.DataFrame:
    """Weeks × kinds, the most frequent kind first; the column ``None`` adds up the rest."""
    table = frame.pivot_table(index=x, columns=kind, values=value, aggfunc="sum", observed=True)
    table.index = pd.to_datetime(table.index)
    if len(table):
        table = table.reindex(pd.date_range(table.index.min(), table.index.max(), freq="7D"))
    table = table.fillna(0).astype("int64")
    order = table.sum().sort_values(ascending=False, kind="stable").index
    top, rest = list(order[:_TOP]), list(order[_TOP:])
    if len(rest) == 1:
        top, rest = top + rest, []
    shown = table[top].copy()
    shown.columns = shown.columns.astype(object)
    if rest:
        shown[None] = table[rest].sum(axis=1)
    return shown


def _incomplete_key() -> dict[str, Any]:
    """The legend's entry for the hatching."""
    return {
        "type": "bar",
        "name": _("This week so far"),
        "x": [None],
        "y": [None],
        "marker": {"color": series_color(0), "pattern": hatched([True])},
        "hoverinfo": "skip",
    }
