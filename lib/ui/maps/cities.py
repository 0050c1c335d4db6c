"""The names of the places with the most committees, where there is room for them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lib.language.formats import is_missing
from lib.measures.spreading import LONGITUDE
from lib.reference.shapes import middles
from lib.ui.charts.plot import Trace
from lib.ui.maps.layers import Row
from lib.ui.palette import TEXT

MOST = 10
Box = tuple[float, float, float, float]
"""West, south, east, north."""

# In widths of a mark as points are put apart.
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
WEIGHT = 600
"""By which the style sheet (``lib/serving/page.css``) leaves them out of narrow maps."""


@dataclass(frozen=True)
class _Label:
    text: str
    x: float
    y: float
    position: str
    box: Box


def city_names(
    points: list[Row], letters: list[tuple[float, float]], subplot: str, degrees: float
) -> Trace:
    """Names beside the points of at most ten places: on no point, no letters, and no other name.

    Those with the most members come first.

    :param points: ``place_name`` (or none), ``members`` (or none), ``longitude`` and ``latitude``
        of each as it is drawn.
    :param letters: longitude and latitude of the states' letters.
    :param degrees: how far points are put apart.
    """
    flat = [(p["place_name"], p["longitude"] * LONGITUDE, p["latitude"]) for p in points]
    half = _HALF_MARK * degrees
    taken = [(x - half, y - half, x + half, y + half) for _place, x, y in flat]
    taken += [_centred(x * LONGITUDE, y, 2, degrees) for x, y in letters]
    labels: list[_Label] = []
    for place in _largest_first(points):
        there = [(x, y) for each, x, y in flat if each == place]
        free = (label for label in _beside(place, there, degrees) if _is_free(label.box, taken))
        label = next(free, None)
        if label is not None and len(labels) < MOST:
            labels.append(label)
            taken.append(label.box)
    return {
        "type": "scattergeo",
        "mode": "text",
        "geo": subplot,
        "lon": [round(label.x / LONGITUDE, 3) for label in labels],
        "lat": [round(label.y, 3) for label in labels],
        "text": [label.text for label in labels],
        "textposition": [label.position for label in labels],
        "textfont": {"size": 11, "color": TEXT, "weight": WEIGHT},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _largest_first(points: list[Row]) -> list[str]:
    members: defaultdict[str, float] = defaultdict(float)
    for point in points:
        if not is_missing(point["place_name"]):
            known = not is_missing(point["members"])
            members[point["place_name"]] += point["members"] if known else 0
    return sorted(members, key=lambda place: (-members[place], place))


def letters_of(
    codes: list[str], points: list[Row], degrees: float
) -> dict[str, tuple[float, float]]:
    """Where the letters of states stand: longitude and latitude, aside of points if need be.

    :param codes: those that have room for their letters.
    """
    half = _HALF_MARK * degrees
    marks = [(p["longitude"] * LONGITUDE, p["latitude"]) for p in points]
    taken = [(x - half, y - half, x + half, y + half) for x, y in marks]
    steps = [(x * degrees, y * degrees) for x, y in _ASIDE]
    found = {}
    for code in codes:
        east, north = middles()[code]
        places = [(east * LONGITUDE + x, north + y) for x, y in steps]
        free = (place for place in places if _is_free(_centred(*place, 2, degrees), taken))
        x, y = next(free, places[0])
        found[code] = round(x / LONGITUDE, 3), round(y, 3)
    return found


def _beside(text: str, there: list[tuple[float, float]], degrees: float) -> Iterator[_Label]:
    """A name right of its points, left of them, above and below."""
    xs, ys = [x for x, _y in there], [y for _x, y in there]
    x, y, gap = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, 1.3 * _HALF_MARK * degrees
    width, line = len(text) * _LETTER * degrees, _LINE * degrees
    east, west, north, south = max(xs) + gap, min(xs) - gap, max(ys) + gap, min(ys) - gap
    middle = y - line / 2, y + line / 2
    yield _Label(text, east, y, "middle right", (east, middle[0], east + width, middle[1]))
    yield _Label(text, west, y, "middle left", (west - width, middle[0], west, middle[1]))
    over = x - width / 2, x + width / 2
    yield _Label(text, x, north, "top center", (over[0], north, over[1], north + line))
    yield _Label(text, x, south, "bottom center", (over[0], south - line, over[1], south))


def _centred(x: float, y: float, length: int, degrees: float) -> Box:
    width, line = length * _LETTER * degrees / 2, _LINE * degrees / 2
    return x - width, y - line, x + width, y + line


def _is_free(box: Box, taken: list[Box]) -> bool:
    west, south, east, north = box
    return not any(west < e and w < east and south < n and s < north for w, s, e, n in taken)
