"""A chart as PNG, in the app's own typeface: the shapes of :mod:`chart`, at twice their size.

Pillow draws it, which Streamlit brings along and which reads the typeface that Streamlit ships: no
browser is started on a server for a picture, and nothing has to be installed.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import streamlit
from PIL import Image, ImageDraw, ImageFont

from lib.topics.publication.chart import Chart
from lib.topics.publication.pictures import HATCH, INK

_TWICE = 2
_STEP = 10
"""Between two lines of the hatching, in pixels of the picture."""
_ANCHORS = {"start": "ls", "end": "rs", "middle": "ms"}
_FONTS = Path(streamlit.__file__).parent / "static" / "static" / "media"
_RING = re.compile(r"M([^lz]+)l([^z]+)z")


@lru_cache(32)
def _font(size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    (path,) = _FONTS.glob("SourceSansVF-Upright*.woff2")
    font = ImageFont.truetype(path, size)
    font.set_variation_by_name("Bold" if is_bold else "Regular")
    return font


def png(chart: Chart) -> bytes:
    """The bytes of a chart's picture."""
    size = (chart.width * _TWICE, chart.height * _TWICE)
    picture = Image.new("RGB", size, chart.ground)
    draw = ImageDraw.Draw(picture)
    hatching = _hatched(size, chart.ground)
    for outline, opacity in chart.regions:
        mask = Image.new("L", size)
        on_mask = ImageDraw.Draw(mask)
        rings = [_placed(ring, chart) for ring in _rings(outline)]
        for ring in rings:
            on_mask.polygon(ring, fill=255)
        fill = hatching if opacity is None else Image.new("RGB", size, _mixed(chart, opacity))
        picture.paste(fill, mask=mask)
        for ring in rings:
            draw.line([*ring, ring[0]], fill=HATCH, width=_TWICE, joint="curve")
    for text in chart.texts:
        draw.text(
            (text.x * _TWICE, text.y * _TWICE),
            text.words,
            fill=chart.ink,
            font=_font(text.size * _TWICE, is_bold=text.is_bold),
            anchor=_ANCHORS[text.anchor],
            stroke_width=3 if text.is_edged else 0,
            stroke_fill=chart.ground,
        )
    packed = io.BytesIO()
    picture.quantize(64).save(packed, "PNG")
    return packed.getvalue()


def _rings(outline: str) -> Iterator[list[tuple[int, int]]]:
    """The points of each ring of a path: ``M``, then steps from point to point."""
    for start, steps in _RING.findall(outline):
        x, y = (int(number) for number in start.split())
        ring = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        yield ring


def _placed(ring: list[tuple[int, int]], chart: Chart) -> list[tuple[float, float]]:
    (left, top), scale = chart.at, chart.scale
    return [(_TWICE * (left + scale * x), _TWICE * (top + scale * y)) for x, y in ring]


def _mixed(chart: Chart, opacity: float) -> tuple[int, ...]:
    """The colour that the ink has on the ground in some opacity."""
    pairs = zip(_rgb(INK), _rgb(chart.ground), strict=True)
    return tuple(round(opacity * ink + (1 - opacity) * ground) for ink, ground in pairs)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _hatched(size: tuple[int, int], ground: str) -> Image.Image:
    pattern = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(pattern)
    width, height = size
    for start in range(-height, width, _STEP):
        draw.line([(start + height, 0), (start, height)], fill=HATCH, width=3)
    return pattern
