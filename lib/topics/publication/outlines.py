"""The outlines of regions as SVG paths, made of the states' shapes that Tejido ships.

The projection is the usual one of the country: Albers' equal-area conic, Alaska at about a third of
its size and Hawaii and Puerto Rico moved below, as D3's ``geoAlbersUsa`` has it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import cos, radians, sin, sqrt
from typing import Literal, TypedDict

from lib.reference import states
from lib.reference.shapes import ANY_PROJECTION, FOLDER

WIDTH, HEIGHT = 960, 600
_SCALE = 1_150.0
_PUERTO_RICO = "PRI"
_SMALLEST = 6.0
"""Square units below which an island is left out."""

Ring = list[tuple[float, float]]


class Transform(TypedDict):
    """How TopoJSON's whole numbers become degrees east and north."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Polygon(TypedDict):
    """An area of one piece: rings of numbers of arcs."""

    type: Literal["Polygon"]
    arcs: list[list[int]]


class MultiPolygon(TypedDict):
    """An area of several pieces."""

    type: Literal["MultiPolygon"]
    arcs: list[list[list[int]]]


Drawn = tuple[tuple[str, str], ...]
"""A state's postal code and the id of its region, for each state."""


@dataclass(frozen=True, slots=True)
class Conic:
    """Albers' projection of a part of the country, and where it lies in the picture.

    :ivar center: degrees east (rotated) and north of what is drawn at ``at``.
    """

    parallels: tuple[float, float]
    meridian: float
    center: tuple[float, float]
    at: tuple[float, float]
    scale: float = _SCALE

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The point of the picture (x to the right, y down)."""
        x, y = self._raw(longitude - self.meridian, latitude)
        x0, y0 = self._raw(*self.center)
        return self.at[0] + self.scale * (x - x0), self.at[1] - self.scale * (y - y0)

    def _raw(self, longitude: float, latitude: float) -> tuple[float, float]:
        # Snyder, Map Projections: A Working Manual (USGS 1395), equations 14-1 to 14-6.
        south, north = (sin(radians(parallel)) for parallel in self.parallels)
        n = (south + north) / 2
        c = 1 + south * (2 * n - south)
        radius = sqrt(c - 2 * n * sin(radians(latitude))) / n
        angle = n * radians((longitude + 180) % 360 - 180)
        return radius * sin(angle), sqrt(c) / n - radius * cos(angle)


_MIDDLE = (WIDTH / 2, HEIGHT / 2 - 25)


def _aside(x: float, y: float) -> tuple[float, float]:
    return _MIDDLE[0] + x * _SCALE, _MIDDLE[1] + y * _SCALE


_MAINLAND = Conic((29.5, 45.5), -96, (-0.6, 38.7), _MIDDLE)
_APART = {
    "AK": Conic((55, 65), -154, (-2, 58.5), _aside(-0.307, 0.201), 0.35 * _SCALE),
    "HI": Conic((8, 18), -157, (-3, 19.9), _aside(-0.205, 0.212)),
    "PR": Conic((8, 18), -66.4, (0, 18.2), _aside(0.33, 0.215)),
}


def place(usps: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point of a state lies in the picture (x to the right, y down)."""
    return _APART.get(usps, _MAINLAND)(longitude, latitude)


def _drawn(drawn: Drawn) -> Drawn:
    return drawn or tuple((state.usps, state.region_id) for state in states())


@lru_cache(8)
def outlines(drawn: Drawn = ()) -> dict[str, str]:
    """The ``d`` of an SVG path for each region, by its id.

    :param drawn: the states and their regions; none: as Tejido ships them.
    """
    shapes = json.loads((FOLDER / ANY_PROJECTION).read_text())
    arcs = [list(_absolute(arc, shapes["transform"])) for arc in shapes["arcs"]]
    geometry = {item.get("id"): item for item in shapes["objects"]["subunits"]["geometries"]}
    for item in shapes["objects"]["countries"]["geometries"]:
        if item.get("id") == _PUERTO_RICO:
            geometry["PR"] = item
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for usps, region in _drawn(drawn):
        if usps in geometry:
            project = _APART.get(usps, _MAINLAND)
            for ring in _rings(geometry[usps], arcs):
                paths[region].append(_path([project(*point) for point in ring]))
    return {region: "".join(rings) for region, rings in paths.items()}


def _absolute(arc: list[list[int]], transform: Transform) -> Iterator[tuple[float, float]]:
    """An arc's points in degrees: TopoJSON has each as a step from the one before."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    steps = zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
    return ((x * kx + dx, y * ky + dy) for x, y in steps)


def _rings(geometry: Polygon | MultiPolygon, arcs: list[Ring]) -> Iterator[Ring]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            joined: Ring = []
            for number in ring:
                # A negative number is the arc of its complement, backwards.
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                joined += arc[1:] if joined else arc
            yield joined


def _path(ring: Ring) -> str:
    """A ring in whole units, as steps; nothing where it is too small to be seen."""
    points = [(round(x), round(y)) for x, y in ring]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False))
    if abs(area) / 2 < _SMALLEST:
        return ""
    (x, y), steps = points[0], []
    for before, after in zip(points, points[1:], strict=False):
        if before != after:
            steps.append(f"{after[0] - before[0]} {after[1] - before[1]}")
    return f"M{x} {y}l{' '.join(steps)}z"


@lru_cache(8)
def middles(drawn: Drawn = ()) -> dict[str, tuple[int, int]]:
    """Where the name of a region stands: the middle of its mainland states' middles.

    :param drawn: as :func:`outlines` takes it.
    """
    shapes = json.loads((FOLDER / ANY_PROJECTION).read_text())
    centers = {
        item["id"]: item["properties"]["ct"] for item in shapes["objects"]["subunits"]["geometries"]
    }
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for usps, region in _drawn(drawn):
        if usps in centers and usps not in _APART:
            points[region].append(_MAINLAND(*centers[usps]))
    return {
        region: (round(sum(x for x, _ in at) / len(at)), round(sum(y for _, y in at) / len(at)))
        for region, at in points.items()
    }
