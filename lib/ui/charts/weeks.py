"""Charts over weeks.

The current week is not over: it is drawn hollow or hatched, said to be incomplete in the legend,
and never joined to the line as a fall.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import day_and_month, month
from lib.ui.charts.plot import Trace, axis, count_ticks, dash, days, numbers, plot
from lib.ui.palette import series_color

_TICKS = 5
_WEEKS_A_YEAR = 60

_SHARES = {"tickformat": ".0%", "nticks": 5}

Values = list[float | None]


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
    at = days(frame[x].tolist())
    over = weeks_over(at, incomplete_from)
    # :d3-format: a number without decimals unless it has some.
    hover = "%{y:.0%}" if percent else "%{y:,.3~f}"
    shown = [(name, numbers(frame[column])) for column, name in series.items()]
    traces = [
        _line(name, at[:over], values[:over], position, hover)
        for position, (name, values) in enumerate(shown)
    ]
    if over < len(at):
        traces += [
            _hollow(name, at[over:], values[over:], position, hover)
            for position, (name, values) in enumerate(shown)
        ]
    return plot(
        traces,
        showlegend=len(traces) > 1,
        xaxis=axis(type="date", hoverformat="%-d %b %Y", **mondays(frame[x])),
        yaxis=axis(
            rangemode="tozero",
            **(_SHARES if percent else count_ticks(v for _name, values in shown for v in values)),
        ),
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


def weeks_over(weeks: list[str], incomplete_from: date | None) -> int:
    """How many of the weeks, in order, are over."""
    if incomplete_from is None:
        return len(weeks)
    return bisect_left(weeks, incomplete_from.isoformat())


def _line(name: str, at: list[str], values: Values, position: int, hover: str) -> Trace:
    return {
        "type": "scatter",
        # A week between two gaps has no neighbour to draw a line to.
        "mode": "lines+markers" if None in values else "lines",
        "name": name,
        "x": at,
        "y": values,
        "marker": {"size": 7, "color": series_color(position)},
        "line": {"color": series_color(position), "width": 2.5, "dash": dash(position)},
        "connectgaps": False,
        "hovertemplate": hover,
    }


def _hollow(name: str, at: list[str], values: Values, position: int, hover: str) -> Trace:
    so_far, color = _("This week so far"), series_color(position)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": so_far,
        "x": at,
        "y": values,
        "marker": {"symbol": "circle-open", "size": 9, "color": color, "line": {"width": 2}},
        "showlegend": position == 0,
        "hovertemplate": f"{hover}<extra>{name} · {so_far}</extra>",
    }


def mondays(weeks: Iterable[date]) -> dict[str, Any]:
    """Ticks on days that a week begins on, written as the language writes them."""
    known = sorted(set(pd.to_datetime(list(weeks))))
    # From the newest back, so that the current week always has its name.
    named = known[:: -max(1, -(-len(known) // _TICKS))][::-1]
    write = day_and_month if len(known) <= _WEEKS_A_YEAR else month
    return {"tickmode": "array", "tickvals": days(named), "ticktext": [write(w) for w in named]}
