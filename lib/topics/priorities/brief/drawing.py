"""Figures of the brief as points in a box, which the template draws as SVG."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

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

    line: str
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
    x, y = _scale(placed["capacity"], WIDTH), _scale(placed["need"], HEIGHT)
    drawn = tuple(
        Dot(x(c), HEIGHT - y(n), f"{rank:.0f}" if rank <= numbered else "")
        for c, n, rank in zip(placed["capacity"], placed["need"], placed["rank"], strict=True)
    )
    middle = x(float(placed["capacity"].median())), HEIGHT - y(float(placed["need"].median()))
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

    def at(organizers: float, share: float) -> tuple[float, float]:
        x = _EDGE + organizers / last * (WIDTH - 2 * _EDGE)
        return round(x, 1), round(HEIGHT - _EDGE - share / greatest * (HEIGHT - 2 * _EDGE), 1)

    pairs = [at(n, best) for n, best in zip(covered["organizers"], covered["best"], strict=True)]
    here = at(chosen, float(covered.set_index("organizers")["best"][chosen]))
    return Curve(" ".join(f"{x},{y}" for x, y in pairs), *here, most, last)


def _scale(values: "pd.Series[float]", size: int) -> Callable[[float], float]:
    low, high = float(values.min()), float(values.max())
    spread = (high - low) or 1.0
    return lambda value: round(_EDGE + (value - low) / spread * (size - 2 * _EDGE), 1)
