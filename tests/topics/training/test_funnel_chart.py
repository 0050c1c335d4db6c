"""The funnel's picture: good and bad apart, those outside the limits by name."""

import pandas as pd
import pytest

from lib.measures.completion import funnel_lines
from lib.topics.training.charts.funnel import funnel_plot
from tests.ui.drawn import traces_of

POINTS = pd.DataFrame(
    [
        ("Tucson", 40, 0.90, "above"),
        ("El Paso", 60, 0.20, "below"),
        ("Trabajadoras y trabajadores de Dallas", 70, 0.25, "below"),
        ("Mesa", 10, 0.60, ""),
    ],
    columns=["name", "size", "rate", "side"],
).assign(hover="…", share="…")
LINES = funnel_lines(0.6, 1, [1, 35, 70])


def test_below_and_above_differ_in_mark_and_colour() -> None:
    *_lines, within, below, above = traces_of(funnel_plot(POINTS, LINES, 0.6, x="Enrolled"))
    assert [len(trace["x"]) for trace in (within, below, above)] == [1, 2, 1]
    looks = {(t["marker"]["symbol"], t["marker"]["color"]) for t in (within, below, above)}
    assert len({symbol for symbol, _color in looks}) == 3
    assert len({color for _symbol, color in looks}) == 3


def test_those_outside_are_named_and_the_others_are_not() -> None:
    figure = funnel_plot(POINTS, LINES, 0.6, x="Enrolled")
    # Five lines, each named at its end.
    lines, names = figure.layout.annotations[:5], figure.layout.annotations[5:]
    assert [line.text for line in lines] == ["99.8 %", "95 %", "all", "95 %", "99.8 %"]
    assert [name.text for name in names] == ["Tucson", "Trabajadoras y…", "El Paso"]
    # From the funnel outwards, a name's height apart: none stands among the committees.
    _above, nearest, outer = names
    assert nearest.ay == 0.25
    assert nearest.ay - outer.ay == pytest.approx(0.075)


def test_a_name_stands_where_there_is_room() -> None:
    names = {n.text: n for n in funnel_plot(POINTS, LINES, 0.6, x="Enrolled").layout.annotations}
    # Right of the middle, to the left of its point.
    assert names["El Paso"].ax < names["El Paso"].x
    assert names["El Paso"].xanchor == "right"


def test_committees_in_one_place_are_one_point_that_names_the_first() -> None:
    # Five that nothing tells apart, one of the same rate but of another size, and one alone.
    alike = [(name, 5, 0.4, "", "40% (2 of 5)") for name in "ABCDE"]
    rows = [*alike, ("F", 10, 0.4, "", "40% (4 of 10)"), ("G", 10, 0.5, "", "50% (5 of 10)")]
    points = pd.DataFrame(rows, columns=["name", "size", "rate", "side", "share"])
    figure = funnel_plot(points.assign(hover="…"), LINES, 0.6, x="Enrolled")
    *_lines, within, _below, _above = traces_of(figure)
    assert within["x"] == [5, 10, 10]
    assert within["y"] == [0.4, 0.4, 0.5]
    assert within["hovertext"] == [
        "A, B, C, and 2 more: 40% (2 of 5)",
        "F: 40% (4 of 10)",
        "G: 50% (5 of 10)",
    ]
