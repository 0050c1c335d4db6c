import numpy as np
import pandas as pd
import pytest

from lib.measures.renewals import PlainRate, Rules, renewals_by, with_chances
from lib.measures.renewals.groups import whole

RULES = {("standard", "yearly"): PlainRate(lapsed=25, due=100)}


def due(*rows: tuple[str, int, int], rules: Rules = RULES) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["group", "due_within", "members"])
    told = with_chances(frame.assign(tier_id="standard", cycle="yearly", renewal=1, times=1), rules)
    return told.assign(soon=told["members"].where(told["due_within"] <= 30, 0))


def test_whole_numbers_add_up_to_the_whole() -> None:
    # 1.4 + 1.4 + 1.4 = 4.2: one of the three goes up, the first.
    assert whole([1.4, 1.4, 1.4]).tolist() == [2, 1, 1]
    assert whole([2.0, 0.6, 0.9]).tolist() == [2, 1, 1]  # 3.5 is 4
    assert whole([np.nan, 0.4]).tolist()[1:] == [0]
    assert whole([]).tolist() == []


def test_groups_by_who_is_likely_to_lapse() -> None:
    made = renewals_by(due(("a", 30, 8), ("a", 90, 8), ("b", 60, 40)), RULES, "group")
    assert made["group"].tolist() == ["b", "a"]
    assert made["members"].tolist() == [40, 16]
    assert made["lapses"].tolist() == [10, 4]
    assert made["soon"].tolist() == [0, 8]


def test_no_number_of_one_to_four_is_told_nor_given_away() -> None:
    # Three of a run out soon; of b all but three. The sum of the column is known from elsewhere, so
    # that with two hidden neither can be reckoned.
    made = renewals_by(
        due(("a", 30, 3), ("a", 60, 9), ("b", 30, 20), ("b", 90, 3), ("c", 30, 30), ("d", 90, 9)),
        RULES,
        "group",
    ).set_index("group")
    assert made["soon"].isna().to_dict() == {"a": True, "b": True, "c": False, "d": False}
    assert made["members"].to_dict() == {"a": 12, "b": 23, "c": 30, "d": 9}


def test_one_that_is_hidden_hides_another() -> None:
    made = renewals_by(due(("a", 30, 3), ("a", 60, 9), ("b", 30, 20)), RULES, "group")
    assert made["soon"].isna().all()


@pytest.mark.parametrize("rules", [{}, RULES])
def test_what_cannot_be_foretold_is_counted(rules: Rules) -> None:
    made = renewals_by(due(("a", 90, 20), rules=rules), rules, "group").iloc[0]
    assert made["members"] == 20
    assert made["foreseen"] == (20 if rules else 0)
    assert np.isnan(made["lapses"]) == (not rules)
