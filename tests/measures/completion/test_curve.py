from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.completion import completion_curve
from tests.measures.survival.single_records import curve_of

DAYS = pd.DataFrame(
    [
        (10, True, 4),
        (10, False, 2),  # last followed on a day when others complete: still at risk that day
        (30, True, 7),
        (40, False, 3),
        (50, True, 4),
    ],
    columns=["days", "completed", "learners"],
)


def test_kaplan_meier_by_hand() -> None:
    found = completion_curve(DAYS, minimum_at_risk=1)
    # 20 at risk, 4 complete: 16/20 remain. Then 14, 7: 1/2. Then 7, none. Then 4 of 4.
    assert found[["day", "at_risk"]].to_numpy().tolist() == [
        [0, 20],
        [10, 20],
        [30, 14],
        [40, 7],
        [50, 4],
    ]
    assert found["completed"].tolist() == pytest.approx([0, 0.2, 0.6, 0.6, 1])


def test_limits_by_hand() -> None:
    found = completion_curve(DAYS, minimum_at_risk=1, confidence=0.95).loc[1]
    # S = .8, Greenwood's sum 4 / (20 · 16) = .0125: S to the power of exp(±1.96 · sqrt(.0125) /
    # log .8), so .5511 … .9196 remain.
    power = np.exp(1.959964 * np.sqrt(0.0125) / np.log(0.8) * np.array([1, -1]))
    assert [found["low"], found["high"]] == pytest.approx((1 - 0.8**power).tolist(), abs=1e-6)
    assert [found["low"], found["high"]] == pytest.approx([1 - 0.9196, 1 - 0.5511], abs=5e-4)


def test_it_is_blank_where_fewer_than_fifteen_are_followed() -> None:
    found = completion_curve(DAYS)
    assert found["at_risk"].tolist() == [20, 20, 14, 7, 4]
    assert found["completed"].isna().tolist() == [False, False, True, True, True]
    assert found[["low", "high"]].isna().all(axis=1).tolist() == [False, False, True, True, True]


def test_fifteen_are_enough() -> None:
    days = pd.DataFrame({"days": [10, 20], "completed": [False, True], "learners": [1, 15]})
    found = completion_curve(days).set_index("day")
    assert found.loc[20, "at_risk"] == 15
    assert found.loc[20, "completed"] == 1


def test_groups_have_curves_of_their_own() -> None:
    both = pd.concat([DAYS.assign(region_id="west"), DAYS.assign(region_id=None).head(1)])
    found = completion_curve(both, ["region_id"], minimum_at_risk=1)
    west = found[found["region_id"] == "west"].drop(columns="region_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(west, completion_curve(DAYS, minimum_at_risk=1))
    unknown = found[found["region_id"].isna()]
    assert unknown[["day", "at_risk"]].to_numpy().tolist() == [[0, 4], [10, 4]]


def test_counted_learners_agree_with_statsmodels_of_single_ones() -> None:
    random = np.random.default_rng(6)
    days, completed = random.integers(0, 120, 400), random.random(400) < 0.6
    expected = curve_of(days, completed).set_index("time")
    learners = pd.DataFrame({"days": days, "completed": completed})
    counted = learners.groupby(["days", "completed"]).size().reset_index(name="learners")
    curve = completion_curve(counted, minimum_at_risk=1, confidence=0.95).set_index("day")
    assert curve.index.tolist() == sorted({0, *days})
    assert curve["at_risk"].tolist() == [(days >= day).sum() for day in curve.index]
    # A day on which nobody completed keeps the estimate of the day before.
    steps = expected.reindex(curve.index, method="ffill")
    left = 1 - curve[["completed", "high", "low"]].to_numpy()
    columns = ["surviving", "low", "high"]
    assert left == pytest.approx(steps[columns].to_numpy(), abs=1e-12)


@pytest.mark.parametrize("rows", [DAYS.head(0), DAYS.assign(learners=0)])
def test_nobody_followed_has_no_curve(rows: pd.DataFrame) -> None:
    found = completion_curve(rows.assign(region_id="west"), ["region_id"])
    assert found.empty
    assert found.columns.tolist() == ["region_id", "day", "at_risk", "completed", "low", "high"]


@pytest.mark.parametrize("change", [{"days": -1}, {"learners": -1}])
def test_impossible_counts_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="leave such records out"):
        completion_curve(DAYS.assign(**change))
