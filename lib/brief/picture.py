"""Where the committees are, as a small picture: the states, and a mark for each committee.

It shows what the page's map shows, and its finding is that map's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from lib.brief.parts import Part
from lib.language.vocabulary import name_of
from lib.topics.committees.committee_map import OVER_INCIDENTS, Placed
from lib.topics.publication.outlines import HEIGHT, WIDTH, Drawn, outlines, place
from lib.ui.filters import Choice
from lib.ui.maps import Map
from lib.ui.palette import MARKS
from lib.ui.templates import templates

_PICTURE = templates(Path(__file__).parent / "templates").get_template("map.svg")
MOST_POINTS = 250
"""Marks that are drawn: of more, those that lie on each other in whole units are one."""
MOST_SIZE = 16
"""Of a mark, in units of the whole picture."""
_MARGIN = 14
_FIRST = ("fragile", "stalled")
"""Drawn last, so that they lie on top."""


@dataclass(frozen=True)
class Box:
    """A part of the whole picture."""

    left: float
    top: float
    width: float
    height: float


def of(choice: Choice) -> Part:
    """The picture below its finding; the finding alone where there is no place to show.

    :raises Unavailable: if the membership database can't be read.
    """
    shown = OVER_INCIDENTS.made(choice).value
    placed = OVER_INCIDENTS.read(choice)
    if placed is None or not isinstance(shown, Map):
        return Part()
    return Part(title=shown.title, picture=Markup(drawn(placed, shown.alt)))  # noqa: S704 - a template's


def drawn(placed: Placed, alt: str) -> str:
    """The picture as SVG.

    :param alt: what it shows, for who can't see it.
    """
    states = placed.states[placed.states["usps"].notna()]
    paths = outlines(tuple((usps, usps) for usps in sorted(states["usps"])))
    points = marks(placed.committees)
    box = around(tuple(sorted(paths)))
    families = dict.fromkeys(mark for _x, _y, mark in points)
    return _PICTURE.render(
        alt=alt,
        box=box,
        states=[(paths[usps], shade) for usps, shade in _shades(states) if usps in paths],
        points=points,
        size=round(min(max(box.width, box.height) / 28, MOST_SIZE), 1),
        signs={mark: sign.sign for mark, sign in MARKS[placed.family].items()},
        legend=[(mark, name_of(placed.family, mark)) for mark in families],
    )


def marks(committees: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Where each committee is drawn, and its mark; those on the same spot with one mark are one.

    :param committees: ``usps, longitude, latitude, mark``; one without a place is left out.
    """
    known = committees.dropna(subset=["usps", "longitude", "latitude"])
    found = {
        (round(x), round(y), str(mark))
        for usps, longitude, latitude, mark in known[
            ["usps", "longitude", "latitude", "mark"]
        ].itertuples(index=False, name=None)
        for x, y in [place(usps, longitude, latitude)]
    }
    ordered = sorted(found, key=lambda point: (point[2] in _FIRST, point))
    return ordered[-MOST_POINTS:]


def _shades(states: pd.DataFrame) -> list[tuple[str, float]]:
    """Each state's strength, 0 to 1 of the greatest; none of whose value nobody knows."""
    top = states["value"].max()
    return [
        (usps, 0.0 if pd.isna(value) or not top else round(float(value / top), 2))
        for usps, value in states[["usps", "value"]].itertuples(index=False, name=None)
    ]


@lru_cache(32)
def around(states: tuple[str, ...]) -> Box:
    """The part of the picture that some states take."""
    wanted: Drawn = tuple((usps, usps) for usps in states)
    points = [point for path in outlines(wanted).values() for point in _points(path)]
    if not points:
        return Box(0, 0, WIDTH, HEIGHT)
    (left, right), (top, bottom) = (
        (min(axis) - _MARGIN, max(axis) + _MARGIN) for axis in zip(*points, strict=True)
    )
    return Box(left, top, right - left, bottom - top)


def _points(path: str) -> list[tuple[int, int]]:
    """The corners of a path of the outlines: ``M x y l dx dy …z``, ring by ring."""
    corners = []
    for ring in path.split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
    return corners
