"""The map: states shaded by a value, committees as points coloured and shaped by their status."""

from lib.ui.maps.map import Map, shapes_url
from lib.ui.maps.us import MOST_POINTS, us_map

__all__ = ["MOST_POINTS", "Map", "shapes_url", "us_map"]
