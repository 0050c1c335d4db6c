"""Pictures of public numbers: small SVGs without a script, the same in an app's page and in a file.

Their colours stand out from a light and from a dark ground, so that one picture serves both. What
is below the threshold or withheld is hatched over the whole height: nothing hints at its size.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib.publication.series import PublishedMetric, Series
from lib.topics.publication.outlines import Drawn, middles, outlines

INK = "#b5623f"
HATCH = "#8a7f72"
WIDTH, HEIGHT = 120, 30
"""Of a small trend, in CSS pixels."""
_RIGHTMOST = 780
"""Where the last label has its middle, to have room for its words."""
_LEAST = 0.12
"""Opacity of the least value there could be, which still differs from no colour."""

_pictures = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "svg"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pictures.globals.update({"INK": INK, "HATCH": HATCH})

Values = Mapping[str, int | None]
"""A region's value; none where it is below the threshold or withheld."""


def trend(
    told: PublishedMetric,
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
    starts = sorted({point.start for each in told.series for point in each.points})
    step = width / len(starts)
    at = {start: position * step for position, start in enumerate(starts)}
    top = max((p.value for p in series.points if p.value is not None), default=1)
    runs: list[list[tuple[int, int]]] = [[]]
    masked: list[list[int]] = []
    for point in series.points:
        left, right = round(at[point.start]), round(at[point.start] + step)
        if point.value is None:
            runs.append([])
            if masked and masked[-1][1] == left:
                masked[-1][1] = right
            else:
                masked.append([left, right])
        else:
            y = round(height - 2 - (height - 4) * point.value / top)
            runs[-1].append((round(at[point.start] + step / 2), y))
    return _pictures.get_template("trend.svg").render(
        width=width,
        height=height,
        alt=alt,
        alone=alone,
        runs=[run for run in runs if run],
        masked=masked,
    )


def region_map(
    values: Values,
    names: Mapping[str, str],
    said: Mapping[str, str],
    *,
    alt: str,
    alone: bool,
    drawn: Drawn = (),
) -> str:
    """The country, each region in the strength of its value, with name and value written on it.

    :param names: of the regions.
    :param said: their values as text.
    :param drawn: the states that they are made of; none: as Tejido ships them.
    """
    places = middles(drawn)
    labels = [
        (min(places[region][0], _RIGHTMOST), places[region][1], names[region], said[region])
        for region in values
        if region in places and region in names
    ]
    return _pictures.get_template("region_map.svg").render(
        regions=_shaded(values, drawn),
        labels=labels,
        alt=alt,
        shapes=outlines(drawn),
        alone=alone,
    )


def small_map(values: Values, alt: str, drawn: Drawn = ()) -> str:
    """The same without words, made of the shapes of :func:`patterns`."""
    return _pictures.get_template("region_map.svg").render(
        regions=_shaded(values, drawn), labels=(), alt=alt, shapes={}, alone=False
    )


def patterns(drawn: Drawn = ()) -> str:
    """What the pictures of one page share: the hatching and the regions' shapes."""
    return _pictures.get_template("patterns.svg").render(shapes=outlines(drawn))


def legend(*, alone: bool = True) -> str:
    """A swatch of the hatching."""
    return _pictures.get_template("swatch.svg").render(alone=alone)


def _shaded(values: Values, drawn: Drawn) -> Sequence[tuple[str, float | None]]:
    """Each drawn region's opacity, none: hatched; regions without a number are left out."""
    top = max((value for value in values.values() if value is not None), default=1)
    return [
        (region, None if value is None else round(_LEAST + (0.9 - _LEAST) * value / top, 2))
        for region, value in values.items()
        if region in outlines(drawn)
    ]


def address(svg: str) -> str:
    """A picture as an address that ``<img src>`` takes."""
    # What a URL must not have is quoted, and nothing else: half the length of base64.
    return f"data:image/svg+xml,{quote(svg.strip(), safe=' =:/;,()!*~-_.')}"
