"""Charts over the hours of a day, the days of a week, or any other few named steps."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import minutes
from lib.topics.response.delay_charts import at_least_a_minute, minutes_axis
from lib.ui.charts.plot import HEIGHT, Trace, axis, numbers, plot
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SERIES, TEXT

_LETTERS_BESIDE_EACH_OTHER = 40
"""As many as a phone has room for under a chart."""


def delay_profile(frame: pd.DataFrame, *, label: str) -> go.Figure:
    """Delays of named groups beside each other, on a log scale of minutes.

    :param frame: one row a group in the order to draw, as ``wait_quantiles`` returns it; null
        where nothing was measured or not enough was reached.
    :param label: column of the groups' names.
    """
    low, high = numbers(frame["closed_p50_low"]), numbers(frame["closed_p50_high"])
    reached = numbers(frame["closed_p50"])
    half = _points(_("half within, where it was done"), reached)
    half["error_y"] = {
        "type": "data",
        "symmetric": False,
        "array": _differences(high, reached),
        "arrayminus": _differences(reached, low),
        "thickness": 1.5,
        "width": 0,
    }
    most = _points(_("9 of 10 within, where it was done"), numbers(frame["closed_p90"]))
    most["marker"] |= {"symbol": "circle-open", "line": {"width": 2}}
    traces = [most, half]
    everything = numbers(frame["p50"])
    if any(value is not None for value in everything):
        of_all = _points(_("half of all reports within"), everything)
        of_all["marker"] |= {"symbol": "diamond", "color": SERIES[1]}
        traces.append(of_all)
    return plot(
        traces,
        height=HEIGHT + 60,
        showlegend=True,
        xaxis=_steps(frame[label].tolist()),
        yaxis=minutes_axis([*everything, *low, *high, *numbers(frame["closed_p90"])]),
    )


def hour_bars(frame: pd.DataFrame, parts: Mapping[str, str], *, label: str) -> go.Figure:
    """Bars of counts by named hour, stacked; in ink, for a colour is a kind of incident.

    :param frame: one row an hour in the order to draw.
    :param parts: column → name, from the bottom up.
    :param label: column of the hours' names.
    """
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": name,
            "x": list(range(len(frame))),
            "y": numbers(frame[column]),
            "marker": {
                "color": TEXT if position == 0 else FAINT_TEXT,
                "line": {"color": BACKGROUND, "width": 1},
                "opacity": 1 if position == 0 else 0.45,
            },
            "hovertemplate": "%{y:,}",
        }
        for position, (column, name) in enumerate(parts.items())
    ]
    return plot(
        traces,
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        xaxis=_steps(frame[label].tolist()),
        yaxis=axis(rangemode="tozero", tickformat=",~f", nticks=5),
    )


def _points(name: str, values: list[float | None]) -> Trace:
    said = [minutes(value) for value in values]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(range(len(values))),
        "y": [at_least_a_minute(value) for value in values],
        "customdata": said,
        "hovertemplate": "%{customdata}",
        "marker": {"size": 9, "color": SERIES[0]},
    }


def _differences(upper: list[float | None], lower: list[float | None]) -> list[float]:
    """How far an interval reaches; nothing where it has no limit."""
    return [
        0.0 if a is None or b is None else max(a, 1.0) - max(b, 1.0)
        for a, b in zip(upper, lower, strict=True)
    ]


def _steps(names: list[str]) -> dict[str, object]:
    longest = max((len(name) for name in names), default=1)
    every = -(-len(names) * (longest + 1) // _LETTERS_BESIDE_EACH_OTHER) or 1
    return axis(
        tickmode="array",
        tickvals=list(range(0, len(names), every)),
        ticktext=names[::every],
        tickangle=0,
        range=[-0.6, len(names) - 0.4],
        showgrid=False,
        zeroline=False,
    )
