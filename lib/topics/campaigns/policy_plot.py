"""The picture of the policy map: a mark a county, states by their laws, our campaigns on top.

Marks and not the counties' shapes, as on the map of places: the largest counties are where the
fewest people live.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.reference.shapes import middles
from lib.ui.charts.plot import LEGEND, Trace, plot
from lib.ui.maps.geography import MAINLAND, OVERSEAS, Subplots, layout_of, subplots_of
from lib.ui.maps.layers import ground
from lib.ui.maps.us import HEIGHT
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SEQUENTIAL, SERIES, Mark

MARKS = {
    "task_force": Mark(SERIES[1], "circle", "●"),
    "jail_enforcement": Mark(SERIES[0], "square", "■"),
    "warrant_service_officer": Mark(SERIES[3], "triangle-up", "▲"),
    "agreement": Mark(SERIES[5], "diamond-tall", "◆"),
    "pending": Mark(SERIES[1], "circle-open", "○"),
    "protects": Mark(SERIES[2], "cross", "✚"),
    "campaign": Mark(SERIES[4], "star", "★"),
}
"""The looks of what stands in a county: of several the first."""
_ORDER = (
    *("pending", "agreement", "warrant_service_officer", "jail_enforcement", "task_force"),
    *("campaign", "protects"),
)
"""In which they are drawn: the last on top."""
_SIZES = {"campaign": 14, "protects": 11}
_LAWS = {
    "helps_enforcement": Mark(SERIES[1], "x-open", "✕"),
    "protects": Mark(SERIES[2], "cross-open", "✚"),
    "mixed": Mark(SERIES[5], "asterisk-open", "✳"),
}
_LAND = [[0, BACKGROUND], [0.5, BACKGROUND], [0.5, SEQUENTIAL[2]], [1, SEQUENTIAL[2]]]


def policy_map(
    states: pd.DataFrame, places: pd.DataFrame, campaigns: pd.DataFrame, *, country: bool
) -> go.Figure:
    """The map.

    :param states: a row a state in view: ``usps``, ``is_whole`` (an agency of the whole state takes
        part), ``said`` (its hover) and ``stances`` (of its laws, a tuple).
    :param places: a row a county: ``usps, latitude, longitude``, ``mark`` (of ``MARKS``), ``said``.
    :param campaigns: the same, a row a place with campaigns that run.
    :param country: ``False`` draws only the states given, as large as they fit.
    """
    codes = set(states["usps"])
    subplots = subplots_of(codes, country)
    traces: list[Trace] = []
    points = pd.concat([places, campaigns], ignore_index=True)
    located = points[points["latitude"].notna() & points["longitude"].notna()]
    of = _subplot_of(located, subplots)
    for subplot in dict.fromkeys((MAINLAND, *subplots.values())):
        here = states[_subplot_of(states, subplots) == subplot]
        if len(here):
            traces.append(_states(here, subplot))
            traces += _laws(here, subplot)
        for mark in _ORDER:
            there = located[(of == subplot) & (located["mark"] == mark)]
            if len(there):
                traces.append(_points(there, mark, subplot))
    stances = [stance for each in states["stances"] for stance in each]
    traces += _keys(list(located["mark"]), stances, is_whole=bool(states["is_whole"].any()))
    return plot(
        traces,
        height=HEIGHT + 70,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
        dragmode="zoom",
        showlegend=True,
        legend=LEGEND | {"y": 1.0},
        **layout_of(codes, subplots, country),
    )


def _subplot_of(rows: pd.DataFrame, subplots: Subplots) -> "pd.Series[str]":
    return pd.Series([subplots.get(usps, MAINLAND) for usps in rows["usps"]], rows.index)


def _states(states: pd.DataFrame, subplot: str) -> Trace:
    return ground(list(states["usps"]), subplot) | {
        "z": states["is_whole"].astype(int).tolist(),
        "zmin": 0,
        "zmax": 1,
        "colorscale": _LAND,
        "showscale": False,
        "hovertext": list(states["said"]),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _laws(states: pd.DataFrame, subplot: str) -> list[Trace]:
    traces = []
    for stance, mark in _LAWS.items():
        known = [
            usps
            for usps, stances in zip(states["usps"], states["stances"], strict=True)
            if stance in stances and usps in middles() and usps not in OVERSEAS
        ]
        if known:
            traces.append(
                {
                    "type": "scattergeo",
                    "mode": "markers",
                    "geo": subplot,
                    "lon": [middles()[usps][0] for usps in known],
                    "lat": [middles()[usps][1] for usps in known],
                    "marker": {
                        "symbol": mark.symbol,
                        "size": 17,
                        "line": {"width": 2.5, "color": mark.color},
                    },
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
    return traces


def _points(rows: pd.DataFrame, mark: str, subplot: str) -> Trace:
    return _mark(MARKS[mark], _SIZES.get(mark, 8)) | {
        "geo": subplot,
        "lat": rows["latitude"].round(3).tolist(),
        "lon": rows["longitude"].round(3).tolist(),
        "hovertext": list(rows["said"]),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def _mark(mark: Mark, size: int) -> Trace:
    is_hollow = mark.symbol.endswith("-open")
    line = {"color": mark.color if is_hollow else BACKGROUND, "width": 2 if is_hollow else 0.8}
    marker = {"symbol": mark.symbol, "size": size, "color": mark.color, "opacity": 1, "line": line}
    return {"type": "scattergeo", "mode": "markers", "marker": marker}


def _keys(marks: Sequence[str], stances: Sequence[str], *, is_whole: bool) -> list[Trace]:
    names = {mark: name_of("policy_kind", mark) for mark in MARKS if mark != "campaign"}
    names["campaign"] = _("Our campaigns that run")
    traces = [_mark(MARKS[m], 11) | {"name": names[m]} for m in MARKS if m in marks]
    if is_whole:
        square = {"symbol": "square", "size": 13, "color": SEQUENTIAL[2]}
        line = {"line": {"color": FAINT_TEXT, "width": 1}}
        traces.append(
            {"type": "scattergeo", "marker": square | line}
            | {"name": _("An agency of the whole state takes part")}
        )
    for stance, mark in _LAWS.items():
        if stance in stances:
            law = _("State's law: {stance}", stance=formats.within(name_of("law_stance", stance)))
            traces.append(_mark(mark, 11) | {"name": law})
    shown = {"lat": [None], "lon": [None], "showlegend": True, "hoverinfo": "skip"}
    return [trace | shown for trace in traces]
