"""Names beside marks on a flat map, or at the ends of lines: none lies on another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""West, south, east, north."""
Boxes = NDArray[np.float64]
"""A row a box: a map may have thousands of marks."""

# In widths of a mark.
_HALF_MARK, _LETTER, _LINE = 0.5, 0.55, 1.15
_ASIDE = (
    (0, 0),
    (0, 1.1),
    (0, -1.1),
    (1.1, 0),
    (-1.1, 0),
    (0, 1.6),
    (0, -1.6),
    (1.6, 0),
    (-1.6, 0),
)


@dataclass(frozen=True)
class Label:
    """A name beside its marks.

    :ivar position: where it stands from its point, as Plotly says it: ``middle right``.
    """

    text: str
    x: float
    y: float
    position: str
    box: Box


def of_mark(point: Point, width: float) -> Box:
    """What a mark of a width covers."""
    (x, y), half = point, _HALF_MARK * width
    return x - half, y - half, x + half, y + half


def of_letters(point: Point, width: float) -> Box:
    """What two letters around a point cover."""
    (x, y), half, line = point, _LETTER * width, _LINE * width / 2
    return x - half, y - line, x + half, y + line


def place_for_letters(point: Point, taken: Boxes, width: float) -> Point:
    """The point itself if two letters are free there, else a little aside, else the point."""
    places = [(point[0] + x * width, point[1] + y * width) for x, y in _ASIDE]
    return next((each for each in places if is_free(of_letters(each, width), taken)), point)


def label(text: str, marks: Sequence[Point], taken: Boxes, width: float) -> Label | None:
    """A name right of its marks, left of them, above or below; none where nothing is free."""
    return next((each for each in _beside(text, marks, width) if is_free(each.box, taken)), None)


def _beside(text: str, marks: Sequence[Point], width: float) -> Iterator[Label]:
    xs, ys = [x for x, _y in marks], [y for _x, y in marks]
    x, y, gap = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, 1.3 * _HALF_MARK * width
    length, line = len(text) * _LETTER * width, _LINE * width
    east, west, north, south = max(xs) + gap, min(xs) - gap, max(ys) + gap, min(ys) - gap
    middle = y - line / 2, y + line / 2
    yield Label(text, east, y, "middle right", (east, middle[0], east + length, middle[1]))
    yield Label(text, west, y, "middle left", (west - length, middle[0], west, middle[1]))
    over = x - length / 2, x + length / 2
    yield Label(text, x, north, "top center", (over[0], north, over[1], north + line))
    yield Label(text, x, south, "bottom center", (over[0], south - line, over[1], south))


def is_free(box: Box, taken: Boxes) -> bool:
    """Whether a box overlaps none of others; they may touch."""
    west, south, east, north = box
    w, s, e, n = taken.T
    return not ((west < e) & (w < east) & (south < n) & (s < north)).any()


def boxes(several: Iterable[Box]) -> Boxes:
    """Boxes as one array."""
    return np.array(list(several), dtype=np.float64).reshape(-1, 4)


def apart(
    wished: list[float], heights: list[float], *, bottom: float = 0.0, top: float = inf
) -> list[float]:
    """Return where things stand that have these heights, none upon another.

    :param wished: where their middles would be, from the lowest on; each is moved up as far as it
        must be, and down from the top.
    :param heights: of each, in the same order and unit.
    """
    middles: list[float] = []
    floor = bottom
    for at, high in zip(wished, heights, strict=True):
        middle = max(at, floor + high / 2)
        middles.append(middle)
        floor = middle + high / 2
    ceiling = top
    for position in reversed(range(len(middles))):
        high = heights[position]
        middles[position] = min(middles[position], ceiling - high / 2)
        ceiling = middles[position] - high / 2
    return middles
