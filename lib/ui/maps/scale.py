"""The scale of a map's colours, drawn under it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from textwrap import wrap
from typing import Any

import numpy as np

from lib.ui.palette import SEQUENTIAL, TEXT

_CLASSES = SEQUENTIAL[0:7:2] + SEQUENTIAL[7:8]
"""Of few to many; a mark and a name can still be seen on the darkest."""

_TITLE = 30
"""Letters of a line of the title."""


def edges_of(values: Iterable[float]) -> list[float]:
    """The edges of at most five classes with about as many states in each; one more than classes.

    They begin with the least value and end with the greatest; those between have two figures.
    """
    known = sorted(values)
    if not known:
        return [0.0, 0.0]
    fifths = np.quantile(known, [0.2, 0.4, 0.6, 0.8])
    between = {round_to_two(fifth) for fifth in fifths}
    inner = sorted(edge for edge in between if known[0] < edge < known[-1])
    return [known[0], *inner, known[-1]]


def round_to_two(value: float) -> float:
    """A value with two figures: 1,234 is 1,200, and 0.0456 is 0.046."""
    return float(f"{value:.2g}")


def position(value: float, edges: list[float]) -> float:
    """The middle of a value's class on the scale, where each class has a length of one."""
    return bisect_right(edges[1:-1], value) + 0.5


def class_scale(edges: list[float], title: str, say: Callable[[float], str]) -> dict[str, Any]:
    """A colour axis of classes whose edges are written beside it.

    :param say: an edge as it is to be read.
    """
    classes = len(edges) - 1
    steps = [[n / classes, (n + 1) / classes] for n in range(classes)]
    colors = zip(steps, _CLASSES, strict=False)
    axis = color_scale(classes, title, "", tickmode="array")
    axis["colorscale"] = [[end, color] for ends, color in colors for end in ends]
    same = edges[0] == edges[-1]
    axis["colorbar"] |= {
        # Room for the first label, whose middle is at the bar's end.
        "x": 0.03,
        "tickvals": [0.5] if same else list(range(classes + 1)),
        "ticktext": [say(edge) for edge in (edges[:1] if same else edges)],
    }
    return axis


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
            # On a phone a longer line would be cut: it stands over the middle of the bar.
            "title": {
                "text": "<br>".join(wrap(title, _TITLE, break_on_hyphens=False)),
                "side": "top",
                "font": {"color": TEXT, "size": 13},
            },
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
