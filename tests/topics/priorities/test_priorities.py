"""Priorities in words: ranks that say how sure they are, reasons, and plain statements."""

import math
from typing import Any

import pandas as pd
import pytest

from lib.language import use
from lib.measures.priorities.codes import Component, Unranked
from lib.measures.priorities.ranking import rank_intervals
from lib.measures.priorities.reasons import why_here
from lib.measures.priorities.wish import Obstacle
from lib.topics.priorities import need_and_capacity, one_place, place_ranks, ranking, words
from lib.topics.priorities import unranked as priorities_unranked
from lib.topics.priorities.words import ComponentFigure
from tests.topics.priorities.priority_rows import described, listed
from tests.ui.drawn import traces_of

# a has ten times the incidents of the others, and no committee, members or trained people.
PRESSED = {"incidents": 200, "healthy_committees": 0, "good_standing": 0, "trained": 0}
CALM = {"incidents": 10}
CALMER = {"incidents": 5, "healthy_committees": 2}


def _sure(**columns: list[float]) -> pd.DataFrame:
    """Draws as ``rank_intervals`` gives them, of as many places as are given."""
    size = len(next(iter(columns.values())))
    usual: dict[str, Any] = {
        "rank_low": [2.0] * size,
        "rank_high": [9.0] * size,
        "share_top": [0.5] * size,
        "need_low": [0.1] * size,
        "need_high": [0.9] * size,
    }
    names = [chr(ord("a") + i) for i in range(size)]
    return pd.DataFrame(usual | columns).assign(place_id=names)


def test_a_rank_is_said_with_how_far_it_moves() -> None:
    _priorities, rows = listed(PRESSED, CALM, CALMER)
    ranks = place_ranks.with_intervals(rows, _sure(rank_low=[1.0, 1, 2], rank_high=[2.0, 3, 3]))
    assert ranks["rank_said"].tolist() == ["1 (1–2)", "2 (1–3)", "3 (2–3)"]


@pytest.mark.parametrize(
    ("low", "top", "expected"),
    [
        # Two may be first; none is kept at the top by 95 of 100 draws.
        ([1, 1, 2], [0.9, 0.5, 0.2], "2 places can't be told apart: each of them may be first"),
        # The boundary: 95 of 100 draws are enough.
        (
            [1, 1, 2],
            [0.95, 0.5, 0.2],
            "2 places can't be told apart: each of them may be first; 1 is sure to be among the"
            " first 10",
        ),
        ([1, 2, 2], [1, 1, 0.2], "Place a, AZ comes first, whatever is drawn"),
    ],
)
def test_the_title_says_what_the_ranks_are_worth(
    low: list[float], top: list[float], expected: str
) -> None:
    _priorities, rows = listed(PRESSED, CALM, CALMER)
    ranks = place_ranks.with_intervals(rows, _sure(rank_low=low, share_top=top))
    assert ranking.title_of(ranks).replace("\\", "") == expected


def test_without_ranks_the_title_says_so() -> None:
    _priorities, rows = listed({"foreign_born": None}, {"foreign_born": 0})
    assert (
        ranking.title_of(place_ranks.with_intervals(rows, _sure(rank_low=[1, 1])))
        == "No place has a rank"
    )


def test_places_without_a_rank_give_the_reason() -> None:
    # a: nobody knows how many live there; b: nobody foreign-born does; c and d can be compared.
    _priorities, rows = listed({"foreign_born": None}, {"foreign_born": 0}, PRESSED, CALM)
    unranked = priorities_unranked.unranked(rows)
    assert unranked["place_id"].tolist() == ["a", "b"]
    assert set(unranked["reason"]) == {
        "Nobody knows how many foreign-born people live there, or nobody does."
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "statement"),
    [
        ([{}], Unranked.ONE_PLACE),
        ([{}, {}], Unranked.ALL_EQUAL),
        ([{"foreign_born": None}], Unranked.NO_PEOPLE),
    ],
)
def test_where_nothing_can_be_ranked_a_sentence_stands_instead(
    rows: list[dict[str, Any]], statement: Unranked
) -> None:
    priorities, rows_ = listed(*rows)
    assert priorities.statement is statement
    assert words.unranked(statement).endswith(".")
    assert need_and_capacity.quadrant(rows_, rank_intervals(described(*rows))) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_code_has_words_in_each_language(language: str) -> None:
    with use(language):
        texts = [words.unranked(code) for code in Unranked]
        texts += [words.obstacle(why) for why in Obstacle]
        texts += [words.explained(component) for component in Component]
    assert len(set(texts)) == len(Unranked) + len(Obstacle) + len(Component)
    assert not any(code.value in texts for code in Obstacle)


NAN = math.nan


@pytest.mark.parametrize(
    ("figure", "value", "interval", "made"),
    [
        # Below ten with a decimal, from ten on without.
        ((Component.INCIDENTS, 9, 100_000, 9.04, 4.2, 17.1), "9", "4.2 to 17", "9 of 100,000"),
        ((Component.UNANSWERED, 3, 4, 0.6, 0.4, 0.8), "60%", "40% to 80%", "3 of 4"),
        ((Component.MEMBERS, 0, 50_000, 0.0, 0, 0), "0", "–", "0 of 50,000"),
        # 16.09344 km are ten miles.
        ((Component.DISTANCE, 16.09344, NAN, 16.09344, 0, 0), "10", "–", "10"),
        ((Component.DISTANCE, math.inf, NAN, math.inf, 0, 0), "none", "–", "none"),
        ((Component.PRESENCE, 1, NAN, 1.0, 1, 1), "yes", "–", "yes"),
        # No data is no zero.
        ((Component.CASES, NAN, NAN, NAN, NAN, NAN), "–", "–", "no data"),
    ],
)
def test_a_figure_is_written_by_its_kind(
    figure: tuple[Any, ...], value: str, interval: str, made: str
) -> None:
    row = ComponentFigure(*figure)
    assert (words.value(row), words.interval(row), words.of_what(row)) == (value, interval, made)


@pytest.mark.parametrize(
    ("figure", "counted"),
    [
        # 6 ÷ 11,910 × 100,000 = 50.4, whatever it is drawn to.
        ((Component.INCIDENTS, 6, 11_910, 33.0, 13, 62), "6 of 11,910 = 50"),
        # 5 ÷ 6 = 83.3 %.
        ((Component.UNANSWERED, 5, 6, 0.59, 0.33, 0.82), "5 of 6 = 83%"),
        # 33 ÷ 4,585,402 × 100,000 = 0.72.
        ((Component.CASES, 33, 4_585_402, 0.7, 0.5, 0.9), "33 of 4,585,402 = 0.7"),
        ((Component.MEMBERS, 0, 50_000, 0.0, 0, 0), "0 of 50,000 = 0"),
        # Nobody to be counted by: no rate.
        ((Component.UNANSWERED, 0, 0, 0.4, 0.1, 0.8), "0 of 0"),
        ((Component.AGREEMENTS, 3, NAN, 3.0, 3, 3), "3"),
        ((Component.CASES, NAN, NAN, NAN, NAN, NAN), "no data"),
    ],
)
def test_a_fraction_stands_beside_the_rate_that_it_is(
    figure: tuple[Any, ...], counted: str
) -> None:
    assert words.counted(ComponentFigure(*figure)) == counted


def test_why_here_says_numerator_denominator_interval_and_points() -> None:
    priorities, _rows = listed(PRESSED, CALM, CALMER)
    reasons = one_place.reasons(why_here(priorities, "a"))
    # 200 of 100,000 are 200 per 100,000; what is ranked stands beside it under its own name.
    assert "- **200 of 100,000 = 200** incidents in a year per 100,000" in reasons
    assert " allowing for chance (95 % interval" in reasons
    assert "points more than at the typical place" in reasons


def test_what_nothing_lifts_says_so() -> None:
    # Of two places the middle lies between: the one that is behind everywhere has nothing above.
    priorities, _rows = listed(PRESSED, CALM)
    assert (
        one_place.reasons(why_here(priorities, "b"))
        == "Nothing lifts it above the typical place (the median)."
    )


def test_each_component_has_its_source_and_date() -> None:
    priorities, _rows = listed(PRESSED, CALM)
    day = pd.Timestamp("2026-06-24")
    origins = pd.DataFrame(
        {
            "component": [str(c) for c in Component],
            "source": ["incident"] * len(Component),
            "as_of": [day] * len(Component),
            "people_as_of": [day] * len(Component),
        }
    )
    rows = one_place.components(priorities, "a", origins).set_index("component")
    assert len(rows) == len(Component)
    assert rows.loc["incidents", ["source_said", "as_of"]].tolist() == ["Incidents", day]
    assert rows.loc["incidents", ["numerator", "denominator"]].tolist() == [200, 100_000]


def test_the_quadrant_numbers_the_first_and_draws_their_need_as_a_line() -> None:
    _priorities, rows = listed(PRESSED, CALM, CALMER)
    chart = need_and_capacity.quadrant(rows, _sure(rank_low=[1, 1, 2]))
    assert chart is not None
    many, first = traces_of(chart.plot)
    assert many["x"] == []
    # The first one is drawn last, over the others.
    assert first["text"] == ["3", "2", "1"]
    assert first["x"] == pytest.approx(list(chart.table["capacity"][::-1] ** 0.5))
    # The line goes from 0.1 to 0.9, whatever the need itself.
    need = chart.table["need"].tolist()
    assert first["error_y"]["array"] == pytest.approx([0.9 - n for n in need[::-1]])
    assert first["error_y"]["arrayminus"] == pytest.approx([n - 0.1 for n in need[::-1]])


def test_a_name_from_the_data_runs_nothing() -> None:
    _priorities, rows = listed(PRESSED | {"name": "![x](http://evil.example)"}, CALM, CALMER)
    chart = need_and_capacity.quadrant(rows, _sure(rank_low=[1, 1, 2]))
    assert chart is not None
    assert "![x](" not in (chart.caption or "")
    ranks = place_ranks.with_intervals(rows, _sure(rank_low=[1, 2, 2]))
    assert "![x](" not in ranking.title_of(ranks)


def test_the_rest_of_a_state_is_called_so() -> None:
    _priorities, rows = listed(PRESSED | {"is_rest": True, "name": "Arizona"}, CALM)
    assert rows["place"].tolist() == ["Rest of Arizona", "Place b, AZ"]
