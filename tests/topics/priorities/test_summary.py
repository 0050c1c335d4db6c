"""The top of the page: who comes first, how sure that is, and where most people are."""

import pandas as pd
import pytest

from lib.topics.priorities import cover, place_ranks, summary
from lib.topics.priorities.summary import Summary
from tests.topics.priorities.priority_rows import listed

# a is pressed; b and c lie far away from it and have more people.
PLACES = (
    {"incidents": 200, "healthy_committees": 0, "trained": 0, "name": "Ajo"},
    {"incidents": 1500, "foreign_born": 900_000, "latitude": 40.0, "name": "Bend"},
    {"incidents": 5, "healthy_committees": 2, "latitude": 45.0, "name": "Cody"},
)


def _ranks(rows: pd.DataFrame, rank_low: list[float]) -> pd.DataFrame:
    size = len(rank_low)
    sure = pd.DataFrame({"rank_low": rank_low, "rank_high": [7.0] * size})
    sure = sure.assign(share_top=0.8, need_low=0.1, need_high=0.9, place_id=rows["place_id"][:size])
    return place_ranks.with_intervals(rows, sure)


def _summary(rows: pd.DataFrame, rank_low: list[float]) -> Summary:
    reach = summary.widest_reach(cover.candidates(rows))
    result = summary.summary(_ranks(rows, rank_low), reach)
    assert result is not None
    return result


def _usual(rank_low: list[float]) -> Summary:
    _priorities, rows = listed(*PLACES)
    return _summary(rows, rank_low)


def test_a_place_that_is_always_first_is_surely_first() -> None:
    first = _usual([1, 2, 2])
    assert first.title == "Ajo\\, AZ comes first, whatever is drawn"
    assert "ranks **1 (1–7)**; 80% of draws keep it in the top 10" in first.sentences[0]
    assert not any("as well" in sentence for sentence in first.sentences)


def test_others_that_may_be_first_are_named() -> None:
    _priorities, rows = listed(*PLACES)
    first = _usual([1, 1, 2])
    assert first.title == "Ajo\\, AZ comes first, though that is not sure"
    second = rows["place"][1].replace(",", "\\,")
    assert first.sentences[1] == f"These may come first as well: **{second}**."


def test_most_are_counted_and_not_named() -> None:
    rows = listed(*PLACES, *({"incidents": n, "name": f"P{n}"} for n in range(20, 25)))[1]
    first = _summary(rows, [1] * len(rows))
    # Eight may be first: the first, four by name, and three.
    assert "and 3 more places" in first.sentences[1]


def test_most_people_are_reached_from_where_need_is_greatest() -> None:
    _priorities, rows = listed(*PLACES)
    candidates = cover.candidates(rows)
    # Bend has nine times the people of Ajo and as much need for its size: only the quarter of the
    # three places with the most need is counted, and that is one place.
    counted = candidates.set_index("place")["whole"]
    (first,) = counted[counted > 0].index
    (sentence,) = [s for s in _usual([1, 2, 2]).sentences if "reach most people" in s]
    assert f"**{first}**".replace(",", "\\,") in sentence
    people = f"{counted[first]:,.0f}"
    assert f"{people} of the {people} foreign-born people (100%)" in sentence
    assert "25% of places with the most need" in sentence


def test_a_place_of_another_rank_says_why_it_comes_first() -> None:
    _priorities, rows = listed(*PLACES)
    reach = summary.Reach("Bend, AZ", 2.0, 300.0, 1200.0)
    said = summary.summary(_ranks(rows, [1, 2, 2]), reach)
    assert said is not None
    assert "**Bend\\, AZ** (rank 2, for ranks compare places per head" in said.sentences[-1]
    assert "300 of the 1,200 foreign-born people (25%)" in said.sentences[-1]


@pytest.mark.parametrize("covered", [True, False])
def test_without_need_left_nobody_is_sent(covered: bool) -> None:
    _priorities, rows = listed(*PLACES)
    rows = rows.assign(reached_today=covered)
    sentences = _summary(rows, [1, 2, 2]).sentences
    assert any("reach most people" in sentence for sentence in sentences) is not covered


def test_without_ranks_there_is_no_summary() -> None:
    _priorities, rows = listed({"foreign_born": None}, {"foreign_born": 0})
    assert summary.widest_reach(cover.candidates(rows)) is None
    assert summary.summary(_ranks(rows, [1, 1]), None) is None
