"""The colours of .streamlit/config.toml, held to contrast and to colour-blind viewers."""

import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as stand_ins

from lib.language import vocabulary
from lib.ui import palette

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
THEMES = {name: CONFIG["theme"][name] for name in ("light", "dark")}

# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", severity 1.0, on linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# sRGB to CIE XYZ, D65 (IEC 61966-2-1), and the white point.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
# Two areas of a chart are told apart from about ten units of CIE 1976; fifteen leaves some room.
TOLD_APART = 15


def linear(color: str) -> np.ndarray:
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """WCAG 2: from 1 to 21."""
    dark, light = sorted(float(linear(c) @ TO_XYZ[1]) for c in (a, b))
    return (light + 0.05) / (dark + 0.05)


def faded(color: str, ground: str) -> str:
    """Streamlit's captions and compact labels: six tenths of the text's colour."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(f"{round(0.6 * over + 0.4 * under):02x}" for over, under in pairs)


def tinted(color: str, ground: str) -> str:
    """A tenth of a colour over a ground."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + "".join(f"{round(0.1 * over + 0.9 * under):02x}" for over, under in pairs)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a: str, b: str, vision: np.ndarray) -> float:
    return float(np.linalg.norm(lab(vision @ linear(a)) - lab(vision @ linear(b))))


def test_the_measures_agree_with_published_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)  # WCAG's own extreme
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # just fails AA
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.2)
    # Red and green, the textbook pair, come close without the middle cone.
    red_green = ("#d62728", "#6b8e23")
    assert distance(*red_green, VISIONS["usual"]) > 3 * distance(
        *red_green, VISIONS["deuteranopia"]
    )


def test_the_stand_ins_are_those_that_streamlit_replaces_in_the_browser():
    assert [getattr(stand_ins, f"CATEGORY_{n}") for n in range(10)] == [
        *palette.SERIES,
        *(mark.color for mark in palette.STATUS.values()),
    ]
    steps = tuple(getattr(stand_ins, f"SEQUENTIAL_{n}") for n in range(10))
    assert steps == palette.SEQUENTIAL
    assert (palette.FAINT_TEXT, palette.TEXT) == (stand_ins.GRAY_70, stand_ins.GRAY_90)
    assert (palette.BACKGROUND, palette.LAND) == (stand_ins.BG_COLOR, stand_ins.BG_MIX)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read(name):
    theme = THEMES[name]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(faded(theme["textColor"], ground), ground) >= 4.5
        assert contrast(theme["linkColor"], ground) >= 4.5
        assert contrast(theme["grayTextColor"], ground) >= 4.5
    # The chosen pill's words: the primary colour on a tenth of itself over the background.
    tenth = tinted(theme["primaryColor"], theme["backgroundColor"])
    assert contrast(theme["primaryColor"], tenth) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_each_colour_stands_out_from_the_background(name):
    theme = THEMES[name]
    assert len(theme["chartCategoricalColors"]) == 10
    for color in (
        *theme["chartCategoricalColors"],
        theme["primaryColor"],
        palette.IN_BOTH_THEMES,
    ):
        assert contrast(color, theme["backgroundColor"]) >= 3, color


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("group", [slice(0, 6), slice(6, 10)], ids=["series", "status"])
@pytest.mark.parametrize("name", THEMES)
def test_colours_are_told_apart_by_every_eye(name, group, vision):
    colors = THEMES[name]["chartCategoricalColors"][group]
    nearest = min(combinations(colors, 2), key=lambda pair: distance(*pair, VISIONS[vision]))
    assert distance(*nearest, VISIONS[vision]) >= TOLD_APART, nearest


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("name", "direction"), [("light", -1), ("dark", 1)])
def test_the_scale_goes_one_way_in_lightness_away_from_the_background(name, direction, vision):
    scale = THEMES[name]["chartSequentialColors"]
    assert len(scale) == 10
    lightness = [lab(VISIONS[vision] @ linear(color))[0] for color in scale]
    assert all(step * direction > 2 for step in np.diff(lightness)), lightness


def test_no_status_shares_its_shape_or_sign():
    marks = palette.STATUS.values()
    assert len({mark.symbol for mark in marks}) == len({mark.sign for mark in marks}) == 4


def test_colours_repeat_after_the_sixth_series():
    assert palette.series_color(6) == palette.series_color(0) == palette.SERIES[0]


def test_each_kind_of_incident_has_a_look_of_its_own():
    codes = vocabulary.NAMES["incident_kind"]
    assert palette.KIND.keys() == codes.keys()
    marks = palette.KIND.values()
    assert len({(mark.color, mark.pattern) for mark in marks}) == len(codes)
    # Never by colour alone: neither on a map nor in a sentence.
    assert len({mark.symbol for mark in marks}) == len({mark.sign for mark in marks}) == len(codes)
    # Told apart by every eye (above) as series are; at most two share a colour, by their pattern.
    assert {mark.color for mark in marks} <= set(palette.SERIES)
    assert max(Counter(mark.color for mark in marks).values()) == 2
