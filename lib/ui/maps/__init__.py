"""The map: states shaded by a value, committees as points coloured and shaped by their status."""

from lib.ui.maps.drawn import draw, shapes_url
from lib.ui.maps.us import us_map

__all__ = ["draw", "shapes_url", "us_map"]
