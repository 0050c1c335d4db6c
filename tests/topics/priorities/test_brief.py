"""The brief: a file by itself, in either language, that nothing from the data can break."""

import re

import pandas as pd
import pytest

from lib.language import use
from lib.topics.priorities.brief import Brief, Ranked, render
from lib.topics.priorities.brief.drawing import HEIGHT, WIDTH, curve, dots

RANKS = pd.DataFrame({"need": [0.9, 0.5, 0.1], "capacity": [0.1, 0.3, 0.5], "rank": [1, 2, 3]})
POINTS = pd.DataFrame({"organizers": [0, 1, 2], "best": [0.0, 0.3, 0.6]})


def _brief(**changes: object) -> Brief:
    usual: dict[str, object] = {
        "title": "Spring",
        "made": "Figures of today",
        "finding": "Two places can't be told apart",
        "statement": "",
        "surge": "",
        "surges": [],
        "first": [Ranked("Ajo, AZ", "1 (1–2)", 0.5, 0.25, 0.75)],
        "top": 10,
        "dots": dots(RANKS, 1),
        "why": [("Ajo, AZ", ["29 incidents"])],
        "asked": [("New organizers", "1")],
        "answer": "From Ajo",
        "how_good": "Proven",
        "covered": [("Today", 0.1)],
        "placed": [("organizer", "Ajo, AZ")],
        "curve": curve(POINTS, 1, "60%"),
        "weights": [("Need", "50")],
        "notes": ["A note"],
    }
    return Brief(**{**usual, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "word"), [("en", "What counted how much"), ("es", "Cuánto")])
def test_the_brief_is_in_the_language_asked_for(language: str, word: str) -> None:
    with use(language):
        page = render(_brief()).decode()
    assert f'<html lang="{language}">' in page
    assert word in page


def test_it_needs_nothing_from_anywhere() -> None:
    page = render(_brief()).decode()
    assert not re.search(r"(?:src|href)=|url\(|@import|<script|<link", page)


def test_names_are_shown_as_they_are() -> None:
    hostile = '<img src=x onerror=alert(1)> & "co"'
    page = render(_brief(title=hostile, placed=[(hostile, hostile)])).decode()
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt; &amp; &#34;co&#34;") == 4


def test_bars_are_as_long_as_their_shares() -> None:
    page = render(_brief()).decode()
    assert [int(n) for n in re.findall(r"width: (\d+)%\"", page)] == [50, 25, 75, 10]


def test_a_surge_stands_above_the_ranks_and_nothing_where_there_is_none() -> None:
    page = render(_brief(surge="1 surge is on:", surges=["Southeast: 17 raids"])).decode()
    said = page.index("<li>Southeast: 17 raids</li>")
    assert page.index("1 surge is on:") < said < page.index("Two places can&#39;t")
    assert 'class="surge"' not in render(_brief()).decode()


def test_where_nothing_is_ranked_the_statement_stands() -> None:
    page = render(_brief(statement="There is only one place.")).decode()
    assert "There is only one place." in page
    assert "Ajo, AZ</td>" not in page


def test_points_stand_where_their_need_and_capacity_are() -> None:
    drawn = dots(RANKS, 1)
    assert drawn is not None
    first = drawn.dots[-1]
    # Most need and least capacity: at the top left, inside the frame; drawn last, on top.
    assert (first.number, first.x, first.y) == ("1", 24, 24)
    # The middle place, halfway between the two others.
    assert (drawn.middle_x, drawn.middle_y) == (WIDTH / 2, HEIGHT / 2)
    assert dots(RANKS.head(0), 1) is None


def test_equal_places_are_drawn_without_dividing_by_zero() -> None:
    same = pd.DataFrame({"need": [0.5, 0.5], "capacity": [0.2, 0.2], "rank": [1, 1]})
    drawn = dots(same, 1)
    assert drawn is not None
    assert {(dot.x, dot.y) for dot in drawn.dots} == {(24, HEIGHT - 24)}


def test_the_curve_rises_from_the_left() -> None:
    drawn = curve(POINTS, 1, "60%")
    assert drawn is not None
    assert drawn.line == ((24, HEIGHT - 24), (320, HEIGHT / 2), (WIDTH - 24, 24))
    assert (drawn.marked_x, drawn.marked_y) == (320, 100)
    assert curve(POINTS, 9, "60%") is None
