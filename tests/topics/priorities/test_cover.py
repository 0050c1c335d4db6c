"""What organizers would cover, in words: the answer, how good it is, and the frontier."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.measures.priorities.cover import Cover
from lib.measures.priorities.wish import Infeasible, Wish
from lib.topics.priorities import answer as answers
from lib.topics.priorities import cover
from lib.topics.priorities.cover import Answer
from lib.topics.priorities.frontier import frontier
from tests.topics.priorities.priority_rows import listed
from tests.ui.drawn import traces_of

NAMES = pd.DataFrame(
    {
        "place_id": list("abc"),
        "place": ["Ajo, AZ", "Bisbee, AZ", "Clifton, AZ"],
        "region": ["Southwest"] * 3,
        "rank": [1.0, 2.0, 3.0],
    }
)


def _answer(best: float, greedy: float, gap: float = 0.0, whole: float = 100) -> Answer:
    return Answer(
        Cover(("a", "b"), ("c",), best, whole, gap),
        Cover(("a", "c"), ("c",), greedy, whole, float("nan")),
        whole=125,
        reached=25,
    )


def test_rests_of_states_and_places_without_a_point_are_not_to_choose_from() -> None:
    _priorities, rows = listed(
        {"incidents": 50},
        {"incidents": 40, "is_rest": True},
        {"incidents": 30, "latitude": None},
        # Reached today: it may be chosen, but there is nothing left to cover.
        {"incidents": 60, "reached_today": True},
    )
    candidates = cover.candidates(rows).set_index("place_id")
    assert sorted(candidates.index) == ["a", "d"]
    assert candidates["uncovered"]["d"] == 0
    assert candidates["whole"]["d"] == 100_000
    # Of four places the quarter with the most need is the first alone.
    assert candidates["whole"]["a"] == 0


def test_the_largest_place_is_not_counted_where_need_is_little() -> None:
    _priorities, rows = listed(
        {"incidents": 500, "latitude": 45.0},
        {"incidents": 5, "foreign_born": 9_000_000, "latitude": 40.0},
        {"incidents": 5},
        {"incidents": 5},
    )
    answer = cover.answered(cover.candidates(rows), Wish(1, 0))
    assert answer.best.organizers == ("a",)
    assert answer.whole == 100_000


def test_a_place_without_people_covers_nothing_and_breaks_nothing() -> None:
    _priorities, rows = listed({"incidents": 50}, {"incidents": 5}, {"foreign_born": None})
    answer = cover.answered(cover.candidates(rows), Wish(1, 0))
    # All three stand at one point: one organizer covers all there is.
    assert answer.best.covered == pytest.approx(answer.best.whole)
    assert answer.reached == 0


def test_a_wish_that_cannot_be_met_is_an_obstacle() -> None:
    _priorities, rows = listed({"incidents": 50}, {"incidents": 5})
    with pytest.raises(Infeasible):
        cover.answered(cover.candidates(rows), Wish(1, 0, floors=(("southwest", 2),)))


def test_the_title_names_the_places_and_what_they_reach() -> None:
    title = answers.title_of(_answer(40, 35), NAMES).replace("\\", "")
    # 25 are reached today, 40 more with it: 65 of 125.
    assert title == (
        "From Ajo, AZ, Bisbee, AZ, and 1 training, 40 more people are within reach: 52% of 125,"
        " instead of 20%"
    )


def test_the_place_that_adds_most_is_named_first_and_why() -> None:
    answer = replace(_answer(40, 35), added={"b": 30.0, "a": 10.0})
    assert answers.title_of(answer, NAMES).startswith("From Bisbee\\, AZ")
    why = answers.why_first(answer, NAMES, 60).replace("\\", "")
    assert why == (
        "**Bisbee, AZ** ranks 2 by the gap and comes first here: ranks compare places per head,"
        " this counts people. 30 of them live within 60 min of it, and nobody reaches them yet."
    )
    same = replace(answer, added={"a": 30.0, "b": 10.0})
    assert "ranks first by the gap, too" in answers.why_first(same, NAMES, 60)
    assert answers.why_first(_answer(0, 0), NAMES, 60) == ""


def test_title_table_and_curve_have_one_number() -> None:
    answer = _answer(40, 35)
    # The solver had less time for the points: at 2 it found only 38, at 1 more than the answer.
    points = pd.DataFrame(
        {"organizers": [0, 1, 2, 3], "best": [5.0, 41, 38, 39], "greedy": [5.0, 20, 30, 39]}
    )
    curve = cover.within_reach(points.assign(gap=0.0), answer, 2)
    table = answers.compared(answer).set_index("answer")
    here = curve.set_index("organizers").loc[2]
    assert table.loc["Best answer"].tolist() == [65, 0.52] == [here["best"], here["best_share"]]
    assert table.loc["Largest first", "covered"] == here["greedy_share"] == 0.48
    title = answers.title_of(answer, NAMES)
    assert "52% of 125" in title
    assert f"instead of {table.loc['Today', 'covered']:.0%}" in title
    # Today's 25 and, with nobody but the trainings, 5 more.
    assert curve["best"].tolist() == [30, 65, 65, 65]


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (0.0, "Proven: no other choice covers more (gap 0%)."),
        # The boundary of what counts as proven, and just above it.
        (0.001, "Proven: no other choice covers more (gap 0.1%)."),
        (0.02, "The best that was found in time; no choice covers over 2% more."),
        (
            float("nan"),
            "Time ran out before anything better than the largest first was found.",
        ),
    ],
)
def test_the_gap_to_the_optimum_is_stated(gap: float, sentence: str) -> None:
    assert answers.how_good(_answer(40, 40, gap)).startswith(sentence)


def test_the_greedy_answer_stands_beside_it() -> None:
    assert "reaches 5 people fewer" in answers.how_good(_answer(40, 35))
    assert "reaches 1 person fewer" in answers.how_good(_answer(40, 39))
    assert "reaches as many" in answers.how_good(_answer(40, 40))
    # Of all 125: 25 are reached today, then 35 and 40 more.
    assert answers.compared(_answer(40, 35))["covered"].tolist() == [0.2, 0.48, 0.52]


def test_without_any_need_nothing_is_divided() -> None:
    nothing = Cover((), (), 0, 0, 0)
    answer = Answer(nothing, nothing, 0, 0)
    assert (
        answers.title_of(answer, NAMES)
        == "Ready committees reach everyone who is counted here already"
    )
    assert answers.compared(answer)["covered"].isna().all()


def test_each_place_says_which_answer_has_it() -> None:
    places = answers.places_of(_answer(40, 35), NAMES)
    columns = (places[name] for name in ("place_id", "what", "in_best", "in_greedy"))
    assert sorted(zip(*columns, strict=True)) == [
        ("a", "organizer", True, True),
        ("b", "organizer", True, False),
        ("c", "organizer", False, True),
        ("c", "training", True, True),
    ]


def test_the_frontier_says_what_one_more_would_add() -> None:
    points = pd.DataFrame(
        {"organizers": [0, 1, 2], "best": [100, 300, 450], "greedy": [100, 300, 400], "gap": 0.0}
    )
    points = points.assign(best_share=points["best"] / 1000, greedy_share=points["greedy"] / 1000)
    chart = frontier(points, 1)
    assert chart.title == "One organizer more than 1 would bring 150 more people within reach"
    greedy, best, here = traces_of(chart.plot)
    assert (greedy["y"], best["y"]) == ([0.1, 0.3, 0.4], [0.1, 0.3, 0.45])
    assert (here["x"], here["y"]) == ([1], [0.3])
    # At the end nothing can be said of one more.
    assert "each number" in frontier(points, 2).title


def test_an_answer_that_sends_nobody_has_no_places() -> None:
    nothing = Cover((), (), 0, 100, 0)
    places = answers.places_of(Answer(nothing, nothing, 100, 0), NAMES)
    # The brief asks for those of the best answer, and groups them by what is sent.
    assert list(places[places["in_best"]].groupby("what")) == []


def test_each_place_says_in_words_which_answer_has_it() -> None:
    places = answers.places_of(_answer(60, 50), NAMES).set_index(["place_id", "what"])["answer"]
    # By hand from _answer: best a and b, greedy a and c, the training in both.
    assert places["a", "organizer"] == "both"
    assert places["b", "organizer"] == "best"
    assert places["c", "organizer"] == "largest first"
    assert places["c", "training"] == "both"
