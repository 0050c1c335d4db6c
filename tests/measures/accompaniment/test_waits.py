"""Waits by hand, and against the mean that would flatter."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.accompaniment import followed_at, wait_curves, wait_medians


def counts(*rows: tuple[int, bool, int], step: str = "resolution", kind: str = "training"):
    frame = pd.DataFrame(rows, columns=["days", "closed", "requests"])
    return frame.assign(step=step, kind=kind)


# 4 resolved on the day of asking, 6 after 5 days, 5 after 20 days; 5 wait for 10 days and are open.
TWENTY = counts((0, True, 4), (5, True, 6), (10, False, 5), (20, True, 5))


def test_an_answer_on_the_day_of_asking_counts_on_that_day() -> None:
    curve = wait_curves(TWENTY, minimum_followed=1).set_index("day")
    # 4 of 20; then 1 - 16/20 × 10/16 = 0.5; at 10 nobody; at 20 all 5 that are left.
    assert curve["done"].round(4).to_dict() == {0: 0.2, 5: 0.5, 10: 0.5, 20: 1.0}
    assert curve["followed"].to_dict() == {0: 20, 5: 16, 10: 10, 20: 5}


def test_a_step_on_which_fewer_than_ten_are_followed_is_not_drawn() -> None:
    curve = wait_curves(TWENTY, minimum_followed=10)
    # At 10 days there are 10, at 20 days 5.
    assert curve["day"].tolist() == [0, 5, 10]
    assert wait_curves(counts((3, True, 9)), minimum_followed=10).empty
    assert wait_curves(counts((3, True, 10)), minimum_followed=10)["day"].tolist() == [0, 3]


def test_the_limits_are_those_of_the_share_that_is_done() -> None:
    curve = wait_curves(TWENTY, minimum_followed=10)
    assert (curve["low"] <= curve["done"] + 1e-12).all()
    assert (curve["done"] <= curve["high"] + 1e-12).all()
    # Of 0.8 with Greenwood's 4 / (20 × 16) = 0.0125: log(−log 0.8) ± 1.96 × 0.1118 / 0.2231.
    theta = np.exp(1.959964 * np.sqrt(0.0125) / -np.log(0.8))
    day = curve[curve["day"] == 0].iloc[0]
    assert day["low"] == pytest.approx(1 - 0.8 ** (1 / theta), abs=1e-6)
    assert day["high"] == pytest.approx(1 - 0.8**theta, abs=1e-6)


def test_open_requests_make_the_median_later_than_the_mean_of_the_closed() -> None:
    # 10 quick ones are closed and 10 hard ones wait still: the mean of the closed is 2 days.
    hard = counts((2, True, 10), (60, False, 10))
    median = wait_medians(hard, (), minimum_followed=10).iloc[0]
    assert (median["requests"], median["open"], median["median"]) == (20, 10, 2)
    harder = counts((2, True, 10), (60, False, 11))
    assert np.isnan(wait_medians(harder, (), minimum_followed=10).iloc[0]["median"])


def test_no_median_and_no_limit_where_it_is_not_reached_while_ten_are_followed() -> None:
    few = counts((1, True, 1), (9, True, 9))
    medians = wait_medians(few, ("kind",), minimum_followed=10)
    # After the first, nine are followed.
    assert medians[["median", "low", "high"]].isna().all(axis=None)
    assert medians["requests"].tolist() == [10]


def test_medians_by_kind_and_step() -> None:
    answers = counts((0, True, 12), step="answer")
    rows = pd.concat([TWENTY, answers, counts((7, True, 10), kind="mentorship")])
    medians = wait_medians(rows, ("kind",), minimum_followed=10).set_index(["kind", "step"])
    assert medians["median"].to_dict() == {
        ("mentorship", "resolution"): 7,
        ("training", "answer"): 0,
        ("training", "resolution"): 5,
    }


def test_who_waits_still_is_counted_just_before_the_day() -> None:
    followed = followed_at(TWENTY, [0, 5, 6, 20, 21])
    assert followed.loc["resolution"].tolist() == [20, 16, 10, 5, 0]


def test_nothing_is_no_curve_and_no_median() -> None:
    nothing = TWENTY.iloc[:0]
    assert wait_curves(nothing, 10).empty
    assert wait_medians(nothing, ("kind",), 10).empty
