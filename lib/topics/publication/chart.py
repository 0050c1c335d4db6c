"""A metric's chart for use elsewhere: title, map, areas with their numbers, source.

Where everything stands is worked out once, so that the SVG and the PNG are the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Literal

from lib.language import _
from lib.publication.parameters import NATION
from lib.publication.series import PublishedMetric, Series
from lib.topics.publication import cards, numbers, pictures, total_words, words
from lib.topics.publication.edition import Edition
from lib.topics.publication.outlines import outlines

WIDTH = 720
_EDGE, _MAP = 24, 400
_SCALE = _MAP / pictures.VIEW[2]
_ROW, _LINE = 34, 17
_LETTERS = 18
"""Of an area's name in a line: beside it stands as much as "<15 or withheld"."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``y`` is its base line.

    :ivar is_edged: whether the ground's colour is round its letters, over hatching and outlines.
    """

    x: int
    y: int
    words: str
    size: int = 15
    is_bold: bool = False
    anchor: Literal["start", "end", "middle"] = "start"
    is_edged: bool = False


@dataclass(slots=True)
class Chart:
    """A picture as shapes, in CSS pixels.

    :ivar regions: outlines of the map and their opacities; none: hatched.
    :ivar at: where the map's own origin lies, in a scale.
    """

    title: str
    alt: str
    height: int = 0
    width: int = WIDTH
    ground: str = "#ffffff"
    ink: str = "#17120f"
    scale: float = _SCALE
    at: tuple[float, float] = (0.0, 0.0)
    regions: list[tuple[str, float | None]] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)

    def write(self, text: str, y: int, letters: int, size: int, *, is_bold: bool = False) -> int:
        """Write a paragraph below ``y``; returns where it ends."""
        for line in wrap(text, letters, break_on_hyphens=False):
            y += round(size * 1.35)
            self.texts.append(Words(_EDGE, y, line, size, is_bold))
        return y


def chart(edition: Edition, published: PublishedMetric, source: str) -> Chart:
    """The chart of a metric's newest period.

    :param source: who published it, when, and under which license.
    """
    made = Chart(words.title(published), numbers.spoken(published, edition.rules))
    y = made.write(made.title, 10, 52, 24, is_bold=True)
    # A day stays on one line with its month.
    period = words.period(published.newest).replace(" ", "\xa0")
    coarse, noise = cards.how_coarse(edition, published), words.noise(published.metric)
    about = ". ".join(filter(None, [words.what(published), period, noise, coarse]))
    y = made.write(about, y + 4, 100, 14) + 20
    is_regional = published.metric.is_regional
    left = _EDGE + _MAP + 24 if is_regional else _EDGE
    bottom = _rows(made, edition, published, left, y)
    if is_regional:
        _draw_map(made, edition, published, y)
        bottom = max(bottom, y + round(pictures.VIEW[3] * _SCALE))
    y = bottom + 6
    total = edition.of_period(published)
    if total is not None and not total.is_direct and total.regions:
        y = made.write(total_words.of_period(total, edition.rules), y, 90, 15)
    if any(value is None for value in numbers.values_of(published).values()):
        y = made.write(_hatched(edition), y + 6, 100, 13)
    y = made.write(source, y + 6, 105, 13)
    made.height = y + 20
    return made


def _hatched(edition: Edition) -> str:
    return _("Hatched: {masked}.", masked=words.masked(edition.rules))


def _rows(made: Chart, edition: Edition, published: PublishedMetric, left: int, top: int) -> int:
    """Each area's name, line and number; returns where the last one ends."""
    right, y = WIDTH - _EDGE, top
    for series in _areas(published):
        name = words.area_name(series.area, published.areas)
        value = words.value(numbers.newest(published, series.area), edition.rules)
        lines = wrap(name, _LETTERS) or [""]
        for number, line in enumerate(lines):
            made.texts.append(Words(left, y + 20 + _LINE * number, line, 14))
        made.texts.append(Words(right, y + 20, value, 14, is_bold=True, anchor="end"))
        y += _ROW + _LINE * (len(lines) - 1)
    return y


def _areas(published: PublishedMetric) -> Sequence[Series]:
    nation = [series for series in published.series if series.area == NATION]
    return [*nation, *numbers.regions_of(published)]


def _draw_map(made: Chart, edition: Edition, published: PublishedMetric, top: int) -> None:
    drawn = numbers.drawn_of(published.areas)
    shapes, (left, above, *_size) = outlines(drawn), pictures.VIEW
    made.at = (_EDGE - left * _SCALE, top - above * _SCALE)
    values = numbers.values_of(published)
    made.regions = [(shapes[area], opacity) for area, opacity in pictures.shaded(values, drawn)]
    names = {area: words.area_name(area, edition.areas) for area in values}
    for x, y, name, _value in pictures.labels(values, names, dict.fromkeys(values, ""), drawn):
        at = (round(made.at[0] + x * _SCALE), round(made.at[1] + y * _SCALE))
        for number, line in enumerate(wrap(name, _LETTERS)):
            below = (at[0], at[1] + _LINE * number)
            made.texts.append(Words(*below, line, 13, is_bold=True, anchor="middle", is_edged=True))
