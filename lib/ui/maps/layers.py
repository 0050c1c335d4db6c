"""What is drawn on the map: shaded states, points, and the keys of the legend."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from lib.language.formats import is_missing
from lib.language.vocabulary import name_of
from lib.measures.spreading import spread
from lib.reference.shapes import middles
from lib.ui.charts.plot import Trace
from lib.ui.maps.scale import position
from lib.ui.palette import BACKGROUND, FAINT_TEXT, LAND, MARKS, TEXT, Mark

_OTHER = Mark(FAINT_TEXT, "square", "■")
_SIZE = 10


Row = dict[str, Any]
"""A state or a committee by its columns."""


def shading(
    states: list[Row],
    subplot: str,
    edges: list[float],
    say: Callable[[float | None], str],
    unclassed: str,
) -> list[Trace]:
    """The states of a subplot: those with a value by their class, the others in grey.

    :param edges: of the classes (:func:`lib.ui.maps.scale.edges_of`).
    :param unclassed: what it means that a state has no value.
    """
    known = [state for state in states if not is_missing(state["value"])]
    unknown = [state for state in states if is_missing(state["value"])]
    traces = []
    if known:
        values = [position(state["value"], edges) for state in known]
        said = [_said(state, say(state["value"])) for state in known]
        traces.append(_states(known, values, said, subplot) | {"coloraxis": "coloraxis"})
    if unknown:
        said = [_said(state, unclassed) for state in unknown]
        traces.append(
            _states(unknown, [0.0] * len(unknown), said, subplot)
            | {"colorscale": [[0, LAND], [1, LAND]], "showscale": False}
        )
    return traces


def _said(state: Row, value: str) -> str:
    return f"{state['name']}: {value if is_missing(state['said']) else state['said']}"


def ground(codes: list[str], subplot: str) -> Trace:
    """The shapes of states, by their postal abbreviations; what colours them is to be added."""
    return {
        "type": "choropleth",
        "geo": subplot,
        # To Plotly, Puerto Rico is a country; it always has a subplot of its own.
        "locationmode": "ISO-3" if "PR" in codes else "USA-states",
        "locations": ["PRI" if code == "PR" else code for code in codes],
        "marker": {"line": {"color": FAINT_TEXT, "width": 0.5}},
    }


def _states(states: list[Row], values: list[float], said: list[str], subplot: str) -> Trace:
    return ground([state["usps"] for state in states], subplot) | {
        "z": values,
        "hovertext": said,
        "hovertemplate": "%{hovertext}<extra></extra>",
        # A committee that is chosen pales the other committees, not the states.
        "unselected": {"marker": {"opacity": 1}},
    }


_TOO_SMALL = {"CT", "DC", "DE", "MA", "MD", "NH", "NJ", "RI", "VT"}
"""States that have no room for their letters on a map of the country."""


def lettered(codes: list[str], *, country: bool) -> list[str]:
    """The states that have room for their letters."""
    return [c for c in codes if c in middles() and not (country and c in _TOO_SMALL)]


def names(places: dict[str, tuple[float, float]], subplot: str) -> Trace:
    """The postal abbreviations of states: longitude and latitude of each."""
    return {
        "type": "scattergeo",
        "mode": "text",
        "geo": subplot,
        "lon": [longitude for longitude, _latitude in places.values()],
        "lat": [latitude for _longitude, latitude in places.values()],
        "text": list(places),
        "textfont": {"size": 10, "color": TEXT},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def put_apart(points: list[Row], degrees: float) -> list[Row]:
    """The points of a subplot with their ``latitude`` and ``longitude`` as they are drawn."""
    places = [(point["longitude"], point["latitude"]) for point in points]
    moved = spread(np.array(places, dtype=np.float64).reshape(-1, 2), degrees).round(3).tolist()
    return [
        point | {"longitude": longitude, "latitude": latitude}
        for point, (longitude, latitude) in zip(points, moved, strict=True)
    ]


def committees(points: list[Row], subplot: str, family: str) -> list[Trace]:
    """The points of a subplot, a trace a status of the family.

    :param points: by :func:`put_apart`.
    """
    by_status: defaultdict[str, list[Row]] = defaultdict(list)
    for point in points:
        by_status[point["status"]].append(point)
    return [
        _marker(status, family)
        | {
            "geo": subplot,
            "lat": [row["latitude"] for row in rows],
            "lon": [row["longitude"] for row in rows],
            "customdata": [row["committee_id"] for row in rows],
            "hovertext": [row["hover"] for row in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "showlegend": False,
        }
        for status, rows in by_status.items()
    ]


def keys(statuses: list[str], family: str, unclassed: str | None) -> list[Trace]:
    """The legend: the statuses on the map, in the order of the family's marks, and grey states."""
    marks = MARKS[family]
    known = [status for status in marks if status in statuses]
    rest = list(dict.fromkeys(status for status in statuses if status not in marks))
    traces = [
        _marker(status, family) | {"name": name_of(family, status)} for status in known + rest
    ]
    if unclassed is not None:
        square = {"symbol": "square", "color": LAND, "line": {"color": FAINT_TEXT, "width": 1}}
        traces.append({"type": "scattergeo", "marker": square | {"size": 12}, "name": unclassed})
    return [
        trace | {"lat": [None], "lon": [None], "showlegend": True, "hoverinfo": "skip"}
        for trace in traces
    ]


def _marker(status: str, family: str) -> Trace:
    mark = MARKS[family].get(status, _OTHER)
    is_hollow = mark.symbol.endswith("-open")
    return {
        "type": "scattergeo",
        "mode": "markers",
        "marker": {
            "symbol": mark.symbol,
            "color": mark.color,
            "size": _SIZE,
            "opacity": 1,
            # A hollow shape's line is its only ink.
            "line": {"color": BACKGROUND, "width": 2 if is_hollow else 1.2},
        },
        "unselected": {"marker": {"opacity": 0.5}},
    }
