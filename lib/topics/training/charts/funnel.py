"""Committees against the common rate, with the limits of what chance explains at each size."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats, ngettext
from lib.measures.labelling import apart
from lib.topics.training.charts.ends import End, named
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT

_LIMITS = {"95": "dot", "998": "dash"}
_LIMIT_NAMES = {"95": "95 %", "998": "99.8 %"}
_HEIGHT, _BELOW = 280, 64
_TOP = 1.06
_SLOT = 0.075
"""Height of a name, in units of the rate."""
_MOST_NAMES = 6
"""On each side; the others are named below the chart."""
_LETTERS = 24
_MOST_AT_ONE_PLACE = 3
"""Names of committees whose points are one."""


def funnel_plot(points: pd.DataFrame, lines: pd.DataFrame, target: float, *, x: str) -> go.Figure:
    """A point a committee: those outside the limits filled and named, the others hollow.

    Of the others those of one size and rate are one point, which names the first of them.

    :param points: one row a committee: ``name``, ``size``, ``rate`` (ratio), ``share`` (it as
        text), ``hover`` (both) and ``side`` (``above`` or ``below`` the 95 % limits, else empty).
    :param lines: the limits by ``size``: ``low_95, high_95, low_998, high_998`` (ratios).
    :param target: the common rate.
    :param x: the name of the sizes.
    """
    size = numbers(lines["size"])
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _LIMIT_NAMES[limit],
            "x": size,
            "y": numbers(lines[f"{side}_{limit}"]),
            "line": {"color": FAINT_TEXT, "width": 1.5, "dash": dash},
            "hoverinfo": "skip",
        }
        for limit, dash in _LIMITS.items()
        for side in ("low", "high")
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": size,
            "y": [target] * len(size),
            "line": {"color": FAINT_TEXT, "width": 1.5},
            "hoverinfo": "skip",
        }
    )
    for side, name, symbol, color in (
        ("", _("as chance allows"), "circle-open", SERIES[5]),
        ("below", _("below the limits"), "triangle-down", SERIES[1]),
        ("above", _("above the limits"), "triangle-up", SERIES[2]),
    ):
        rows = points[points["side"] == side]
        traces.append(_points(rows if side else _at_one_place(rows), name, symbol, color))
    widest = float(lines["size"].max())
    layout = named(_ends(lines, target), height=_HEIGHT, top=_TOP, letters=_LETTERS)
    layout["annotations"] += _names(points, "above", widest) + _names(points, "below", widest)
    return plot(
        traces,
        height=_HEIGHT + _BELOW,
        hovermode="closest",
        showlegend=False,
        xaxis=axis(
            title={"text": x, "font": {"color": TEXT}}, rangemode="tozero", tickformat=",~f"
        ),
        yaxis=axis(range=[-0.02, _TOP], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1]),
        **layout,
    )


def _ends(lines: pd.DataFrame, target: float) -> list[End]:
    """What the lines are called at their right ends."""
    widest = lines.loc[lines["size"].idxmax()]
    limits = [
        End(float(widest[f"{side}_{limit}"]), name, FAINT_TEXT)
        for limit, name in _LIMIT_NAMES.items()
        for side in ("low", "high")
    ]
    # Translators: name of a line: the rate of all committees together
    return [*limits, End(target, _("all"), FAINT_TEXT)]


def _at_one_place(rows: pd.DataFrame) -> pd.DataFrame:
    """The points that are told apart: of those in one place only the last could be pointed at."""
    names: dict[tuple[float, str], list[str]] = {}
    for name, size, share in zip(rows["name"], rows["size"], rows["share"], strict=True):
        names.setdefault((size, share), []).append(name)
    first = rows.drop_duplicates(["size", "share"])
    hover = [
        f"{_first(names[place])}: {place[1]}"
        for place in zip(first["size"], first["share"], strict=True)
    ]
    return first.assign(hover=hover)


def _first(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_AT_ONE_PLACE
    if more <= 0:
        return formats.listing(names)
    counted = ngettext("{n} more", "{n} more", more, n=formats.number(more))
    return formats.listing([*names[:_MOST_AT_ONE_PLACE], counted])


def _points(rows: pd.DataFrame, name: str, symbol: str, color: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": numbers(rows["size"]),
        "y": numbers(rows["rate"]),
        "marker": {"symbol": symbol, "size": 10, "color": color},
        "hovertext": rows["hover"].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _names(points: pd.DataFrame, side: str, widest: float) -> list[dict[str, Any]]:
    """The names on one side of the limits, tied to their points, away from the funnel."""
    above = side == "above"
    # From the one nearest to the funnel outwards, up or (upside down) below it.
    rows = points[points["side"] == side].sort_values("rate", ascending=above).tail(_MOST_NAMES)
    heights = rows["rate"] if above else _TOP - rows["rate"]
    slots = apart(heights.tolist(), [_SLOT] * len(rows), top=_TOP)
    return [
        _name(str(name), float(size), float(rate), slot if above else _TOP - slot, widest)
        for (name, size, rate), slot in zip(
            rows[["name", "size", "rate"]].itertuples(index=False), slots, strict=True
        )
    ]


def _name(name: str, size: float, rate: float, at: float, widest: float) -> dict[str, Any]:
    """A name beside its point, on the side where there is room for it."""
    to_the_right = size < widest / 2
    step = widest * 0.06
    return {
        "x": size,
        "y": rate,
        "ax": size + step if to_the_right else size - step,
        "ay": at,
        "axref": "x",
        "ayref": "y",
        "xanchor": "left" if to_the_right else "right",
        "text": textwrap.shorten(name, _LETTERS, placeholder="…"),
        "font": {"color": TEXT, "size": 11},
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": FAINT_TEXT,
        "standoff": 5,
    }
