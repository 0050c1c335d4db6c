"""Pictures as SVG: how values become lengths and lines, and a picture an image of a page.

What a picture looks like stands in its own template (:mod:`lib.ui.templates`).
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar
from urllib.parse import quote

from markupsafe import Markup

Point = TypeVar("Point")


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Values to lengths in a straight line: the low one lies at the start, the high at the end.

    :return: the length of a value; where low and high are one, that value lies at the start.
    """
    spread = (high - low) or 1
    return lambda value: start + (value - low) * (end - start) / spread


def runs(points: Iterable[Point | None]) -> list[list[Point]]:
    """A line's points, cut where one is missing (``None``)."""
    cut = groupby(points, key=lambda point: point is None)
    return [[point for point in run if point is not None] for missing, run in cut if not missing]


def address(svg: str) -> str:
    """A picture as an address that ``<img src>`` takes."""
    # What a URL must not have is quoted, and nothing else: half the length of base64.
    return f"data:image/svg+xml,{quote(svg.strip(), safe=' =:/;,()!*~-_.')}"


def image(svg: str, alt: str, style: str = "") -> Markup:
    """A picture as an image, where a page lets no SVG in.

    :param alt: what it shows, for who can't see it.
    :param style: its CSS.
    """
    styled = Markup(' style="{}"').format(style) if style else ""
    return Markup('<img src="{}" alt="{}"{}>').format(address(svg), alt, styled)
