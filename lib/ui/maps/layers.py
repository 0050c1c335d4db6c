"""What is drawn on the map: shaded states, points, and the keys of the legend."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from lib.ui.charts.figure import Trace
from lib.ui.language import _
from lib.ui.palette import BACKGROUND, FAINT_TEXT, LAND, STATUS, Mark
from lib.ui.vocabulary import name_of

_OTHER = Mark(FAINT_TEXT, "square", "■")
_SIZE = 10


def shading(states: pd.DataFrame, subplot: str, say: Callable[[float | None], str]) -> list[Trace]:
    """The states of a subplot: those with a value on the colour scale, the others as no data."""
    known = states["value"].notna()
    return [
        trace
        for trace in (
            _states(states[known], subplot, say) | {"coloraxis": "coloraxis"},
            _states(states[~known].assign(value=0.0), subplot, lambda _value: _("no data"))
            | {"colorscale": [[0, LAND], [1, LAND]], "showscale": False},
        )
        if trace["locations"]
    ]


def _states(states: pd.DataFrame, subplot: str, say: Callable[[float | None], str]) -> Trace:
    codes = states["usps"].tolist()
    return {
        "type": "choropleth",
        "geo": subplot,
        # To Plotly, Puerto Rico is a country; it always has a subplot of its own.
        "locationmode": "ISO-3" if "PR" in codes else "USA-states",
        "locations": ["PRI" if code == "PR" else code for code in codes],
        "z": states["value"].tolist(),
        "hovertext": [
            f"{name}: {say(value)}"
            for name, value in zip(states["name"], states["value"], strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"line": {"color": FAINT_TEXT, "width": 0.5}},
    }


def committees(points: pd.DataFrame, subplot: str) -> list[Trace]:
    """The points of a subplot, a trace a status."""
    return [
        _marker(status)
        | {
            "geo": subplot,
            "lat": rows["latitude"].round(3).tolist(),
            "lon": rows["longitude"].round(3).tolist(),
            "customdata": rows["committee_id"].tolist(),
            "hovertext": rows["hover"].tolist(),
            "hovertemplate": "%{hovertext}<extra></extra>",
            "showlegend": False,
        }
        for status, rows in points.groupby("status", sort=False)
    ]


def keys(statuses: list[str], *, no_data: bool) -> list[Trace]:
    """The legend: the statuses on the map, in the order of a committee's life, and no data."""
    known = [status for status in STATUS if status in statuses]
    rest = [status for status in statuses if status not in STATUS]
    traces = [
        _marker(status) | {"name": name_of("committee_status", status)} for status in known + rest
    ]
    if no_data:
        square = {"symbol": "square", "color": LAND, "line": {"color": FAINT_TEXT, "width": 1}}
        traces.append({"type": "scattergeo", "marker": square | {"size": 12}, "name": _("no data")})
    return [
        trace | {"lat": [None], "lon": [None], "showlegend": True, "hoverinfo": "skip"}
        for trace in traces
    ]


def _marker(status: str) -> Trace:
    mark = STATUS.get(status, _OTHER)
    return {
        "type": "scattergeo",
        "mode": "markers",
        "marker": {
            "symbol": mark.symbol,
            "color": mark.color,
            "size": _SIZE,
            "opacity": 1,
            "line": {"color": BACKGROUND, "width": 1.2},
        },
        "unselected": {"marker": {"opacity": 0.5}},
    }


def spread(points: pd.DataFrame, degrees: float) -> pd.DataFrame:
    """Committees of one place, put on a circle around it so that each can be seen and chosen.

    :param degrees: how far neighbours on the circle stand apart, in degrees of latitude.
    """
    place = points.groupby(["latitude", "longitude"], sort=False)["latitude"]
    count = place.transform("size")
    turn = 2 * np.pi * place.cumcount() / count
    radius = (degrees / 2 / np.sin(np.pi / count.clip(lower=2))).where(count > 1, 0)
    # A degree of longitude is about 0.8 of one of latitude in the middle of the country.
    return points.assign(
        latitude=points["latitude"] + radius * np.cos(turn),
        longitude=points["longitude"] + radius / 0.8 * np.sin(turn),
    )
