"""The map of places: points as large as their people and coloured by a gap.

Points and not the counties themselves: 3,100 shapes are a lot for a phone to fetch and draw, and
the largest of them are where the fewest people live.
"""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from lib.language import _
from lib.topics.priorities.quadrant_plot import hovering
from lib.ui.charts.plot import LEGEND, Trace, plot
from lib.ui.maps.geography import MAINLAND, layout_of, subplots_of
from lib.ui.maps.layers import ground
from lib.ui.maps.scale import color_scale
from lib.ui.maps.us import HEIGHT
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SEQUENTIAL

FloatArray = NDArray[np.float32]

_SMALLEST, _LARGEST = 7.0, 30.0
_COLUMNS = ["place", "usps", "latitude", "longitude", "people", "need", "capacity", "gap"]
_KINDS = ("lacks", "has", "unknown")


def gap_map(
    places: pd.DataFrame, states: pd.DataFrame, *, value_name: str, country: bool = True
) -> go.Figure:
    """A map of places: discs where need is above capacity, squares where it is not.

    :param places: one row a place: ``usps``, ``latitude``, ``longitude`` (null: left out),
        ``people`` (the disc's area), ``place`` (name), ``need``, ``capacity`` and ``gap`` (-1 to 1;
        null: none can be told).
    :param states: ``usps`` of the states to draw.
    :param value_name: what the colour stands for.
    :param country: ``False`` draws only the states given, as large as they fit.
    """
    located = places[places["latitude"].notna() & places["longitude"].notna()]
    codes = set(states["usps"])
    subplots = subplots_of(codes, country)
    # The largest first, so that the small ones lie on top of them.
    rows = located[_COLUMNS].sort_values("people", ascending=False)
    rows = rows.assign(kind=_kinds(rows["gap"]), subplot=rows["usps"].map(subplots))
    rows["subplot"] = rows["subplot"].fillna(MAINLAND)
    largest = max(float(rows["people"].max()), 1.0) if len(rows) else 1.0
    traces: list[Trace] = []
    for subplot in dict.fromkeys((MAINLAND, *subplots.values())):
        shown = [c for c in sorted(codes) if subplots.get(c, MAINLAND) == subplot]
        traces.append(_land(shown, subplot))
        here = rows[rows["subplot"] == subplot]
        for kind in _KINDS:
            of_kind = here[here["kind"] == kind]
            if len(of_kind):
                traces.append(_points(of_kind, kind, subplot, largest))
    kinds = set(rows["kind"])
    traces += [_key(kind) for kind in _KINDS if kind in kinds]
    greatest = float(rows.loc[rows["kind"] == "lacks", "gap"].max()) if "lacks" in kinds else 0.1
    return plot(
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


def _kinds(gap: "pd.Series[float]") -> list[str]:
    points = gap.to_numpy(np.float64, na_value=np.nan)
    cases = [np.isnan(points), points > 0]
    kinds: list[str] = np.select(cases, ["unknown", "lacks"], "has").tolist()
    return kinds


def _land(codes: list[str], subplot: str) -> Trace:
    """The states as ground to stand on."""
    return ground(codes, subplot) | {
        "z": [0] * len(codes),
        "colorscale": [[0, BACKGROUND], [1, BACKGROUND]],
        "showscale": False,
        "hoverinfo": "skip",
    }


def _points(rows: pd.DataFrame, kind: str, subplot: str, largest: float) -> Trace:
    colors: dict[str, Trace] = {
        "lacks": {"color": rows["gap"].to_numpy(np.float32), "coloraxis": "coloraxis"},
        "has": {"color": FAINT_TEXT},
        "unknown": {"color": FAINT_TEXT},
    }
    return {
        "type": "scattergeo",
        "mode": "markers",
        "geo": subplot,
        "lat": rows["latitude"].to_numpy(np.float32),
        "lon": rows["longitude"].to_numpy(np.float32),
        **(_named(rows) if kind == "unknown" else hovering(rows)),
        "showlegend": False,
        "marker": {
            "symbol": _SYMBOLS[kind],
            "size": _sizes(rows["people"], largest),
            "opacity": 0.9,
            "line": {"color": FAINT_TEXT, "width": 0.8},
        }
        | colors[kind],
    }


_SYMBOLS = {"lacks": "circle", "has": "square-open", "unknown": "x-thin-open"}


def _named(rows: pd.DataFrame) -> Trace:
    texts = [_("{place}: no rank", place=place) for place in rows["place"]]
    return {"hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>"}


def _sizes(people: "pd.Series[float]", largest: float) -> FloatArray:
    """The widths of discs whose areas grow with the people, in pixels."""
    share = people.to_numpy(np.float64, na_value=0).clip(0) / largest
    sizes: FloatArray = (_SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(share)).astype(np.float32)
    return sizes


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
