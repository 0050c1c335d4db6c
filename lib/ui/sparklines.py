"""Small lines without axes.

Drawn as an image: it needs no chart library in the browser, and has a name for screen readers,
which the sparkline of Streamlit's own metric lacks.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from lib.language.formats import is_missing
from lib.ui.palette import IN_BOTH_THEMES

_WIDTH, _HEIGHT, _PAD = 100, 30, 2


def sparkline(values: Sequence[float | None], *, alt: str, stale: bool = False) -> None:
    """Draw a line over equal steps of time, oldest first; what is missing is a gap.

    :param alt: what the line shows, for who can't see it.
    :param stale: the source is late: the line is grey.
    """
    image = b64encode(svg(values).encode()).decode()
    st.html(
        f'<img src="data:image/svg+xml;base64,{image}" alt="{escape(alt)}"'
        f' style="width: 100%; height: 2.5rem; display: block{"; filter: grayscale(1)" * stale}">'
    )


def svg(values: Sequence[float | None]) -> str:
    """The line as SVG, from its lowest to its highest value, in a colour for both themes."""
    lines = "".join(
        f'<polyline points="{line}" vector-effect="non-scaling-stroke"/>' for line in _lines(values)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none"'
        f' preserveAspectRatio="none" stroke="{IN_BOTH_THEMES}" stroke-width="1.75">{lines}</svg>'
    )


def _lines(values: Sequence[float | None]) -> Iterator[str]:
    known = [value for value in values if not is_missing(value)]
    if not known:
        return
    low, high = min(known), max(known)
    across = _WIDTH / max(1, len(values) - 1)
    up = (_HEIGHT - 2 * _PAD) / (high - low) if high > low else 0
    base = _HEIGHT - _PAD if up else _HEIGHT / 2
    points = [
        None if is_missing(value) else f"{position * across:.1f},{base - (value - low) * up:.1f}"
        for position, value in enumerate(values)
    ]
    for missing, run in groupby(points, key=lambda point: point is None):
        if not missing:
            yield " ".join(str(point) for point in run)
