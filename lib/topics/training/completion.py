"""How far learners come: completion by month of enrolling, by course and by region."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.completion.horizons import completion_within
from lib.measures.periods import YEAR, Period
from lib.topics.training import groups as training_groups
from lib.topics.training.charts import completion_bars
from lib.ui import charts, clocks
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, table

_HORIZON = 90


def _period(choice: Choice) -> Period:
    return choice.period(reads.as_of("membership", choice.scope))


def draw_completion(choice: Choice) -> None:
    """Draw who completed within 30, 60 and 90 days, by month of enrolling.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared = _completion(choice)
    if prepared is None:
        st.subheader(_("Nobody enrolled in this period"), anchor=False)
        return
    with clocks.behind(choice.scope, "completion", membership=("enrollment",)):
        charts.show(**prepared, key="completion")


@reads.prepared
def _completion(choice: Choice) -> dict[str, Any] | None:
    period = _period(choice)
    # Less than a year has hardly a month that is old enough to tell.
    first_month = period.at_least(YEAR).first_month
    counts = reads.read("membership", "completion_by_month", choice.scope, first_month=first_month)
    if counts.empty:
        return None
    spans = completion_within(counts, pd.Timestamp(period.as_of)).rename(
        columns={"horizon_days": "days"}
    )
    return {
        "figure": completion_bars(spans),
        "title": _completion_title(spans),
        "alt": _(
            "Share of learners who completed within 30, 60 and 90 days, by month of enrolling."
        ),
        "table": spans,
        "columns": {
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
    }


def _completion_title(spans: pd.DataFrame) -> str:
    told = spans[(spans["days"] == _HORIZON) & ~spans["too_recent"]]
    if told.empty:
        return _("Too early to tell who completes within {days} days", days=_HORIZON)
    done, enrolled = int(told["completed"].sum()), int(told["enrolled"].sum())
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


@reads.prepared
def _groups(choice: Choice, by: str) -> pd.DataFrame:
    """Learners of the period and certificates of today, by ``course`` or ``region``."""
    month = _period(choice).first_month
    stages = reads.read("membership", "learner_stages", choice.scope, first_month=month)
    certificates = reads.read("membership", "training_certificates", choice.scope)
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


@reads.prepared
def _courses(choice: Choice) -> pd.DataFrame:
    frame = _groups(choice, "course").merge(training_groups.courses(choice), on="course_id")
    return frame.sort_values(["is_core", "enrolled"], ascending=False)


@reads.prepared
def _regions(choice: Choice) -> pd.DataFrame:
    frame = _groups(choice, "region")
    return frame.assign(region=frame["region_id"].map(region_name))


def draw_courses(choice: Choice) -> None:
    """Draw the table of courses.

    :raises Unavailable: if the membership database can't be read.
    """
    period = _period(choice)
    frame = _courses(choice)
    enrolled = int(frame["enrolled"].sum())
    with clocks.behind(choice.scope, "courses", membership=("enrollment",)):
        st.subheader(
            ngettext(
                "{n} enrollment since {month}, by course",
                "{n} enrollments since {month}, by course",
                enrolled,
                n=formats.number(enrolled),
                month=formats.month(period.first_month),
            ),
            anchor=False,
        )
        columns = {
            "title": Column(_("Course"), pinned=True),
            # Translators: column: whether a course is one of the core courses
            "is_core": Column(_("Core"), kind="flag"),
            **_steps(),
            # Translators: of a course
            "topic": Column(_("Topic"), family="course_topic"),
        }
        table(
            frame,
            columns,
            key="courses",
            alt=_("Table of the courses: enrolled, started, completed, withdrew, certified."),
            empty=_("Nobody enrolled in this period."),
        )


def draw_regions(choice: Choice) -> None:
    """Draw the table of regions.

    :raises Unavailable: if the membership database can't be read.
    """
    with clocks.behind(choice.scope, "training_regions", membership=("enrollment",)):
        st.subheader(_("The regions side by side"), anchor=False)
        table(
            _regions(choice),
            {"region": Column(_("Region"), pinned=True), **_steps()},
            key="training_regions",
            alt=_("Table of the regions: enrolled, started, completed, withdrew, certified."),
            empty=_("Nobody enrolled in this period."),
        )
