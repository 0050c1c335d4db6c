"""Curves of those who stay, in steps, named at their ends, with how many are followed below."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.measures.labelling import apart
from lib.ui.charts.bars import wrapped
from lib.ui.charts.curves import band, curve
from lib.ui.charts.plot import axis, plot
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
    traces = [
        band(rows["month"], rows["low"], rows["high"], at, in_steps=True, opacity=_BAND)
        for at, rows in enumerate(drawn.values())
    ]
    traces += [
        curve(rows["month"], rows["staying"], names[code], at, shape="hv")
        for at, (code, rows) in enumerate(drawn.items())
    ]
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


def _ends(
    drawn: Mapping[str, pd.DataFrame], names: Mapping[str, str], position: Mapping[str, int]
) -> list[dict[str, object]]:
    """The names, each where its curve ends, moved apart where they would lie on each other."""
    ends = {code: float(rows["staying"].iloc[-1]) for code, rows in drawn.items() if len(rows)}
    texts = {code: wrapped(names[code], _LETTERS) for code in ends}
    order = sorted(ends, key=lambda code: ends[code])
    heights = [_LINE * (texts[code].count("<br>") + 1) for code in order]
    middles = apart([ends[code] for code in order], heights)
    return [
        _text(texts[code], position[code], x=1, xref="paper", xshift=6, y=middle)
        for code, middle in zip(order, middles, strict=True)
    ]


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
