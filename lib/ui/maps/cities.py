"""The names of the places with the most members, and states' letters, where there is room."""

from collections import defaultdict

import numpy as np

from lib.language.formats import is_missing
from lib.measures.labelling import Label, boxes, label, of_letters, of_mark, place_for_letters
from lib.measures.spreading import LONGITUDE
from lib.reference.shapes import middles
from lib.ui.charts.plot import Trace
from lib.ui.maps.layers import Row
from lib.ui.palette import TEXT

MOST = 10
WEIGHT = 600
"""By which the style sheet (``lib/serving/page.css``) leaves them out of narrow maps."""


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
    written = [of_letters((x * LONGITUDE, y), degrees) for x, y in letters]
    taken = boxes([of_mark(_flat(point), degrees) for point in points] + written)
    there: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for point in points:
        there[point["place_name"]].append(_flat(point))
    labels: list[Label] = []
    for place in _largest_first(points):
        if len(labels) < MOST and (found := label(place, there[place], taken, degrees)):
            labels.append(found)
            taken = np.vstack([taken, found.box])
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


def letters_of(
    codes: list[str], points: list[Row], degrees: float
) -> dict[str, tuple[float, float]]:
    """Where the letters of states stand: longitude and latitude, aside of points if need be.

    :param codes: those that have room for their letters.
    """
    taken = boxes(of_mark(_flat(point), degrees) for point in points)
    found = {}
    for code in codes:
        east, north = middles()[code]
        x, y = place_for_letters((east * LONGITUDE, north), taken, degrees)
        found[code] = round(x / LONGITUDE, 3), round(y, 3)
    return found


def _flat(point: Row) -> tuple[float, float]:
    return point["longitude"] * LONGITUDE, point["latitude"]


def _largest_first(points: list[Row]) -> list[str]:
    members: defaultdict[str, float] = defaultdict(float)
    for point in points:
        if not is_missing(point["place_name"]):
            known = not is_missing(point["members"])
            members[point["place_name"]] += point["members"] if known else 0
    return sorted(members, key=lambda place: (-members[place], place))
