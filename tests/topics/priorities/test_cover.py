"""What organizers would cover, in words: the answer, how good it is, and the frontier."""

import pandas as pd
import pytest

from lib.measures.priorities.cover import Cover
from lib.measures.priorities.wish import Infeasible, Wish
from lib.topics.priorities import answer as answers
from lib.topics.priorities import cover
from lib.topics.priorities.cover import Answer
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
    _found, rows = listed(
        {"incidents": 50},
        {"incidents": 40, "is_rest": True},
        {"incidents": 30, "latitude": None},
        # Reached today: it may be chosen, but there is nothing left to cover.
        {"incidents": 60, "reached_today": True},
    )
    found = cover.candidates(rows).set_index("place_id")
    assert sorted(found.index) == ["a", "d"]
    assert found["uncovered"]["d"] == 0
    assert found["whole"]["d"] > 0


def test_a_place_without_people_covers_nothing_and_breaks_nothing() -> None:
    _found, rows = listed({"incidents": 50}, {"incidents": 5}, {"foreign_born": None})
    answer = cover.answered(cover.candidates(rows), Wish(1, 0))
    # All three stand at one point: one organizer covers all there is.
    assert answer.best.covered == pytest.approx(answer.best.whole)
    assert answer.reached == 0


def test_a_wish_that_cannot_be_met_is_an_obstacle() -> None:
    _found, rows = listed({"incidents": 50}, {"incidents": 5})
    with pytest.raises(Infeasible):
        cover.answered(cover.candidates(rows), Wish(1, 0, floors=(("southwest", 2),)))


def test_the_title_names_the_places_and_what_they_reach() -> None:
    said = answers.title_of(_answer(40, 35), NAMES).replace("\\", "")
    assert said == "From Ajo, AZ and Bisbee, AZ, 40% of the need that nobody reaches can be covered"


@pytest.mark.parametrize(
    ("gap", "said"),
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
def test_the_gap_to_the_optimum_is_stated(gap: float, said: str) -> None:
    assert answers.how_good(_answer(40, 40, gap)).startswith(said)


def test_the_greedy_answer_stands_beside_it() -> None:
    # 40 − 35 of the 100 that nobody reaches.
    assert "covers 5% less of that need" in answers.how_good(_answer(40, 35))
    assert "covers as much" in answers.how_good(_answer(40, 40))
    # Of all need, 125: 25 are reached today, then 35 and 40 more.
    assert answers.compared(_answer(40, 35))["covered"].tolist() == [0.2, 0.48, 0.52]


def test_without_any_need_nothing_is_divided() -> None:
    nothing = Cover((), (), 0, 0, 0)
    answer = Answer(nothing, nothing, 0, 0)
    assert answers.title_of(answer, NAMES) == "Ready committees reach all the need that there is"
    assert answers.compared(answer)["covered"].isna().all()


def test_each_place_says_which_answer_has_it() -> None:
    found = answers.places_of(_answer(40, 35), NAMES)
    said = list(
        zip(found["place_id"], found["what"], found["in_best"], found["in_greedy"], strict=True)
    )
    assert sorted(said) == [
        ("a", "organizer", True, True),
        ("b", "organizer", True, False),
        ("c", "organizer", False, True),
        ("c", "training", True, True),
    ]


def test_the_frontier_says_what_one_more_would_add() -> None:
    points = pd.DataFrame(
        {"organizers": [0, 1, 2], "best": [0.1, 0.3, 0.45], "greedy": [0.1, 0.3, 0.4], "gap": 0.0}
    )
    shown = answers.frontier_of(points, 1)
    assert shown["title"] == "One organizer more than 1 would cover 15% more of what is left"
    greedy, best, here = traces_of(shown["figure"])
    assert (greedy["y"], best["y"]) == ([0.1, 0.3, 0.4], [0.1, 0.3, 0.45])
    assert (here["x"], here["y"]) == ([1], [0.3])
    # At the end nothing is known of one more.
    assert "each number" in answers.frontier_of(points, 2)["title"]


def test_an_answer_that_sends_nobody_has_no_places() -> None:
    nothing = Cover((), (), 0, 100, 0)
    found = answers.places_of(Answer(nothing, nothing, 100, 0), NAMES)
    # The brief asks for those of the best answer, and groups them by what is sent.
    assert list(found[found["in_best"]].groupby("what")) == []


def test_each_place_says_in_words_which_answer_has_it() -> None:
    found = answers.places_of(_answer(60, 50), NAMES).set_index(["place_id", "what"])["answer"]
    # By hand from _answer: best a and b, greedy a and c, the training in both.
    assert found["a", "organizer"] == "both"
    assert found["b", "organizer"] == "best"
    assert found["c", "organizer"] == "largest first"
    assert found["c", "training"] == "both"
