"""How long learners take, counted: by region, course and cohort, never by learner."""

from sqlalchemy import Column, ForeignKey, Text

from lib.data.contract.columns import count, date, flag, integer, text
from lib.data.contract.rollup.common import membership, region_id, rollup

FOLLOWED_DAYS = 730
"""Learners are followed for two years at most: who takes longer is counted as still at it on that
day, so that curves and quantiles up to it are exact and the rows stay few."""


def _course_id() -> Column[str]:
    return Column("course_id", Text, ForeignKey("rollup.course.course_id"), nullable=False)


_QUARTER = "first day of the quarter of enrolling"

learner_days = rollup(
    "learner_days",
    membership,
    region_id(),
    _course_id(),
    date("enrolled_quarter", required=True, comment=_QUARTER),
    integer("days", required=True, comment="from enrolling to completing, or last followed"),
    flag("completed"),
    count("learners"),
    grain=("enrolled_quarter", "region_id", "course_id", "days", "completed"),
    comment="Region × course × quarter of enrolling: after how many days learners completed, or"
    " (not completed) withdrew or were last followed",
)

step_days = rollup(
    "step_days",
    membership,
    region_id(),
    _course_id(),
    date("enrolled_quarter", required=True, comment=_QUARTER),
    text("step", required=True, comment="start: since enrolling; complete: since starting"),
    integer("days", required=True, comment="to the step, or last followed"),
    flag("closed"),
    count("learners"),
    grain=("enrolled_quarter", "region_id", "course_id", "step", "days", "closed"),
    comment="Region × course × quarter of enrolling: how many days each step took, or (not closed)"
    " has been waited for",
)

learner_stage = rollup(
    "learner_stage",
    membership,
    region_id(),
    _course_id(),
    date("enrolled_week", required=True, comment="Monday of the week of enrolling"),
    count("enrolled", "the sum of the five stages"),
    count("not_started", "neither started, completed nor withdrew"),
    count("withdrew_before_start", "withdrew, and neither started nor completed"),
    count("in_progress", "started, and neither completed nor withdrew"),
    count("withdrew_after_start", "started and withdrew, and did not complete"),
    count("completed", "also who withdrew and completed all the same"),
    count(
        "left_out",
        "enrollments in no other count: a date before enrolling, or completed before starting",
    ),
    grain=("enrolled_week", "region_id", "course_id"),
    comment="Region × course × week of enrolling: how far the learners are",
)
