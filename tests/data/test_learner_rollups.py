"""Counted days and stages of learners: what the measures count from the same enrollments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract.rollup.learners import FOLLOWED_DAYS
from tests.data.derived import derive
from tests.data.rows import Rows
from tests.measures.completion.oracle import completion_days, step_days, where_people_stall

AS_OF = date(2026, 3, 25)
KEYS = ["region_id", "course_id"]
DATES = ["enrolled_on", "started_on", "completed_on", "withdrew_on"]


def day(number: int | None) -> str | None:
    """So many days before (negative) or after the day of the refresh."""
    return None if number is None else str(AS_OF + pd.Timedelta(days=number))


def enroll(rows: Rows, *learners: Sequence[int | None]) -> pd.DataFrame:
    """Enroll in course ``core`` and committee ``c1``, in Arizona; the rows as a frame."""
    given = [dict(zip(DATES, map(day, days), strict=True)) for days in learners]
    rows("membership", "enrollment", *({"committee_id": "c1", **row} for row in given))
    return pd.DataFrame(given, columns=DATES).assign(region_id="southwest", course_id="core")


def derived(*tables: str) -> list[pd.DataFrame]:
    """The rows of each table, after one refresh."""
    derive("membership", AS_OF, *tables)
    frames = []
    with engines.owner("membership").connect() as connection:
        for table in tables:
            result = connection.execute(text(f"SELECT * FROM rollup.{table}"))
            frame = pd.DataFrame(result.all(), columns=list(result.keys()))
            for name in frame.columns.intersection(["enrolled_quarter", "enrolled_week"]):
                frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
            frames.append(frame)
    return frames


def values_of(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(frame[list(columns)].itertuples(index=False, name=None))


def followed(counted: pd.DataFrame, by: list[str], closed: str) -> pd.DataFrame:
    """As a follow-up of no more than ``FOLLOWED_DAYS`` counts them."""
    late = counted["days"] > FOLLOWED_DAYS
    cut = counted.assign(
        days=counted["days"].clip(upper=FOLLOWED_DAYS), **{closed: counted[closed] & ~late}
    )
    return cut.groupby([*by, "days", closed])["learners"].sum().reset_index()


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    names = expected.columns.tolist()
    pd.testing.assert_frame_equal(
        *(
            frame[names].sort_values(names, ignore_index=True).astype({"course_id": object})
            for frame in (found, expected)
        ),
        check_dtype=False,
    )


def with_span(enrollments: pd.DataFrame, name: str, span: str) -> pd.DataFrame:
    at = pd.to_datetime(enrollments["enrolled_on"]).dt.to_period(span).dt.start_time
    return enrollments.assign(**{name: at.astype("datetime64[s]")})


def assert_measured(enrollments: pd.DataFrame) -> None:
    """All three rollups are what the measures count from these enrollments."""
    by, today = [*KEYS, "enrolled_quarter"], pd.Timestamp(AS_OF)
    learners, all_steps, stages = derived("learner_days", "step_days", "learner_stage")
    quarterly = with_span(enrollments, "enrolled_quarter", "Q")
    counted = completion_days(quarterly, today, by)
    assert_same(learners, followed(counted, by, "completed"))
    steps = step_days(quarterly, today, by)
    assert_same(all_steps, followed(steps, [*by, "step"], "closed"))
    weekly = with_span(enrollments, "enrolled_week", "W-SUN")
    by = [*KEYS, "enrolled_week"]
    assert_same(stages, where_people_stall(weekly, today, by))


HAND_MADE = [
    (-100, -90, -70, None),  # completed after 30 days
    (-95, -85, -65, None),  # likewise, of another month and the same quarter
    (-100, -80, None, -50),  # withdrew after starting
    (-100, None, None, -50),  # withdrew before
    (-48, -30, None, None),  # still at it; of the week of those below that can't be
    (-30, None, None, None),  # not started
    (-10, -5, 0, None),  # completed today: counts
    (-10, -5, 1, None),  # completes tomorrow: not yet
    (-10, 1, None, None),  # starts tomorrow: not yet
    (-10, None, None, 1),  # withdraws tomorrow: not yet
    (-100, None, -60, None),  # completed, no date of starting: in no step
    (-100, -90, -60, -65),  # withdrew, and completed all the same
    (-20, -5, None, -10),  # withdrew before the record says that it began: followed for no time
    (-20, -20, -20, -20),  # all on one day
    (0, None, None, None),  # enrolled today
]


def test_hand_made_learners_are_counted_as_the_measures_count_them(rows: Rows) -> None:
    assert_measured(enroll(rows, *HAND_MADE))


@pytest.mark.slow
def test_random_learners_are_counted_as_the_measures_count_them(rows: Rows) -> None:
    random = np.random.default_rng(11)
    # Longer than two years ago, so that some are followed to the end; a fifth of dates is missing,
    # many lie after the day of the refresh.
    learners = []
    for enrolled in random.integers(-900, 1, 400).tolist():
        started = enrolled + int(random.integers(0, 60))
        completed = started + int(random.integers(0, 900))
        withdrew = enrolled + int(random.integers(0, 300))
        learners.append(
            (
                enrolled,
                *(None if random.random() < 0.4 else d for d in (started, completed, withdrew)),
            )
        )
    assert_measured(enroll(rows, *learners))


def test_learners_are_followed_for_two_years(rows: Rows) -> None:
    enroll(
        rows,
        (-800, -800, -70, None),  # completed after 730 days: the last day that counts
        (-800, -800, -69, None),  # after 731: still at it on day 730
        (-800, -800, None, None),  # never: likewise
    )
    expected = [(730, False, 2), (730, True, 1)]
    learners, all_steps = derived("learner_days", "step_days")
    assert values_of(learners, "days", "completed", "learners") == expected
    steps = values_of(all_steps, "step", "days", "closed", "learners")
    assert steps == [("complete", *row) for row in expected] + [("start", 0, True, 3)]


IMPOSSIBLE = [
    (-50, -51, None, None),  # started before enrolling
    (-50, None, -51, None),  # completed before enrolling
    (-50, None, None, -51),  # withdrew before enrolling
    (-50, -30, -31, None),  # completed before starting
    (-50, 11, 10, None),  # likewise, though neither has happened yet
]


@pytest.mark.slow
@pytest.mark.parametrize("learner", IMPOSSIBLE)
def test_dates_that_cannot_be_are_left_out_and_counted(
    rows: Rows, learner: Sequence[int | None]
) -> None:
    enroll(rows, learner)
    learners, steps, stages = derived("learner_days", "step_days", "learner_stage")
    assert learners.empty
    assert steps.empty
    assert values_of(stages, "enrolled", "completed", "left_out") == [(0, 0, 1)]
    # The measures refuse what is left out here.
    bad = pd.DataFrame([dict(zip(DATES, map(day, learner), strict=True))])
    with pytest.raises(ValueError, match="leave such records out"):
        completion_days(bad, pd.Timestamp(AS_OF))


@pytest.mark.slow
def test_what_is_left_out_leaves_the_others_alone(rows: Rows) -> None:
    enroll(rows, *IMPOSSIBLE)
    good = enroll(rows, *HAND_MADE)
    assert_measured(good)
    (stages,) = derived("learner_stage")
    assert sum(n for (n,) in values_of(stages, "left_out")) == len(IMPOSSIBLE)


def test_who_enrolls_tomorrow_is_not_there_yet(rows: Rows) -> None:
    enroll(rows, (1, None, None, None))
    assert derived("learner_stage")[0].empty


def test_learners_count_in_the_region_of_their_committee_else_in_their_own(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "c2", "place_id": "atlanta"})
    rows(
        "membership",
        "member",
        {"member_id": "m1", "committee_id": "c2", "state_fips": "17"},
        {"member_id": "m2", "state_fips": "17"},
        {"member_id": "m3"},
    )
    rows(
        "membership",
        "enrollment",
        {"committee_id": "c1", "member_id": "m1"},  # of the course's committee, in Arizona
        {"committee_id": None, "member_id": "m1"},  # of the member's committee, in Georgia
        {"committee_id": None, "member_id": "m2"},  # in Illinois
        {"committee_id": None, "member_id": "m3"},  # no one knows where
        {"committee_id": None, "member_id": None},  # no one knows who
    )
    expected = [("midwest", 1), ("southeast", 1), ("southwest", 1), ("unknown", 2)]
    learners, stages = derived("learner_days", "learner_stage")
    assert values_of(learners, "region_id", "learners") == expected
    assert values_of(stages, "region_id", "enrolled") == expected


def test_cohorts_are_quarters_and_weeks(rows: Rows) -> None:
    dates = ("2025-09-30", "2025-10-01", "2025-12-31")
    rows("membership", "enrollment", *({"committee_id": "c1", "enrolled_on": d} for d in dates))
    learners, stages = derived("learner_days", "learner_stage")
    assert [(d.date(), n) for d, n in values_of(learners, "enrolled_quarter", "learners")] == [
        (date(2025, 7, 1), 1),
        (date(2025, 10, 1), 1),
        (date(2025, 10, 1), 1),
    ]
    # A Tuesday and the Wednesday after it are of one week.
    weeks = [(d.date(), n) for d, n in values_of(stages, "enrolled_week", "enrolled")]
    assert weeks == [(date(2025, 9, 29), 2), (date(2025, 12, 29), 1)]
