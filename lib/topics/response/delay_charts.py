"""How long it takes: the median and the 90th percentile."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import minutes
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT

_TICKS = (1, 10, 60, 360, 1440, 10080, 43200)
"""One minute, ten; one hour, six; one day, seven, thirty."""
_FEWEST_TICKS = 3
_CLOSER_TICKS = (1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1440, 2880, 10080, 43200)


def delay_ranges(
    frame: pd.DataFrame,
    *,
    group: str,
    median: str = "median",
    p90: str = "p90",
    missing: str = "",
) -> go.Figure:
    """Ranges from the median (full) to the 90th percentile (hollow), a row a group, on a log scale.

    :param frame: one row a group in the order to draw, with minutes in ``median`` and ``p90``;
        null where nothing was measured. Delays under a minute are drawn at one minute.
    :param group: column of the groups' names: steps, weeks as text, regions.
    :param missing: what stands in a row without a median.
    """
    rows = list(range(len(frame)))
    middle, late = numbers(frame[median]), numbers(frame[p90])
    spans: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for m, p in zip(middle, late, strict=True) for x in _span(m, p)],
        "y": [y for row in rows for y in (row, row, None)],
        "line": {"color": FAINT_TEXT, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    traces = [
        spans,
        _points(_("half within"), middle, rows, "circle", "middle left"),
        _points(_("9 of 10 within"), late, rows, "circle-open", "middle right"),
    ]
    known = [max(value, 1) for value in (*middle, *late) if value is not None]
    low, high = min(known, default=1), max(known, default=60)
    if missing:
        traces.append(_said(missing, low, [row for row in rows if middle[row] is None]))
    return plot(
        traces,
        height=48 * max(1, len(frame)) + 72,
        showlegend=True,
        hovermode=False,
        xaxis=axis(
            type="log",
            range=[math.log10(low) - 0.45, math.log10(high) + 0.55],
            tickmode="array",
            tickvals=list(_TICKS),
            ticktext=[minutes(tick) for tick in _TICKS],
            tickangle=0,
            showgrid=True,
        ),
        yaxis=rows_axis([wrapped(str(name)) for name in frame[group]]),
    )


def minutes_axis(values: list[float | None]) -> dict[str, Any]:
    """A log scale of minutes that holds the values, with at least a few named times on it."""
    known = [max(value, 1) for value in values if value is not None]
    low, high = min(known, default=1) / 1.3, max(known, default=60) * 1.3
    inside = [tick for tick in _TICKS if low <= tick <= high]
    ticks = inside if len(inside) >= _FEWEST_TICKS else _CLOSER_TICKS
    return axis(
        type="log",
        range=[math.log10(low), math.log10(high)],
        tickmode="array",
        tickvals=list(ticks),
        ticktext=[minutes(tick) for tick in ticks],
    )


def _said(text: str, at: float, rows: list[int]) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [at] * len(rows),
        "y": rows,
        "text": [text] * len(rows),
        "textposition": "middle right",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _span(median: float | None, p90: float | None) -> tuple[float | None, ...]:
    return (at_least_a_minute(median), at_least_a_minute(p90), None)


def at_least_a_minute(value: float | None) -> float | None:
    """Where a delay stands on a log scale, which has no zero."""
    return None if value is None else max(value, 1)


def _points(
    name: str, values: list[float | None], rows: list[int], symbol: str, side: str
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [at_least_a_minute(value) for value in values],
        "y": rows,
        "text": [minutes(value) for value in values],
        "textposition": side,
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": 11, "color": SERIES[0], "line": {"width": 2}},
        "hoverinfo": "skip",
    }
