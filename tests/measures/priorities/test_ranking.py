import numpy as np
import pandas as pd
import pytest

from lib.measures.priorities.ranking import rank_intervals
from lib.measures.priorities.scoring import priorities
from lib.measures.priorities.settings import chosen_weights, settings
from tests.measures.priorities.places import places

ONE_NEED = {"need": 100, "capacity": 0, "standing": 0}
ONLY_INCIDENTS = ONE_NEED | dict.fromkeys(
    ("people_affected", "calls", "cases", "agreements", "growth", "unanswered"), 0
)


def _by_place(frame: pd.DataFrame, **weights: int) -> pd.DataFrame:
    return rank_intervals(frame, chosen_weights(weights)).set_index("place_id")


def test_what_is_known_and_alone_has_a_sure_rank() -> None:
    frame = places(*[{"agreements": n} for n in (0, 1, 2, 3)])
    only = dict.fromkeys(
        ("incidents", "people_affected", "calls", "cases", "growth", "unanswered"), 0
    )
    found = _by_place(frame, **ONE_NEED, **only)
    # Agreements are counted, and there is nothing else to weigh them against.
    assert found["rank_low"].tolist() == found["rank_high"].tolist() == [4, 3, 2, 1]


def test_near_rates_change_places_and_far_ones_do_not() -> None:
    frame = places(*[{"incidents": n} for n in (300, 20, 21, 1)])
    found = _by_place(frame, **ONLY_INCIDENTS)
    assert (found.loc["a", "rank_low"], found.loc["a", "rank_high"]) == (1, 1)
    assert (found.loc["c", "rank_low"], found.loc["c", "rank_high"]) == (2, 3)
    assert (found.loc["d", "rank_low"], found.loc["d", "rank_high"]) == (4, 4)


def test_the_share_among_the_first_of_equal_places_is_about_their_share() -> None:
    # Forty places alike but for chance: each is among the first ten in about a quarter of draws.
    frame = places(*[{"incidents": 10 + (i == 0)} for i in range(40)])
    share = _by_place(frame, **ONLY_INCIDENTS)["share_top"]
    assert share.sum() == pytest.approx(settings().top)
    assert share.iloc[1:].between(0.15, 0.35).all()


def test_weights_near_the_chosen_ones_move_ranks_of_what_is_known() -> None:
    # b has the agreements, a the larger part of what is lacking: which counts more is a choice.
    frame = places(
        {"agreements": 0, "hours": 0}, {"agreements": 4, "hours": 9}, {"agreements": 2, "hours": 5}
    )
    found = _by_place(frame, need=50, capacity=50, standing=0)
    assert (found.loc["a", "rank_low"], found.loc["a", "rank_high"]) == (1, 3)


def test_need_lies_within_its_interval_and_the_answer_is_always_the_same() -> None:
    frame = places(*[{"incidents": n, "unanswered": n % 7} for n in (3, 8, 20, 90, 10)])
    first, again = rank_intervals(frame), rank_intervals(frame)
    pd.testing.assert_frame_equal(first, again)
    need = priorities(frame).places["need"]
    assert (first["need_low"] <= need).all()
    assert (need <= first["need_high"]).all()


def test_a_place_without_a_rank_has_no_interval() -> None:
    frame = places({"agreements": 1}, {"agreements": 3}, {"foreign_born": np.nan})
    found = rank_intervals(frame)
    assert found.iloc[2].drop("place_id").isna().all()
    assert found["rank_high"].max() == 2


def test_nothing_to_rank() -> None:
    assert rank_intervals(places({}, {}))["rank_low"].isna().all()
    assert rank_intervals(places({}).iloc[:0]).empty
