import pandas as pd

from lib.topics.training.charts.curves import completion_curves
from tests.ui.drawn import traces_of

NAN = float("nan")
ROWS = pd.DataFrame(
    [
        ("kyr", 0, 0.0, 0.0, 0.0),
        ("kyr", 30, 0.5, 0.4, 0.6),
        ("kyr", 60, NAN, NAN, NAN),  # too few are still followed
        ("legal", 0, 0.0, 0.0, 0.0),
        ("legal", 30, 0.25, 0.12345678, 0.4),
        ("other", 0, 0.0, 0.0, 0.0),  # not among those to draw
    ],
    columns=["course", "day", "completed", "low", "high"],
)
NAMES = {"legal": "Legal defense", "kyr": "Know your rights"}


def drawn(names: dict[str, str]) -> list[dict]:
    return traces_of(completion_curves(ROWS, names, group="course"))


def test_a_line_a_group_in_the_order_given_ends_where_too_few_are_followed():
    _band, _band, legal, rights = drawn(NAMES)
    assert (legal["name"], rights["name"]) == ("Legal defense", "Know your rights")
    assert (rights["x"], rights["y"]) == ([0, 30], [0, 0.5])
    assert legal["y"] == [0, 0.25]


def test_a_band_runs_along_the_upper_limits_and_back_along_the_lower_ones():
    band = drawn(NAMES)[1]
    assert band["x"] == [0, 30, 30, 0]
    assert band["y"] == [0, 0.6, 0.4, 0]
    assert band["fill"] == "toself"
    # The figure is sent to the browser: four decimals are more than it can show.
    assert drawn(NAMES)[0]["y"] == [0, 0.4, 0.1235, 0]


def test_lines_are_named_at_their_ends_in_their_colour():
    figure = completion_curves(ROWS, NAMES, group="course")
    legal, rights = figure.layout.annotations
    assert (legal.text, rights.text) == ("Legal defense", "Know your rights")
    assert legal.font.color == traces_of(figure)[2]["line"]["color"]


def test_lines_differ_by_more_than_colour_and_bands_are_in_no_legend():
    band, _band, legal, rights = drawn(NAMES)
    assert legal["line"]["dash"] != rights["line"]["dash"]
    assert legal["line"]["color"] == band["fillcolor"]
    assert band["showlegend"] is False


def test_no_group_is_an_empty_figure():
    assert drawn({}) == []
