"""Curves of those who stay, in steps, named at their ends, with how many are followed below."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, dash, numbers, plot
from lib.ui.palette import TEXT, series_color

_BAND = 0.13
_HEIGHT, _BELOW, _ROW, _GAP = 270, 62, 30, 10
"""Pixels of the plot, of its axis, of a group's name and numbers below it, and of what is below."""
_MARGIN, _LETTERS, _LINE = 96, 14, 0.058
"""Pixels for the names, letters of a line of one, and the height of a line of the vertical axis."""


def staying_plot(
    curves: pd.DataFrame, at_risk: pd.DataFrame, names: Mapping[str, str], ticks: Sequence[int]
) -> go.Figure:
    """A curve a group over its band, and below the axis how many are followed (Morris and others
    2019, BMJ Open 9:e030215: what readers of such curves asked for).

    :param curves: one row a step: ``group, month`` and the shares ``staying, low, high``.
    :param at_risk: ``group, month, at_risk``; null where fewer than can be told.
    :param names: the groups to draw, in this order → their names.
    :param ticks: the months that the axis names.
    """
    drawn = {code: curves[curves["group"] == code] for code in names}
    position = {code: place for place, code in enumerate(names)}
    traces = [_band(rows, position[code]) for code, rows in drawn.items()]
    traces += [_line(rows, names[code], position[code]) for code, rows in drawn.items()]
    below = _BELOW + _ROW * len(names) + _GAP
    return plot(
        traces,
        height=_HEIGHT + below,
        showlegend=False,
        margin={"l": 0, "r": _MARGIN, "t": 8, "b": below},
        annotations=[*_ends(drawn, names, position), *_followed(at_risk, names, position, ticks)],
        xaxis=axis(
            title={"text": _("Months since joining"), "font": {"color": TEXT}, "standoff": 4},
            range=[-0.5, max(ticks) + 0.5],
            tickvals=list(ticks),
        ),
        yaxis=axis(range=[0, 1.02], tickformat=".0%", nticks=5),
    )


def _line(rows: pd.DataFrame, name: str, position: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": rows["month"].tolist(),
        "y": numbers(rows["staying"].round(4)),
        "line": {
            "color": series_color(position),
            "width": 2.5,
            "dash": dash(position),
            "shape": "hv",
        },
        "hovertemplate": "%{y:.0%}",
    }


def _band(rows: pd.DataFrame, position: int) -> Trace:
    """The band as one outline with its steps drawn out: filled, it can't run backwards in steps."""
    months = rows["month"].tolist()
    at = [months[0], *(month for month in months[1:] for _twice in range(2))] if months else []
    low, high = (_steps(rows[name].round(4).tolist()) for name in ("low", "high"))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": at + at[::-1],
        "y": high + low[::-1],
        "fill": "toself",
        "fillcolor": series_color(position),
        "line": {"width": 0},
        "opacity": _BAND,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _steps(values: list[float]) -> list[float]:
    """Each value until the next month, and at it."""
    stepped = [value for value in values[:-1] for _twice in range(2)]
    return [*stepped, *values[-1:]]


def _ends(
    drawn: Mapping[str, pd.DataFrame], names: Mapping[str, str], position: Mapping[str, int]
) -> list[dict[str, object]]:
    """The names, each where its curve ends, moved apart where they would lie on each other."""
    ends = {code: float(rows["staying"].iloc[-1]) for code, rows in drawn.items() if len(rows)}
    texts = {code: wrapped(names[code], _LETTERS) for code in ends}
    made, floor = [], 0.0
    for code, end in sorted(ends.items(), key=lambda item: item[1]):
        half = _LINE * (texts[code].count("<br>") + 1) / 2
        middle = max(end, floor + half)
        floor = middle + half
        made.append(_text(texts[code], position[code], x=1, xref="paper", xshift=6, y=middle))
    return made


def _followed(
    at_risk: pd.DataFrame,
    names: Mapping[str, str],
    position: Mapping[str, int],
    ticks: Sequence[int],
) -> list[dict[str, object]]:
    counts = at_risk.set_index(["group", "month"])["at_risk"]
    made = [_below(_("Still followed"), None, 48, x=0, xref="paper", xanchor="left")]
    for code, name in names.items():
        top = _BELOW + 6 + _ROW * position[code]
        made.append(
            _below(formats.plain(name), position[code], top, x=0, xref="paper", xanchor="left")
        )
        made += [
            _below(formats.number(counts.get((code, month))), position[code], top + 13, x=month)
            for month in ticks
        ]
    return made


def _below(text: str, position: int | None, pixels: int, **where: object) -> dict[str, object]:
    place = {"xanchor": "center", "yref": "paper", "y": 0, "yanchor": "top", "yshift": -pixels}
    return _text(text, position, 11, **{**place, **where})


def _text(text: str, position: int | None, size: int = 12, **where: object) -> dict[str, object]:
    color = TEXT if position is None else series_color(position)
    return {
        "text": text,
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "yanchor": "middle",
        "font": {"color": color, "size": size},
        **where,
    }
