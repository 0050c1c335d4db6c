"""How far learners come: completion by month of enrolling, by course and by region."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures.completion.horizons import completion_within
from lib.measures.periods import YEAR
from lib.topics.training import groups
from lib.topics.training.charts import completion_bars
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table

_HORIZON = 90


def _completion(choice: Choice) -> pd.DataFrame | None:
    period = choice.period("membership")
    # Less than a year has hardly a month that is old enough to tell.
    first_month = period.at_least(YEAR).first_month
    counts = reads.membership.completion_by_month(choice.scope, first_month)
    if counts.empty:
        return None
    spans = completion_within(counts, pd.Timestamp(period.as_of))
    return spans.rename(columns={"horizon_days": "days"})


def _completion_chart(spans: pd.DataFrame, _choice: Choice) -> Chart:
    return Chart(
        title=_completion_title(spans),
        alt=_("Share of learners who completed within 30, 60 and 90 days, by month of enrolling."),
        plot=completion_bars(spans),
        table=spans,
        columns={
            "enrolled_month": Column(_("Month of enrolling"), kind="month"),
            "days": Column(_("Within days"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
            # Translators: people who enrolled in a course
            "enrolled": Column(_("Enrolled"), kind="number"),
            # Translators: part of the whole, in percent
            "rate": Column(_("Share"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
            "too_recent": Column(_("Too recent to tell"), kind="flag"),
        },
    )


def _completion_title(spans: pd.DataFrame) -> str:
    old_enough = spans[(spans["days"] == _HORIZON) & ~spans["too_recent"]]
    if old_enough.empty:
        return _("Too early to tell who completes within {days} days", days=_HORIZON)
    done, enrolled = int(old_enough["completed"].sum()), int(old_enough["enrolled"].sum())
    return _(
        "{rate} completed within {days} days", rate=formats.rate(done, enrolled), days=_HORIZON
    )


def _steps() -> dict[str, Column]:
    return {
        "enrolled": Column(_("Enrolled"), kind="number"),
        # Translators: people who began a course
        "started": Column(_("Started"), kind="number"),
        "completed": Column(_("Completed"), kind="number"),
        "share": Column(
            _("Completed so far"),
            kind="percent",
            help=_("Of those who enrolled in the period; some are still learning."),
        ),
        # Translators: people who withdrew from a course
        "withdrew": Column(_("Withdrew"), kind="number"),
        "certified": Column(
            _("Certified today"),
            kind="number",
            help=_("Learners whose certificate is valid today, whenever they enrolled."),
        ),
        "expiring_60": Column(_("Expire in 60 days"), kind="number"),
    }


@reads.measured
def _groups(choice: Choice, by: str) -> pd.DataFrame:
    """Learners of the period and certificates of today, by ``course`` or ``region``."""
    month = choice.period("membership").first_month
    stages = reads.membership.learner_stages(choice.scope, month)
    certificates = reads.membership.training_certificates(choice.scope)
    key = f"{by}_id"
    learners = stages.drop(columns="enrolled_month").groupby(key).sum(numeric_only=True)
    certified = certificates.groupby(key)[["certified", "expiring_60"]].sum()
    frame = learners.join(certified, how="outer").fillna(0).reset_index()
    withdrew_before = frame["withdrew_before_start"]
    return frame.assign(
        started=frame["enrolled"] - frame["not_started"] - withdrew_before,
        withdrew=frame["withdrew_after_start"] + withdrew_before,
        share=frame["completed"] / frame["enrolled"].where(frame["enrolled"] > 0),
    )


@dataclass(frozen=True)
class _Courses:
    learners: pd.DataFrame
    catalogue: pd.DataFrame


def _courses(choice: Choice) -> _Courses:
    return _Courses(_groups(choice, "course"), reads.membership.training_courses(choice.scope))


def _courses_table(courses: _Courses, choice: Choice) -> Table:
    frame = courses.learners.merge(groups.titled(courses.catalogue), on="course_id")
    enrolled = int(frame["enrolled"].sum())
    return Table(
        title=ngettext(
            "{n} enrollment since {month}, by course",
            "{n} enrollments since {month}, by course",
            enrolled,
            n=formats.number(enrolled),
            month=formats.month(choice.period("membership").first_month),
        ),
        frame=frame.sort_values(["is_core", "enrolled"], ascending=False),
        columns={
            "title": Column(_("Course"), pinned=True),
            # Translators: column: whether a course is one of the core courses
            "is_core": Column(_("Core"), kind="flag"),
            **_steps(),
            # Translators: of a course
            "topic": Column(_("Topic"), family="course_topic"),
        },
        alt=_("Table of the courses: enrolled, started, completed, withdrew, certified."),
        empty=_("Nobody enrolled in this period."),
    )


def _regions(choice: Choice) -> tuple[pd.DataFrame]:
    return (_groups(choice, "region"),)


def _regions_table(learners: tuple[pd.DataFrame], _choice: Choice) -> Table:
    (frame,) = learners
    return Table(
        title=_("The regions side by side"),
        frame=frame.assign(region=frame["region_id"].map(region_name)),
        columns={"region": Column(_("Region"), pinned=True), **_steps()},
        alt=_("Table of the regions: enrolled, started, completed, withdrew, certified."),
        empty=_("Nobody enrolled in this period."),
    )


COMPLETION = Figure(
    "completion", _completion, _completion_chart, empty=N_("Nobody enrolled in this period")
)
COURSES = Figure("courses", _courses, _courses_table)
REGIONS = Figure("training_regions", _regions, _regions_table)
