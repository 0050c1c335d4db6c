"""Pictures of public numbers: small SVGs without a script, the same in an app's page and in a file.

Their colours stand out from a light and from a dark ground, so that one picture serves both. What
is below the threshold or withheld is hatched over the whole height: nothing hints at its size.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from lib.publication.series import Point, PublishedMetric, Series
from lib.topics.publication.outlines import Drawn, middles, outlines
from lib.ui.svg import runs, scale
from lib.ui.templates import templates

INK = "#b5623f"
HATCH = "#8a7f72"
WIDTH, HEIGHT = 120, 30
"""Of a small trend, in CSS pixels."""
_RIGHTMOST = 780
"""Where the last label has its middle, to have room for its words."""
VIEW = (62, 16, 852, 538)
"""The part of the projection that the map shows: left, top, width, height."""
_LEAST = 0.12
"""Opacity of the least value there could be, which still differs from no colour."""

_pictures = templates(Path(__file__).parent / "svg", INK=INK, HATCH=HATCH, VIEW=VIEW)

Values = Mapping[str, int | None]
"""A region's value; none where it is below the threshold or withheld."""


def trend(
    published: PublishedMetric,
    series: Series,
    *,
    alt: str,
    alone: bool,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> str:
    """An area's line from zero to its own greatest value, a year of periods from left to right.

    :param alone: whether the picture brings its hatching along, or stands in :func:`patterns`'s
        page.
    """
    line, masked = trace(published, series, width, height)
    return _pictures.get_template("trend.svg").render(
        width=width,
        height=height,
        alt=alt,
        alone=alone,
        runs=line,
        masked=masked,
    )


def trace(
    published: PublishedMetric, series: Series, width: int, height: int
) -> tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]:
    """An area's line in so much room: its runs, and where periods without a number lie."""
    starts = sorted({point.start for each in published.series for point in each.points})
    step = width / len(starts)
    left = {start: position * step for position, start in enumerate(starts)}
    top = max((p.value for p in series.points if p.value is not None), default=1)
    y = scale(0, top, height - 2, 2)
    line = [
        None if p.value is None else (round(left[p.start] + step / 2), round(y(p.value)))
        for p in series.points
    ]
    return runs(line), _masked(series.points, left, step)


def _masked(
    points: Sequence[Point], left: Mapping[date, float], step: float
) -> list[tuple[int, int]]:
    """Where periods without a number begin and end, those beside each other as one."""
    spans: list[tuple[int, int]] = []
    for point in points:
        if point.value is None:
            begin, end = round(left[point.start]), round(left[point.start] + step)
            if spans and spans[-1][1] == begin:
                begin = spans.pop()[0]
            spans.append((begin, end))
    return spans


Label = tuple[int, int, str, str]
"""Where a region's name and value stand, and both."""


def labels(
    values: Values, names: Mapping[str, str], written: Mapping[str, str], drawn: Drawn = ()
) -> list[Label]:
    """What stands on the map of each region.

    :param names: of the regions.
    :param written: their values as text.
    """
    places = middles(drawn)
    return [
        (min(places[region][0], _RIGHTMOST), places[region][1], names[region], written[region])
        for region in values
        if region in places and region in names
    ]


def share(x: int, y: int) -> tuple[float, float]:
    """A place of the map in percent of its picture's width and height."""
    left, top, width, height = VIEW
    return 100 * (x - left) / width, 100 * (y - top) / height


def region_map(
    values: Values, written: Sequence[Label], *, alt: str, alone: bool, drawn: Drawn = ()
) -> str:
    """The country, each region in the strength of its value, with what is written on it.

    :param drawn: the states that they are made of; none: as Tejido ships them.
    """
    return _pictures.get_template("region_map.svg").render(
        regions=shaded(values, drawn),
        labels=written,
        alt=alt,
        shapes=outlines(drawn),
        alone=alone,
    )


def patterns(drawn: Drawn = ()) -> str:
    """What the pictures of one page share: the hatching and the regions' shapes."""
    return _pictures.get_template("patterns.svg").render(shapes=outlines(drawn))


def hatching() -> str:
    """What the pictures of a page without a map share."""
    return _pictures.get_template("patterns.svg").render(shapes={})


def chart(of: object) -> str:
    """A whole chart with its title and source, for use elsewhere; see ``chart.Chart``."""
    return _pictures.get_template("chart.svg").render(chart=of)


def legend(*, alone: bool = True) -> str:
    """A swatch of the hatching."""
    return _pictures.get_template("swatch.svg").render(alone=alone)


def shaded(values: Values, drawn: Drawn) -> Sequence[tuple[str, float | None]]:
    """Each drawn region's opacity, none: hatched; regions without a number are left out."""
    top = max((value for value in values.values() if value is not None), default=1)
    return [
        (region, None if value is None else round(_LEAST + (0.9 - _LEAST) * value / top, 2))
        for region, value in values.items()
        if region in outlines(drawn)
    ]
