"""Small lines without axes.

Drawn as an image: it needs no chart library in the browser, and has a name for screen readers,
which the sparkline of Streamlit's own metric lacks.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from lib.language.formats import is_missing
from lib.ui import svg
from lib.ui.palette import IN_BOTH_THEMES
from lib.ui.templates import templates

_WIDTH, _HEIGHT, _PAD = 100, 30, 2
_STYLE = "width: 100%; height: 2.5rem; display: block"
_LINE = templates(Path(__file__).parent).get_template("sparkline.svg")


def sparkline(values: Sequence[float | None], *, alt: str, stale: bool = False) -> None:
    """Draw a line over equal steps of time, oldest first; what is missing is a gap.

    :param alt: what the line shows, for who can't see it.
    :param stale: the source is late: the line is grey.
    """
    st.html(svg.image(picture(values), alt, _STYLE + "; filter: grayscale(1)" * stale))


def picture(values: Sequence[float | None]) -> str:
    """The line as SVG, from its lowest to its highest value, in a colour for both themes."""
    numbers = [value for value in values if not is_missing(value)]
    low, high = min(numbers, default=0), max(numbers, default=0)
    # A line that stays is drawn in the middle.
    bottom, top = (_HEIGHT - _PAD, _PAD) if high > low else (_HEIGHT / 2, _HEIGHT / 2)
    x, y = svg.scale(0, len(values) - 1, 0, _WIDTH), svg.scale(low, high, bottom, top)
    points = [None if is_missing(v) else (x(step), y(v)) for step, v in enumerate(values)]
    return _LINE.render(width=_WIDTH, height=_HEIGHT, ink=IN_BOTH_THEMES, runs=svg.runs(points))
