"""Real learners: the measures agree with statsmodels and with plain counts of the files."""

from collections import Counter
from csv import DictReader
from pathlib import Path

import pandas as pd
import pytest

from lib.measures.completion import completion_curve, curve_at, median_days
from tests.measures.completion.oracle import completion_days, step_days, where_people_stall
from tests.measures.data.extract_oulad import learners
from tests.measures.survival.single_records import curve_of, first_time

EXTRACT = Path(__file__).parents[1] / "data" / "oulad_learners.csv"
SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
FIRST_DAY = pd.Timestamp("2014-01-01")
PASSED = ("Pass", "Distinction")


def as_enrollments(rows: pd.DataFrame) -> pd.DataFrame:
    """Passing is completing, on the day the run ends; nobody is followed beyond it."""
    ended = FIRST_DAY + pd.to_timedelta(rows["run_days"], unit="D")
    return pd.DataFrame(
        {
            "course_id": rows["code_module"],
            "enrolled_on": FIRST_DAY + pd.to_timedelta(rows["registered"], unit="D"),
            "started_on": FIRST_DAY + pd.to_timedelta(rows["started"], unit="D"),
            "completed_on": ended.where(rows["final_result"].isin(PASSED)),
            "withdrew_on": FIRST_DAY + pd.to_timedelta(rows["withdrew"], unit="D"),
            "run_ended_on": ended,
        }
    )


def whole_sample() -> pd.DataFrame:
    if not SAMPLES.is_dir():
        pytest.skip("the whole sample is not beside the repository; its extract is tested")
    return learners(SAMPLES)


@pytest.fixture(params=["extract", "whole"])
def source(request: pytest.FixtureRequest) -> pd.DataFrame:
    return pd.read_csv(EXTRACT) if request.param == "extract" else whole_sample()


def test_stages_are_the_counts_of_the_extract() -> None:
    rows = list(DictReader(EXTRACT.open(encoding="utf-8")))
    plain = Counter(
        "completed"
        if row["final_result"] in PASSED
        else ("withdrew" if row["withdrew"] else "remained")
        + ("_started" if row["started"] else "_not_started")
        for row in rows
        if row["code_module"] == "AAA"
    )
    assert plain == {"completed": 531, "remained_started": 76, "remained_not_started": 15}
    learners_ = as_enrollments(pd.read_csv(EXTRACT))
    stages = where_people_stall(learners_, learners_["run_ended_on"], ["course_id"])
    aaa = stages.set_index("course_id").loc["AAA"]
    assert aaa.to_dict() == {
        "enrolled": 622,
        "not_started": 15,
        "withdrew_before_start": 0,
        "in_progress": 76,
        "withdrew_after_start": 0,
        "completed": 531,
    }


def test_stages_are_the_counts_of_the_files(source: pd.DataFrame) -> None:
    rows = as_enrollments(source)
    found = where_people_stall(rows, rows["run_ended_on"], ["course_id"]).set_index("course_id")
    assert found["enrolled"].to_dict() == source["code_module"].value_counts().to_dict()
    passed = source[source["final_result"].isin(PASSED)]["code_module"].value_counts()
    assert found["completed"].to_dict() == {m: passed.get(m, 0) for m in found.index}
    withdrew = found["withdrew_before_start"] + found["withdrew_after_start"]
    assert withdrew.sum() == source["withdrew"].notna().sum() == 9
    assert (found.drop(columns="enrolled").sum(axis=1) == found["enrolled"]).all()


def completed_after(rows: pd.DataFrame, since: str) -> tuple[pd.Series, pd.Series]:
    """Days from ``since`` to passing, or to when last followed, and who passed."""
    passed = rows["final_result"].isin(PASSED)
    until = rows["withdrew"].fillna(rows["run_days"]).where(~passed, rows["run_days"])
    # Some handed in their first assessment after the run had ended.
    return (until - rows[since]).clip(lower=0), passed


@pytest.mark.slow
def test_curves_are_those_of_statsmodels_on_single_learners(source: pd.DataFrame) -> None:
    rows = as_enrollments(source)
    counted = completion_days(rows, rows["run_ended_on"], ["course_id"])
    assert counted["learners"].sum() == len(source)
    curves = completion_curve(counted, ["course_id"], minimum_at_risk=1)
    for module, learners_ in source.groupby("code_module"):
        days, passed = completed_after(learners_, "registered")
        expected = curve_of(days, passed)
        curve = curves[curves["course_id"] == module].set_index("day")
        assert curve.index.tolist() == sorted({0, *days})
        assert curve["at_risk"].tolist() == [(days >= day).sum() for day in curve.index]
        # On the days of completing, and the same until the next of them.
        ends = curve.loc[expected["time"]]
        left = 1 - ends[["completed", "high", "low"]].to_numpy()
        limits = expected[["surviving", "low", "high"]].to_numpy()
        some = limits[:, 0] > 0  # statsmodels has no limits of none
        assert left[some] == pytest.approx(limits[some], abs=1e-12)
        assert (left[~some] == 0).all()
        between = curve["completed"].where(curve.index.isin(expected["time"]))
        assert (between.ffill().fillna(0) == curve["completed"]).all()


def test_curves_of_cohorts_are_those_of_statsmodels_on_every_day(source: pd.DataFrame) -> None:
    rows = as_enrollments(source).assign(cohort=source["code_presentation"])
    counted = completion_days(rows, rows["run_ended_on"], ["cohort"])
    days = range(0, 470, 7)
    curves = completion_curve(counted, ["cohort"])
    shown = curve_at(curves, days, "cohort").set_index(["cohort", "day"])
    blank = 0
    for cohort, learners_ in source.groupby("code_presentation"):
        followed, passed = completed_after(learners_, "registered")
        steps = curve_of(followed, passed).set_index("time")["surviving"]
        expected = 1 - steps.reindex(days, method="ffill").fillna(1)
        # Blank from the first week on in which fewer than fifteen are followed.
        expected[[(followed >= day).sum() < 15 for day in days]] = float("nan")
        blank += expected.isna().sum()
        assert shown.loc[cohort, "completed"].to_numpy() == pytest.approx(
            expected.to_numpy(), abs=1e-9, nan_ok=True
        )
    assert 0 < blank < len(shown)


def test_completed_within_so_many_days_are_the_counts_of_the_file() -> None:
    rows = list(DictReader(EXTRACT.open(encoding="utf-8")))
    # Completing is passing on the run's last day: 264 days or more after registering.
    took = [
        int(row["run_days"]) - int(row["registered"])
        for row in rows
        if row["final_result"] in PASSED
    ]
    plain = {most: sum(days <= most for days in took) for most in (263, 270, 300, 330)}
    assert plain == {263: 0, 270: 3, 300: 91, 330: 240}
    learners_ = as_enrollments(pd.read_csv(EXTRACT))
    counted = completion_days(learners_, learners_["run_ended_on"])
    done = counted[counted["completed"]]
    assert {most: done.loc[done["days"] <= most, "learners"].sum() for most in plain} == plain


def test_days_to_the_first_assessment_are_those_of_statsmodels(source: pd.DataFrame) -> None:
    rows = as_enrollments(source)
    start = median_days(step_days(rows, rows["run_ended_on"])).set_index("step").loc["start"]
    asked = source[source["started"].notna() | ~source["final_result"].isin(PASSED)]
    until = asked["started"].fillna(asked["withdrew"]).fillna(asked["run_days"])
    expected = curve_of(until - asked["registered"], asked["started"].notna())
    assert start["learners"] == len(asked)
    assert start["open"] == asked["started"].isna().sum()
    assert start["p50"] == first_time(expected, 0.5)


def test_days_from_the_first_assessment_to_passing_are_those_of_statsmodels(
    source: pd.DataFrame,
) -> None:
    rows = as_enrollments(source)
    steps = median_days(step_days(rows, rows["run_ended_on"], ["course_id"]), ["course_id"])
    steps = steps[steps["step"] == "complete"].set_index("course_id")
    for module, learners_ in source[source["started"].notna()].groupby("code_module"):
        took, passed = completed_after(learners_, "started")
        step = steps.loc[module]
        assert (step["learners"], step["open"]) == (len(learners_), (~passed).sum())
        assert step["p50"] == pytest.approx(first_time(curve_of(took, passed), 0.5), nan_ok=True)


def test_the_whole_sample_has_the_results_of_the_file() -> None:
    results = whole_sample()["final_result"].value_counts().to_dict()
    assert results == {"Pass": 7310, "Fail": 3572, "Distinction": 1607}
