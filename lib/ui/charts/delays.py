"""How long it takes: the median and the 90th percentile."""

import math

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.bars import wrapped
from lib.ui.charts.figure import Trace, axis, figure, numbers, rows_axis
from lib.ui.formats import minutes
from lib.ui.language import _
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT

_TICKS = (1, 10, 60, 360, 1440, 10080, 43200)
"""One minute, ten; one hour, six; one day, seven, thirty."""


def delay_ranges(
    frame: pd.DataFrame, *, group: str, median: str = "median", p90: str = "p90"
) -> go.Figure:
    """Ranges from the median (full) to the 90th percentile (hollow), a row a group, on a log scale.

    :param frame: one row a group in the order to draw, with minutes in ``median`` and ``p90``;
        null where nothing was measured. Delays under a minute are drawn at one minute.
    :param group: column of the groups' names: steps, weeks as text, regions.
    """
    rows = list(range(len(frame)))
    middle, late = numbers(frame[median]), numbers(frame[p90])
    spans: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for m, p in zip(middle, late, strict=True) for x in (_at(m), _at(p), None)],
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
    return figure(
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


def _at(value: float | None) -> float | None:
    return None if value is None else max(value, 1)


def _points(
    name: str, values: list[float | None], rows: list[int], symbol: str, side: str
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [_at(value) for value in values],
        "y": rows,
        "text": [minutes(value) for value in values],
        "textposition": side,
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": 11, "color": SERIES[0], "line": {"width": 2}},
        "hoverinfo": "skip",
    }
