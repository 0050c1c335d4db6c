from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from lib.measures.completion import median_days
from tests.measures.completion.enrollments import TODAY, day, enrollments
from tests.measures.completion.oracle import completion_days, step_days, where_people_stall

LEARNERS = enrollments(
    ("safety", 0, 10, 30, None),  # completed after 30 days
    ("safety", 5, 15, 35, None),  # likewise: the two are one row of two learners
    ("safety", 0, 20, None, 50),  # withdrew after starting
    ("safety", 0, None, None, 50),  # withdrew before starting, after as many days
    ("safety", 60, 70, None, None),  # still at it after 40 days
    ("safety", 70, None, None, None),  # not started after 30 days
    ("safety", 90, 95, 100, None),  # completed today: counts
    ("safety", 90, 95, 101, None),  # completes tomorrow: not yet
    ("safety", 101, None, None, None),  # enrolls tomorrow: not yet there
    ("legal", 0, None, 40, None),  # completed, no date of starting
    ("legal", 0, 10, 40, 35),  # withdrew, and completed all the same
)


def rows_of(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return sorted(tuple(row) for row in frame.itertuples(index=False))


def test_completion_days_counts_the_completed_and_the_censored() -> None:
    assert rows_of(completion_days(LEARNERS, TODAY, ["course_id"])) == [
        ("legal", 40, True, 2),
        ("safety", 10, False, 1),
        ("safety", 10, True, 1),
        ("safety", 30, False, 1),
        ("safety", 30, True, 2),
        ("safety", 40, False, 1),
        ("safety", 50, False, 2),
    ]


def test_without_groups_all_are_counted_together() -> None:
    assert completion_days(LEARNERS, TODAY)["learners"].sum() == 10  # one is not there yet


def test_step_days_have_their_own_beginnings() -> None:
    safety = LEARNERS[LEARNERS["course_id"] == "safety"]
    assert rows_of(step_days(safety, TODAY)) == [
        ("complete", 5, False, 1),  # started on day 95
        ("complete", 5, True, 1),
        ("complete", 20, True, 2),
        ("complete", 30, False, 2),  # withdrew on day 50, started on 20; and still at it since 70
        ("start", 5, True, 2),
        ("start", 10, True, 3),
        ("start", 20, True, 1),
        ("start", 30, False, 1),
        ("start", 50, False, 1),
    ]


def test_a_completion_without_a_start_is_in_neither_step() -> None:
    legal = LEARNERS[LEARNERS["course_id"] == "legal"]
    assert rows_of(step_days(legal, TODAY)) == [("complete", 30, True, 1), ("start", 10, True, 1)]


def test_median_days_by_hand() -> None:
    found = median_days(step_days(LEARNERS, TODAY, ["course_id"]), ["course_id"])
    found = found.set_index(["course_id", "step"])
    # Of eight, two start after 5 days and three after 10: by then 5/8.
    start = found.loc[("safety", "start")]
    assert (start["learners"], start["open"], start["p50"]) == (8, 2, 10)
    # Of six, one completes after 5 days and one is censored, then two of the four left after 20:
    # 5/6 · 1/2 = .417 remain.
    complete = found.loc[("safety", "complete")]
    assert (complete["learners"], complete["open"], complete["p50"]) == (6, 3, 20)


def test_a_median_of_too_few_learners_is_blank() -> None:
    steps = step_days(LEARNERS, TODAY, ["course_id"])  # 8 and 6 of the safety course, 1 of legal
    found = median_days(steps, ["course_id"], minimum_learners=7).set_index(["course_id", "step"])
    known = found["p50"].notna()
    assert known[known].index.tolist() == [("safety", "start")]
    assert found.loc[("safety", "complete"), ["p50_low", "p90", "p90_high"]].isna().all()
    assert found["learners"].tolist() == [1, 1, 6, 8]


def test_where_people_stall_by_hand() -> None:
    found = where_people_stall(LEARNERS, TODAY, ["course_id"]).set_index("course_id")
    assert found.loc["safety"].to_dict() == {
        "enrolled": 8,
        "not_started": 1,
        "withdrew_before_start": 1,
        "in_progress": 2,
        "withdrew_after_start": 1,
        "completed": 3,
    }
    assert found.loc["legal"].tolist() == [2, 0, 0, 0, 0, 2]
    assert where_people_stall(LEARNERS, TODAY).loc[0].tolist() == [10, 1, 1, 2, 1, 5]


def test_an_earlier_day_knows_less() -> None:
    # On day 20 six learners are enrolled, two of them have started on 10 and 15, one on 20, one of
    # the legal course on 10; nobody has completed or withdrawn.
    assert where_people_stall(LEARNERS, day(20)).loc[0].tolist() == [6, 2, 0, 4, 0, 0]
    assert not completion_days(LEARNERS, day(20))["completed"].any()


def test_nobody_enrolled() -> None:
    nobody = LEARNERS.head(0)
    assert completion_days(nobody, TODAY, ["course_id"]).empty
    assert median_days(step_days(nobody, TODAY)).empty
    assert where_people_stall(nobody, TODAY).loc[0].tolist() == [0] * 6


@pytest.mark.parametrize("measure", [completion_days, step_days, where_people_stall])
@pytest.mark.parametrize(
    ("learner", "message"),
    [
        ((None, 10, 20, None), "no date"),
        ((10, 5, None, None), "before enrolling"),
        ((10, None, 5, None), "before enrolling"),
        ((10, None, None, 5), "before enrolling"),
        ((0, 20, 10, None), "before starting"),
    ],
)
def test_impossible_enrollments_are_refused(
    measure: Callable[[pd.DataFrame, pd.Timestamp], pd.DataFrame],
    learner: tuple[int | None, ...],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        measure(enrollments(("safety", *learner)), TODAY)
