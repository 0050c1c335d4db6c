"""The scale of a map's colours, drawn under it."""

from typing import Any

from lib.ui.palette import SEQUENTIAL, TEXT


def color_scale(greatest: float, title: str, tick_format: str, **bar: Any) -> dict[str, Any]:
    """A colour axis from zero to the greatest value.

    :param tick_format: of the values, as d3 writes it.
    :param bar: further properties of the bar.
    """
    steps = len(SEQUENTIAL) - 1
    return {
        "colorscale": [[position / steps, color] for position, color in enumerate(SEQUENTIAL)],
        "cmin": 0,
        "cmax": greatest,
        "colorbar": {
            "title": {"text": title, "side": "top", "font": {"color": TEXT, "size": 13}},
            "tickfont": {"color": TEXT},
            "orientation": "h",
            "thickness": 10,
            "len": 0.5,
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "top",
            "xpad": 0,
            "tickformat": tick_format,
            "nticks": 4,
        }
        | bar,
    }
