"""The shapes served to the browser (:mod:`lib.reference.compiling.shapes` fetches them)."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "pages" / "static" / "topojson"
COUNTRY = "usa_110m.json"
"""What Plotly reads for its ``albers usa`` projection."""
ANY_PROJECTION = "north-america_110m.json"
"""What it reads for the states in any other projection, and for Puerto Rico."""


@cache
def middles() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each state's middle, by postal code."""
    states = json.loads((FOLDER / COUNTRY).read_text())["objects"]["subunits"]["geometries"]
    found = ((state["id"], state["properties"]["ct"]) for state in states)
    return {code: (float(longitude), float(latitude)) for code, (longitude, latitude) in found}
