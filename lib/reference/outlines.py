"""The outlines of counties, for the county of a point.

``outlines/counties.json`` has the counties of 2017, as the npm package us-atlas draws them;
``outlines/later.json`` those of Connecticut and Alaska that took the place of some since.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).parent / "outlines"
FIRST, LATER = "counties.json", "later.json"
OFFSHORE = 0.01
"""Degrees from the land, about a kilometre, at which a point still counts as its county's: the
outlines are simplified, and a pier stands in the water."""
_CORNERS = 4
"""Points that a ring has at least, the first of them twice."""

Topology = dict[str, Any]
Ring = list[tuple[float, float]]


class _Outlines:
    """The counties of one file, by their place on earth."""

    def __init__(self, name: str):
        shapes = dict(outlines(json.loads((FOLDER / name).read_text(encoding="utf-8"))))
        self.codes = list(shapes)
        self.shapes = list(shapes.values())
        self._tree = shapely.STRtree(self.shapes)

    def at(self, latitude: float, longitude: float) -> str | None:
        point = Point(longitude, latitude)
        within = self._tree.query(point, predicate="intersects")
        if not len(within):
            within = self._tree.query_nearest(point, max_distance=OFFSHORE, all_matches=False)
        return self.codes[within[0]] if len(within) else None


@cache
def _read(name: str) -> _Outlines:
    return _Outlines(name)


def counties_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """The codes of the county at a point (degrees): that of 2017, and the one that took its place
    since, if any. None where there is no land of the United States.
    """
    found = (_read(name).at(latitude, longitude) for name in (FIRST, LATER))
    return tuple(code for code in found if code is not None)


def middles_of() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of a point inside each county, in its middle where that is inside."""
    middles = {}
    for name in (FIRST, LATER):
        for code, shape in zip(_read(name).codes, _read(name).shapes, strict=True):
            # An islet that is smaller than the outlines are fine has no inside.
            if not shape.is_empty:
                inside = shape.contains(shape.centroid)
                point = shape.centroid if inside else shape.representative_point()
                middles[code] = (point.y, point.x)
    return middles


def outlines(topology: Topology) -> Iterator[tuple[str, BaseGeometry]]:
    """The code and the shape (degrees) of each county of a topology, valid ones all."""
    arcs = list(_arcs(topology))
    for county in topology["objects"]["counties"]["geometries"]:
        parts = [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]
        rings = ([_ring(arcs, ring) for ring in part] for part in parts)
        drawn = ([ring for ring in part if len(ring) >= _CORNERS] for part in rings)
        polygons = [Polygon(part[0], part[1:]) for part in drawn if part]
        yield county["id"], shapely.make_valid(MultiPolygon(polygons))


def _arcs(topology: Topology) -> Iterator[Ring]:
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _ring(arcs: list[Ring], numbers: list[int]) -> Ring:
    """The points of a ring; a negative arc is walked backwards."""
    ring: Ring = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[1:] if ring else points
    return ring
