"""The map of places: points as large as their people and coloured by a gap.

Points and not the counties themselves: 3,100 shapes are a lot for a phone to fetch and draw, and
the largest of them are where the fewest people live.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.ui.charts.figure import LEGEND, Trace, figure
from lib.ui.formats import is_missing
from lib.ui.language import _
from lib.ui.maps.geography import MAINLAND, layout_of, subplots_of
from lib.ui.maps.layers import ground
from lib.ui.maps.scale import color_scale
from lib.ui.maps.us import HEIGHT
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SEQUENTIAL

_SMALLEST, _LARGEST = 7.0, 30.0
_COLUMNS = ["usps", "latitude", "longitude", "people", "gap", "hover"]
_KINDS = ("lacks", "has", "unknown")


def gap_map(
    places: pd.DataFrame, states: pd.DataFrame, *, value_name: str, country: bool = True
) -> go.Figure:
    """A map of places: discs where need is above capacity, squares where it is not.

    :param places: one row a place: ``usps``, ``latitude``, ``longitude`` (null: left out),
        ``people`` (the disc's area), ``gap`` (-1 to 1; null: none can be told) and ``hover``.
    :param states: ``usps`` of the states to draw.
    :param value_name: what the colour stands for.
    :param country: ``False`` draws only the states given, as large as they fit.
    """
    located = places[places["latitude"].notna() & places["longitude"].notna()]
    codes = set(states["usps"])
    subplots = subplots_of(codes, country)
    # The largest first, so that the small ones lie on top of them.
    rows = located[_COLUMNS].sort_values("people", ascending=False).to_dict("records")
    largest = max((row["people"] for row in rows if row["people"] > 0), default=1)
    traces: list[Trace] = []
    for subplot in dict.fromkeys((MAINLAND, *subplots.values())):
        shown = [c for c in sorted(codes) if subplots.get(c, MAINLAND) == subplot]
        traces.append(_land(shown, subplot))
        here = [row for row in rows if subplots.get(row["usps"], MAINLAND) == subplot]
        for kind in _KINDS:
            of_kind = [row for row in here if _kind(row["gap"]) == kind]
            if of_kind:
                traces.append(_points(of_kind, kind, subplot, largest))
    kinds = {_kind(row["gap"]) for row in rows}
    traces += [_key(kind) for kind in _KINDS if kind in kinds]
    greatest = max((row["gap"] for row in rows if row["gap"] > 0), default=0.1)
    return figure(
        traces,
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
        dragmode="zoom",
        showlegend=True,
        legend=LEGEND | {"y": 1.0},
        coloraxis=color_scale(greatest, value_name, ".0%"),
        **layout_of(codes, subplots, country),
    )


def _kind(gap: float | None) -> str:
    return "unknown" if is_missing(gap) else "lacks" if gap > 0 else "has"


def _land(codes: list[str], subplot: str) -> Trace:
    """The states as ground to stand on."""
    return ground(codes, subplot) | {
        "z": [0] * len(codes),
        "colorscale": [[0, BACKGROUND], [1, BACKGROUND]],
        "showscale": False,
        "hoverinfo": "skip",
    }


def _points(rows: list[dict[str, Any]], kind: str, subplot: str, largest: float) -> Trace:
    colors: dict[str, Any] = {
        "lacks": {"color": [round(row["gap"], 3) for row in rows], "coloraxis": "coloraxis"},
        "has": {"color": FAINT_TEXT},
        "unknown": {"color": FAINT_TEXT},
    }
    return {
        "type": "scattergeo",
        "mode": "markers",
        "geo": subplot,
        "lat": [round(row["latitude"], 3) for row in rows],
        "lon": [round(row["longitude"], 3) for row in rows],
        "hovertext": [row["hover"] for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
        "marker": {
            "symbol": _SYMBOLS[kind],
            "size": [_size(row["people"], largest) for row in rows],
            "opacity": 0.9,
            "line": {"color": FAINT_TEXT, "width": 0.8},
        }
        | colors[kind],
    }


_SYMBOLS = {"lacks": "circle", "has": "square-open", "unknown": "x-thin-open"}


def _size(people: float | None, largest: float) -> float:
    """The width of a disc whose area grows with the people, in pixels."""
    if is_missing(people) or people <= 0:
        return _SMALLEST
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * float((people / largest) ** 0.5), 1)


def _key(kind: str) -> Trace:
    names = {
        "lacks": _("need above capacity"),
        "has": _("capacity above need"),
        "unknown": _("no rank"),
    }
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lat": [None],
        "lon": [None],
        "name": names[kind],
        "showlegend": True,
        "hoverinfo": "skip",
        "marker": {
            "symbol": _SYMBOLS[kind],
            "size": 11,
            "color": SEQUENTIAL[6] if kind == "lacks" else FAINT_TEXT,
        },
    }
