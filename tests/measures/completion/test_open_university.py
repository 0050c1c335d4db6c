"""Real learners: the measures agree with lifelines and with plain counts of the files."""

from collections import Counter
from csv import DictReader
from pathlib import Path

import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from lib.measures.completion import (
    completion_curve,
    completion_days,
    curve_at,
    median_days,
    step_days,
    where_people_stall,
)
from tests.measures.data.extract_oulad import learners

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
    found = where_people_stall(learners_, learners_["run_ended_on"], ["course_id"])
    aaa = found.set_index("course_id").loc["AAA"]
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


def test_curves_are_those_of_lifelines_on_single_learners(source: pd.DataFrame) -> None:
    rows = as_enrollments(source)
    counted = completion_days(rows, rows["run_ended_on"], ["course_id"])
    assert counted["learners"].sum() == len(source)
    curves = completion_curve(counted, ["course_id"], minimum_at_risk=1)
    for module, mine in source.groupby("code_module"):
        passed = mine["final_result"].isin(PASSED)
        until = mine["withdrew"].fillna(mine["run_days"]).where(~passed, mine["run_days"])
        fitted = KaplanMeierFitter().fit((until - mine["registered"]).astype(float), passed)
        found = curves[curves["course_id"] == module].set_index("day")
        estimate = fitted.survival_function_["KM_estimate"]
        assert found.index.tolist() == estimate.index.tolist()
        assert 1 - found["completed"].to_numpy() == pytest.approx(estimate.to_numpy(), abs=1e-9)
        assert found["at_risk"].tolist() == fitted.event_table["at_risk"].tolist()
        limits = fitted.confidence_interval_.to_numpy()
        assert 1 - found[["high", "low"]].to_numpy() == pytest.approx(limits, abs=1e-9, nan_ok=True)


def test_curves_of_cohorts_are_those_of_lifelines_on_every_day(source: pd.DataFrame) -> None:
    rows = as_enrollments(source).assign(cohort=source["code_presentation"])
    counted = completion_days(rows, rows["run_ended_on"], ["cohort"])
    days = range(0, 470, 7)
    curves = completion_curve(counted, ["cohort"])
    found = curve_at(curves, days, "cohort").set_index(["cohort", "day"])
    blank = 0
    for cohort, mine in source.groupby("code_presentation"):
        passed = mine["final_result"].isin(PASSED)
        until = mine["withdrew"].fillna(mine["run_days"]).where(~passed, mine["run_days"])
        followed = (until - mine["registered"]).astype(float)
        expected = 1 - KaplanMeierFitter().fit(followed, passed).predict(list(days))
        # Blank from the first week on in which fewer than fifteen are followed.
        expected[[(followed >= day).sum() < 15 for day in days]] = float("nan")
        blank += expected.isna().sum()
        assert found.loc[cohort, "completed"].to_numpy() == pytest.approx(
            expected.to_numpy(), abs=1e-9, nan_ok=True
        )
    assert 0 < blank < len(found)


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


def test_days_to_the_first_assessment_are_those_of_lifelines(source: pd.DataFrame) -> None:
    rows = as_enrollments(source)
    found = median_days(step_days(rows, rows["run_ended_on"])).set_index("step").loc["start"]
    known = source[source["started"].notna() | ~source["final_result"].isin(PASSED)]
    until = known["started"].fillna(known["withdrew"]).fillna(known["run_days"])
    fitted = KaplanMeierFitter().fit(
        (until - known["registered"]).astype(float), known["started"].notna()
    )
    assert found["learners"] == len(known)
    assert found["open"] == known["started"].isna().sum()
    assert found["p50"] == fitted.median_survival_time_


def test_days_from_the_first_assessment_to_passing_are_those_of_lifelines(
    source: pd.DataFrame,
) -> None:
    rows = as_enrollments(source)
    steps = median_days(step_days(rows, rows["run_ended_on"], ["course_id"]), ["course_id"])
    steps = steps[steps["step"] == "complete"].set_index("course_id")
    for module, mine in source[source["started"].notna()].groupby("code_module"):
        passed = mine["final_result"].isin(PASSED)
        until = mine["withdrew"].fillna(mine["run_days"]).where(~passed, mine["run_days"])
        # Some handed in their first assessment after the run had ended.
        took = (until - mine["started"]).clip(lower=0).astype(float)
        fitted = KaplanMeierFitter().fit(took, passed)
        found = steps.loc[module]
        assert (found["learners"], found["open"]) == (len(mine), (~passed).sum())
        reached = fitted.median_survival_time_
        assert found["p50"] == pytest.approx(
            reached if reached < float("inf") else float("nan"), nan_ok=True
        )


def test_the_whole_sample_has_the_results_of_the_file() -> None:
    results = whole_sample()["final_result"].value_counts().to_dict()
    assert results == {"Pass": 7310, "Fail": 3572, "Distinction": 1607}
