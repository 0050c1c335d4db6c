"""Who enrolled in the period, by course and by region, and who is certified today."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import N_, _, formats, ngettext
from lib.topics.training import groups
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table


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
    span = choice.period("membership").complete_span
    stages = reads.membership.learner_stages(choice.scope, *span)
    certificates = reads.membership.training_certificates(choice.scope)
    key = f"{by}_id"
    learners = stages.drop(columns="enrolled_week").groupby(key).sum(numeric_only=True)
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


def _are_recorded() -> bool:
    return not reads.unrecorded("membership", "enrollment", "course")


def _courses(choice: Choice) -> _Courses | None:
    if not _are_recorded():
        return None
    return _Courses(_groups(choice, "course"), reads.membership.training_courses(choice.scope))


def _courses_table(courses: _Courses, choice: Choice) -> Table:
    frame = courses.learners.merge(groups.titled(courses.catalogue), on="course_id")
    enrolled = int(frame["enrolled"].sum())
    return Table(
        title=ngettext(
            "{n} enrollment between {first} and {last}, by course",
            "{n} enrollments between {first} and {last}, by course",
            enrolled,
            n=formats.number(enrolled),
            **groups.between(choice.period("membership")),
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


def _regions(choice: Choice) -> tuple[pd.DataFrame] | None:
    return (_groups(choice, "region"),) if _are_recorded() else None


def _regions_table(learners: tuple[pd.DataFrame], choice: Choice) -> Table:
    (frame,) = learners
    enrolled = int(frame["enrolled"].sum())
    title = ngettext(
        "{n} enrollment between {first} and {last}, by region",
        "{n} enrollments between {first} and {last}, by region",
        enrolled,
        n=formats.number(enrolled),
        **groups.between(choice.period("membership")),
    )
    nowhere = int(frame.loc[frame["region_id"] == UNKNOWN_REGION, "enrolled"].sum())
    if nowhere:
        title = _("{title}; place unknown: {n}", title=title, n=formats.number(nowhere))
    return Table(
        title=title,
        frame=frame.assign(region=frame["region_id"].map(region_name)),
        columns={"region": Column(_("Region"), pinned=True), **_steps()},
        alt=_("Table of the regions: enrolled, started, completed, withdrew, certified."),
        empty=_("Nobody enrolled in this period."),
    )


COURSES = Figure("courses", _courses, _courses_table, empty=N_("No enrollment was ever recorded"))
REGIONS = Figure("training_regions", _regions, _regions_table)
