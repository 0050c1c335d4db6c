"""Which states are drawn where.

The country is drawn in Plotly's ``albers usa`` projection, which has Alaska and Hawaii in it;
Puerto Rico has an inset. A region is drawn by itself, as large as it fits, with insets for what
lies across the sea.
"""

from typing import Any

from lib.reference.shapes import middles
from lib.ui.palette import BACKGROUND, FAINT_TEXT, LAND

OVERSEAS = ("AK", "HI", "PR")
MAINLAND = "geo"

Domain = dict[str, list[float]]
Subplots = dict[str, str]
"""Postal code → the subplot that the state is drawn in; all others are on the mainland."""

# The parallels that the US Geological Survey draws the country between.
_PARALLELS = [29.5, 45.5]
_INSET = 0.19
# What an inset shows, in degrees west to east and south to north: the Aleutians and the outer
# islands of Hawaii, where next to nobody lives, are cut as on every such map.
_VIEWS: dict[str, tuple[list[float], list[float]]] = {
    "AK": ([-170, -130], [54, 71.5]),
    "HI": ([-160.4, -154.6], [18.7, 22.4]),
    "PR": ([-67.5, -65.2], [17.75, 18.65]),
}


def subplots_of(codes: set[str], country: bool) -> Subplots:
    """The states that have a subplot of their own."""
    apart = ["PR"] if country else [code for code in OVERSEAS if code in codes]
    first = 1 if apart and codes <= set(OVERSEAS) and not country else 2
    return {code: _name(position) for position, code in enumerate(apart, start=first)}


def apart_in(subplot: str, subplots: Subplots, region: set[str] | None) -> float:
    """Degrees of latitude that are about a point's width in a subplot, on a phone.

    :param region: the states of a region that is drawn by itself; none: the country.
    """
    for code, name in subplots.items():
        if name == subplot:
            (west, east), _latitudes = _VIEWS[code]
            return (east - west) / 20
    if region is None:
        return 1.0
    west, east = _ends([middles()[code][0] for code in region - set(subplots) if code in middles()])
    # A state reaches some four degrees beyond its middle, and a map is 28 points wide.
    return (0.8 * (east - west) + 8) / 28


def layout_of(codes: set[str], subplots: Subplots, country: bool) -> dict[str, Any]:
    """The subplots, and a thin frame around each inset, as Plotly's layout takes them."""
    layout: dict[str, Any] = {}
    if MAINLAND not in subplots.values():
        layout[MAINLAND] = (
            _country() if country else _region(codes - set(subplots), with_insets=bool(subplots))
        )
    frames = []
    for position, (code, subplot) in enumerate(reversed(subplots.items())):
        domain = _domain(position, alone=subplot == MAINLAND)
        layout[subplot] = _overseas(code, domain)
        if subplot != MAINLAND:
            frames.append(_frame(domain))
    return layout | {"shapes": frames}


def _name(position: int) -> str:
    return MAINLAND if position == 1 else f"{MAINLAND}{position}"


_COMMON: dict[str, Any] = {
    "resolution": 110,
    "bgcolor": BACKGROUND,
    "showcoastlines": False,
    "showlakes": True,
    "lakecolor": BACKGROUND,
    "showcountries": False,
}


def _country() -> dict[str, Any]:
    return _COMMON | {
        "scope": "usa",
        "projection": {"type": "albers usa"},
        "showland": True,
        "landcolor": LAND,
        "showsubunits": True,
        "subunitcolor": FAINT_TEXT,
        "subunitwidth": 0.5,
        # Plotly gives each of two maps half of the height unless told.
        "domain": {"x": [0, 1], "y": [0, 1]},
    }


def _region(codes: set[str], *, with_insets: bool) -> dict[str, Any]:
    known = middles()
    west_to_east = [known[code][0] for code in codes if code in known]
    return _COMMON | {
        # Plotly can't draw its "usa" in another projection than "albers usa".
        "scope": "north america",
        "projection": {
            "type": "conic equal area",
            "parallels": _PARALLELS,
            # North is up in the middle of the region.
            "rotation": {"lon": sum(_ends(west_to_east)) / 2},
        },
        "fitbounds": "locations",
        # The neighbours, in grey.
        "showland": True,
        "landcolor": LAND,
        "domain": {"x": [0, 1], "y": [_INSET if with_insets else 0, 1]},
    }


def _ends(longitudes: list[float]) -> tuple[float, float]:
    return (min(longitudes), max(longitudes)) if longitudes else (-96, -96)


def _overseas(code: str, domain: Domain) -> dict[str, Any]:
    longitudes, latitudes = _VIEWS[code]
    return _COMMON | {
        "scope": "north america",
        "projection": {
            "type": "conic equal area",
            "parallels": latitudes,
            "rotation": {"lon": sum(longitudes) / 2},
        },
        "lonaxis": {"range": longitudes},
        "lataxis": {"range": latitudes},
        "center": {"lon": sum(longitudes) / 2, "lat": sum(latitudes) / 2},
        "showland": False,
        "domain": domain,
    }


def _domain(position: int, *, alone: bool) -> Domain:
    """An inset's place: at the bottom right, further left the more of them there are."""
    if alone:
        return {"x": [0, 1], "y": [_INSET, 1]}
    right = 1 - position * (_INSET + 0.01)
    return {"x": [right - _INSET, right], "y": [0, _INSET]}


def _frame(domain: Domain) -> dict[str, Any]:
    (x0, x1), (y0, y1) = domain["x"], domain["y"]
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "line": {"color": FAINT_TEXT, "width": 0.5},
    }
