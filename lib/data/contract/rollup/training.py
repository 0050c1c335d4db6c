"""Courses, cohorts of learners, and certificates."""

from sqlalchemy import Column, ForeignKey, Table, Text

from lib.data.contract.columns import count, date, flag, key, text
from lib.data.contract.rollup.common import membership, region_id, rollup

course = Table(
    "course",
    membership,
    key("course_id"),
    text("title_en", required=True),
    text("title_es", required=True),
    text("topic", required=True),
    flag("is_core"),
    comment="The catalogue of courses",
)

training_cohort = rollup(
    "training_cohort",
    membership,
    region_id(),
    text("committee_id", comment="null: learners without a committee"),
    date("enrolled_week", required=True, comment="Monday of the week of enrolling"),
    count("enrolled"),
    count("completed"),
    count("within_30", "completed no later than 30 days after enrolling"),
    count("within_60", "completed no later than 60 days after enrolling"),
    count("within_90", "completed no later than 90 days after enrolling"),
    grain=("enrolled_week", "region_id", "committee_id"),
    comment="Committee × week of enrolling: how far the learners came",
)

certificate = rollup(
    "certificate",
    membership,
    region_id(),
    text("committee_id", comment="null: learners without a committee"),
    Column("course_id", Text, ForeignKey("rollup.course.course_id"), nullable=False),
    count(
        "certified",
        "learners with a valid certificate, each once, where they earned the one valid longest",
    ),
    count("expiring_lately", "of these, expiring within 30 days and not so a week before"),
    count("expiring_30", "of these, expiring within 30 days"),
    count("expiring_60", "of these, expiring within 60 days"),
    grain=("region_id", "committee_id", "course_id"),
    comment="Committee × course: valid and expiring certificates on the day of the refresh",
)
