"""Pictures of the brief as points in a box, which their templates draw as SVG."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lib.ui.svg import scale

WIDTH, HEIGHT = 640, 200
_EDGE = 24


@dataclass(frozen=True)
class Dot:
    """A place: where it stands, and its number if it is one of the first."""

    x: float
    y: float
    number: str


@dataclass(frozen=True)
class Dots:
    """Need (upwards) against capacity (to the right), and where the middle place stands."""

    dots: tuple[Dot, ...]
    middle_x: float
    middle_y: float


@dataclass(frozen=True)
class Curve:
    """Need covered by each number of organizers: the points of a line, and the one asked for."""

    line: tuple[tuple[float, float], ...]
    marked_x: float
    marked_y: float
    most: str
    organizers: int


def dots(ranks: pd.DataFrame, numbered: int) -> Dots | None:
    """Need against capacity; none where nothing is ranked.

    :param ranks: ``need``, ``capacity`` (0 to 1) and ``rank``, first ones in front.
    """
    placed = ranks[ranks["need"].notna() & ranks["capacity"].notna()]
    if placed.empty:
        return None
    x = _scale(placed["capacity"], _EDGE, WIDTH - _EDGE)
    y = _scale(placed["need"], HEIGHT - _EDGE, _EDGE)
    drawn = tuple(
        Dot(x(c), y(n), f"{rank:.0f}" if rank <= numbered else "")
        for c, n, rank in zip(placed["capacity"], placed["need"], placed["rank"], strict=True)
    )
    middle = x(float(placed["capacity"].median())), y(float(placed["need"].median()))
    # The numbered ones last, so that they lie on top.
    return Dots(tuple(sorted(drawn, key=lambda dot: bool(dot.number))), *middle)


def curve(points: pd.DataFrame, chosen: int, most: str) -> Curve | None:
    """The frontier; none without a point.

    :param points: ``organizers`` and ``best`` (ratio).
    :param most: how the highest share is written.
    """
    covered = points[points["best"].notna()]
    if covered.empty or chosen not in set(covered["organizers"]):
        return None
    greatest = float(covered["best"].max()) or 1.0
    last = max(int(covered["organizers"].max()), 1)

    x = scale(0, last, _EDGE, WIDTH - _EDGE)
    y = scale(0, greatest, HEIGHT - _EDGE, _EDGE)
    points_of = {
        int(n): (round(x(n), 1), round(y(best), 1))
        for n, best in zip(covered["organizers"], covered["best"], strict=True)
    }
    return Curve(tuple(points_of.values()), *points_of[chosen], most, last)


def _scale(values: "pd.Series[float]", start: float, end: float) -> Callable[[float], float]:
    length = scale(float(values.min()), float(values.max()), start, end)
    return lambda value: round(length(value), 1)
