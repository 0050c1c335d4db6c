from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.alarms import Method, Status, alarms, panel_alarms
from tests.measures.alarms.series import salmonella, settings, weekly

SHORT = Method.BAYES_AND_EARS_C2


def last(
    counts: Sequence[float | None], method: Method = Method.BY_HISTORY, **changes: Any
) -> pd.Series:
    return alarms(weekly(counts), method, settings(**changes)).iloc[-1]


def test_bayes_bound_by_hand() -> None:
    # Nothing in six weeks: negative binomial with size ½ and probability 6/7. P(0) = .9258,
    # P(1) = ½ · 1/7 · .9258 = .0661; together .9919, the first to reach .99.
    found = last([0] * 6 + [4], Method.BAYES)
    assert found["bound"] == 1
    assert found["expected"] == pytest.approx(0.5 / 6)
    assert found["alarm"]


def test_ears_c2_bound_by_hand() -> None:
    # 1 … 7, then two weeks that are left out: mean 4, deviation sqrt(28 / 6); z(.999) = 3.0902
    found = last([1, 2, 3, 4, 5, 6, 7, 100, 100, 11], Method.EARS_C2)
    assert found["expected"] == 4
    assert found["bound"] == pytest.approx(4 + 3.0902 * (28 / 6) ** 0.5, abs=1e-3)  # 10.68
    assert found["alarm"]
    assert str(found["baseline_from"].date()) == "2024-01-01"
    assert str(found["baseline_to"].date()) == "2024-02-12"
    assert found["baseline_weeks"] == 7


def test_ears_c1_takes_the_weeks_just_before() -> None:
    found = last([100, 100, 1, 2, 3, 4, 5, 6, 7, 11], Method.EARS_C1)
    assert found["expected"] == 4
    assert str(found["baseline_to"].date()) == "2024-02-26"  # the judged week begins 03-04


def test_equal_counts_do_not_make_any_more_an_alarm() -> None:
    flat = [2] * 9
    assert last([*flat, 3], Method.EARS_C2)["bound"] == pytest.approx(2 + 3.0902 * 0.5, abs=1e-4)
    assert not last([*flat, 3], Method.EARS_C2)["alarm"]
    assert last([*flat, 3], Method.EARS_C2, ears={"minimum_sigma": 0})["alarm"]


def test_a_count_at_its_bound_is_no_alarm() -> None:
    # Σ = 12 of 6 weeks: negative binomial (12.5, 6/7) has .9893 up to 6, .9964 up to 7
    assert last([2] * 6 + [7], Method.BAYES)["bound"] == 7
    assert not last([2] * 6 + [7], Method.BAYES)["alarm"]
    assert last([2] * 6 + [8], Method.BAYES)["alarm"]


def test_two_methods_together_state_the_bound_that_decides() -> None:
    counts = [0, 6, 0, 6, 0, 6, 0, 1, 1, 9]
    bayes, ears = last(counts, Method.BAYES), last(counts, Method.EARS_C2)
    assert bayes["bound"] < 9 < ears["bound"]  # Bayes alone would alarm
    both = last(counts, SHORT, agreement="both")
    assert not both["alarm"]
    assert both[["expected", "bound", "baseline_weeks"]].tolist() == (
        ears[["expected", "bound", "baseline_weeks"]].tolist()
    )
    either = last(counts, SHORT, agreement="either")
    assert either["alarm"]
    assert either[["bound", "baseline_weeks"]].tolist() == [bayes["bound"], 6]


@pytest.mark.parametrize(
    ("observed", "alarm", "status"),
    [
        (2, False, Status.BELOW_FLOOR),  # above both bounds of a series without incidents
        (3, True, Status.OK),  # at the floor
        (0, False, Status.BELOW_FLOOR),
    ],
)
def test_below_the_floor_none_is_raised(observed: int, alarm: bool, status: Status) -> None:
    found = last([0] * 9 + [observed])
    assert (found["alarm"], found["status"]) == (alarm, status)
    assert found["bound"] < 2


def test_farringtons_floor_counts_four_weeks() -> None:
    quiet = [0] * 170
    # 4 in four weeks, 5 in four weeks, 5 in five weeks
    assert last([*quiet, 1, 0, 0, 3])["status"] == Status.BELOW_FLOOR
    assert last([*quiet, 1, 0, 0, 4])["alarm"]
    assert last([*quiet, 1, 0, 0, 0, 4])["status"] == Status.BELOW_FLOOR


def test_a_series_too_short_says_so() -> None:
    found = alarms(weekly([50] * 9 + [500]))
    # EARS C2 needs seven weeks and two left out: the tenth week is the first to be judged.
    assert found["status"].tolist() == [Status.TOO_SHORT] * 9 + [Status.OK]
    assert found["alarm"].tolist() == [False] * 9 + [True]
    assert (
        found.iloc[:9][["expected", "bound", "baseline_from", "baseline_to"]].isna().all(axis=None)
    )
    assert found["baseline_weeks"].head(9).eq(0).all()


@pytest.mark.parametrize("length", [0, 1, 6])
@pytest.mark.parametrize("method", Method)
def test_hardly_any_weeks(length: int, method: Method) -> None:
    found = alarms(weekly([9] * length), method)
    assert len(found) == length
    assert not found["alarm"].any()
    assert found["status"].isin([Status.TOO_SHORT, Status.OK]).all()


def test_an_unknown_week_is_not_a_week_without_incidents() -> None:
    found = alarms(weekly([5] * 12 + [None, 40] + [5] * 10), SHORT)
    assert found["status"].iloc[12] == Status.NO_COUNT
    assert not found["alarm"].iloc[12]
    # Bayes has it in its baseline for six weeks, EARS C2 from the third to the ninth week after.
    assert found["status"].iloc[13:22].eq(Status.TOO_SHORT).all()
    assert found["status"].iloc[22] == Status.OK


def test_the_method_follows_the_history() -> None:
    found = alarms(salmonella()["cases"])
    # The series begins 2004-01-05. The anniversary of 2007-01-29 is 2004-01-29, the nearest Monday
    # 2004-01-26, three weeks before it the first week; a week earlier it would be before the first.
    farrington = found.index[found["method"] == Method.FARRINGTON]
    assert farrington[0] == pd.Timestamp("2007-01-29")
    assert found.loc[farrington[0], "baseline_from"] == pd.Timestamp("2004-01-05")
    assert len(farrington) == (found.index >= "2007-01-29").sum()
    assert found.loc[:"2007-01-22", "method"].eq(SHORT).all()


def test_a_hole_in_the_years_falls_back_on_the_weeks_before() -> None:
    cases = salmonella()["cases"].astype("Float64")
    cases.loc["2010-08-02"] = None  # in the baseline of 2011-08-01
    found = alarms(cases).loc["2011-08-01"]
    assert (found["method"], found["status"], found["baseline_weeks"]) == (SHORT, Status.OK, 6)


@pytest.mark.slow
def test_a_panel_judges_each_series_as_alone() -> None:
    random = np.random.default_rng(5)
    weeks = pd.date_range("2021-01-04", periods=190, freq="7D")
    columns = pd.MultiIndex.from_product([["west", "east"], ["raid", "other"]])
    panel = pd.DataFrame(random.poisson([1, 3, 8, 20], (190, 4)), weeks, columns)
    together = panel_alarms(panel.rename_axis(columns=["region_id", "kind"]))
    assert together.columns.tolist()[:3] == ["region_id", "kind", "week_start"]
    for (region, kind), rows in together.groupby(["region_id", "kind"], sort=False):
        alone = alarms(panel[region, kind])
        mine = rows.set_index("week_start").drop(columns=["region_id", "kind"])
        pd.testing.assert_frame_equal(mine, alone, check_freq=False)


@pytest.mark.parametrize(
    ("counts", "starts", "message"),
    [
        ([1, 2, 3], ["2024-01-01", "2024-01-08", "2024-01-22"], "consecutive weeks"),
        ([1, 2], ["2024-01-08", "2024-01-01"], "consecutive weeks"),
        ([1, -2], ["2024-01-01", "2024-01-08"], "negative"),
    ],
)
def test_what_is_no_weekly_series_is_refused(
    counts: Sequence[float | None], starts: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        alarms(pd.Series(counts, index=pd.to_datetime(starts)))
