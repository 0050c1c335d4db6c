"""Names at the ends of lines stand in their lines' order, and none upon another."""

import pytest

from lib.topics.training.charts.ends import End, named

# 150 pixels for 0 to 1: a name of one line takes 15 + 3 pixels, 0.12.
FRAME = {"height": 150, "top": 1.0, "letters": 12}


def heights(*at: float) -> dict[str, float]:
    ends = [End(y, f"line {n}", "#000001") for n, y in enumerate(at)]
    return {a["text"]: a["y"] for a in named(ends, **FRAME)["annotations"]}


def test_names_that_have_room_stand_at_their_lines_ends() -> None:
    assert heights(0.2, 0.8) == pytest.approx({"line 0": 0.2, "line 1": 0.8})


def test_names_that_would_overlap_are_moved_apart_in_order() -> None:
    found = heights(0.51, 0.5, 0.52)
    assert found["line 1"] == pytest.approx(0.5)
    assert found["line 0"] == pytest.approx(0.62)
    assert found["line 2"] == pytest.approx(0.74)


def test_names_at_the_edges_stay_inside() -> None:
    found = heights(0.0, 1.0, 0.99)
    assert found["line 0"] == pytest.approx(0.06)
    assert found["line 1"] == pytest.approx(0.94)
    assert found["line 2"] == pytest.approx(0.82)


def test_of_two_that_end_together_the_first_stands_above() -> None:
    found = heights(0.5, 0.5)
    assert found["line 0"] > found["line 1"]


def test_a_long_name_has_lines_of_its_own_and_the_margin_has_room_for_it() -> None:
    layout = named([End(0.5, "Know your rights", "#000001")], **FRAME)
    assert layout["annotations"][0]["text"] == "Know your<br>rights"
    assert layout["margin"]["r"] > 9 * 6


def test_nothing_to_name() -> None:
    assert named([], **FRAME)["annotations"] == []
