from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.priorities.codes import Component, Group, Unranked
from lib.measures.priorities.figures import PlaceError, figures
from lib.measures.priorities.scoring import priorities
from lib.measures.priorities.settings import chosen_weights
from tests.measures.priorities.places import places

# Only agreements (of need) and hours (of capacity) differ, so the rest tells nothing.
FOUR = places(
    {"agreements": 0, "hours": 0},
    {"agreements": 2, "hours": 0},
    {"agreements": 1, "hours": 10},
    {"agreements": 1, "hours": 5},
)


def _scores(frame: pd.DataFrame, **weights: int) -> dict[str, float]:
    found = priorities(frame, chosen_weights(weights))
    return found.places.set_index("place_id")["score"].round(6).to_dict()


def test_scores_by_hand() -> None:
    # The 10 % and 90 % quantiles of 0, 1, 1, 2 are 0.3 and 1.7 (type 7: positions 0.3 and 2.7);
    # 1 scores (1 − 0.3) / 1.4 = 0.5. Of hours 0, 0, 5, 10 per 100,000 they are 0 and 8.5; 5 scores
    # 5 / 8.5. Need weighs 50 and what is lacking of capacity 35, standing tells: all score alike,
    # 30 of 100 for the priority region, with 15.
    standing = 15 * 0.3
    assert _scores(FOUR) == {
        "a": round((50 * 0 + 35 * 1 + standing) / 100, 6),
        "b": round((50 * 1 + 35 * 1 + standing) / 100, 6),
        "c": round((50 * 0.5 + 35 * 0 + standing) / 100, 6),
        "d": round((50 * 0.5 + 35 * (1 - 5 / 8.5) + standing) / 100, 6),
    }


def test_the_points_of_the_components_add_up_to_the_score() -> None:
    found = priorities(FOUR)
    points = found.components.groupby("place_id")["points"].sum()
    score = found.places.set_index("place_id")["score"]
    assert points.to_dict() == pytest.approx((100 * score).to_dict())


def test_ranks_with_ties_alike() -> None:
    frame = places({"agreements": 0}, {"agreements": 3}, {"agreements": 3}, {"agreements": 1})
    assert priorities(frame).places["rank"].tolist() == [4, 1, 1, 3]


def test_weights_change_what_counts() -> None:
    by_need = _scores(FOUR, capacity=0, standing=0)
    assert by_need == {"a": 0, "b": 1, "c": 0.5, "d": 0.5}
    by_lack = _scores(FOUR, need=0, standing=0)
    assert by_lack == {"a": 1, "b": 1, "c": 0, "d": round(1 - 5 / 8.5, 6)}


def test_a_rate_of_few_people_is_shrunk_and_less_sure() -> None:
    frame = places(
        {"incidents": 4, "foreign_born": 10_000},
        {"incidents": 40, "foreign_born": 100_000},
        *[{"incidents": n} for n in (5, 10, 20, 8)],
    )
    rate = figures(frame)[Component.INCIDENTS]
    assert rate.value[0] < rate.value[1] < 40
    assert rate.high[0] - rate.low[0] > rate.high[1] - rate.low[1]


def test_people_taken_together_are_no_independent_events() -> None:
    one_by_one = places(*[{"incidents": n, "people_affected": n} for n in (5, 10, 20, 40)])
    together = places(*[{"incidents": n, "people_affected": 10 * n} for n in (5, 10, 20, 40)])
    narrow = figures(one_by_one)[Component.PEOPLE_AFFECTED]
    wide = figures(together)[Component.PEOPLE_AFFECTED]
    # Ten at a time in as many incidents: ten times the rate, as sure as before.
    assert wide.value == pytest.approx(10 * narrow.value)
    assert wide.high == pytest.approx(10 * narrow.high)


def test_unknown_figures_are_left_out_and_no_zero() -> None:
    frame = places({"agreements": np.nan}, {"agreements": 2}, {"agreements": 0}, {"agreements": 1})
    need = priorities(frame).places.set_index("place_id")["need"]
    # Agreements are all that tells of need here: without them nothing is known of a.
    assert np.isnan(need["a"])
    assert need["c"] == 0


def test_less_than_the_stated_weight_of_need_gives_no_rank() -> None:
    # 20 + 15 + 15 + 10 + 15 of 75 telling points are missing at a; calls and cases are equal.
    varied: list[dict[str, Any]] = [
        {"incidents": n, "people_affected": n, "incidents_two_years": 3 * n, "unanswered": n % 5,
         "answerable": 10, "agreements": n % 3}
        for n in (4, 9, 30)
    ]  # fmt: skip
    unknown = dict.fromkeys(
        ("incidents", "people_affected", "incidents_two_years", "unanswered"), np.nan
    )
    found = priorities(places(unknown, *varied)).places.set_index("place_id")
    assert found.loc["a", "unranked"] == Unranked.TOO_LITTLE_DATA
    assert np.isnan(found.loc["a", "rank"])
    assert found["rank"].dropna().sort_values().tolist() == [1, 2, 3]


@pytest.mark.parametrize("people", [0, np.nan])
def test_a_place_without_people_has_no_rank_and_moves_nobody(people: float) -> None:
    without = priorities(FOUR).places["score"].tolist()
    frame = pd.concat(
        [FOUR, places({"agreements": 50, "foreign_born": people}).assign(place_id="z")]
    )
    found = priorities(frame.reset_index(drop=True))
    assert found.places["score"].tolist()[:4] == without
    assert found.places["unranked"].tolist()[4] == Unranked.NO_PEOPLE


@pytest.mark.parametrize(
    ("frame", "statement"),
    [
        (FOUR.iloc[:0], Unranked.NO_PLACES),
        (places({}), Unranked.ONE_PLACE),
        (places({}, {}, {}), Unranked.ALL_EQUAL),
        (FOUR.assign(foreign_born=np.nan), Unranked.NO_PEOPLE),
    ],
)
def test_a_statement_instead_of_ranks(frame: pd.DataFrame, statement: Unranked) -> None:
    found = priorities(frame)
    assert found.statement == statement
    assert found.places["rank"].isna().all()
    assert (found.places["unranked"] == statement).all()


def test_nobody_ready_anywhere_is_the_least_capacity_not_no_data() -> None:
    frame = places({"km_to_ready": np.inf}, {"km_to_ready": 10.0}, {"km_to_ready": 300.0})
    scaled = figures(frame)[Component.DISTANCE].scaled
    assert scaled[0] == 0
    assert scaled[1] > scaled[2]


def test_a_place_without_committees_is_ranked_by_what_it_lacks() -> None:
    frame = places({"healthy_committees": 0}, {"healthy_committees": 1}, {"healthy_committees": 2})
    assert priorities(frame).places["rank"].tolist()[0] == 1


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (FOUR.drop(columns="calls"), "lack calls"),
        (FOUR.assign(place_id="a"), "twice"),
        (FOUR.assign(cases=-1), "cases must not be negative"),
    ],
)
def test_places_that_cannot_be_are_refused(frame: pd.DataFrame, said: str) -> None:
    with pytest.raises(PlaceError, match=said):
        priorities(frame)


def test_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        chosen_weights({"need": 101})
    with pytest.raises(ValueError, match="nothing that can be weighed"):
        chosen_weights({"hope": 5})
    with pytest.raises(ValueError, match="Something must count"):
        chosen_weights({"need": 0, "capacity": 0, "standing": 0})


def test_a_group_of_which_nothing_counts_does_not_count() -> None:
    zero = dict.fromkeys(("presence", "anticipated_gap", "priority_region"), 0)
    assert chosen_weights(zero).of(Group.STANDING) == 0
