"""Who the learners are compared by: course, region, or when they enrolled."""

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from lib import reads
from lib.language import _, current, formats
from lib.measures.completion.cohorts import cohorts
from lib.measures.periods import YEAR
from lib.ui.filters import Choice, region_name

GROUP = "learners_of"
"""Column of the groups: ids of courses or regions, or cohorts."""
DRAWN = 5
"""Most lines that are told apart in one figure."""
_LEGEND_WIDTH = 38


def offered(choice: Choice) -> list[str]:
    """What learners can be compared by: by region only where several are in view."""
    return ["course", "region", "cohort"] if choice.is_country else ["course", "cohort"]


def name_of_comparison(by: str) -> str:
    """The name of a way to compare."""
    names = {"course": _("Course"), "region": _("Region"), "cohort": _("When they enrolled")}
    return names[by]


def name_of_group(by: str) -> str:
    """The header of the groups' column."""
    return _("Enrolled") if by == "cohort" else name_of_comparison(by)


def courses(choice: Choice) -> pd.DataFrame:
    """The catalogue, with ``title`` in the viewer's language.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = reads.read("membership", "training_courses", choice.scope)
    return frame.assign(title=frame[f"title_{current()}"])


def names(choice: Choice, by: str, groups: Sequence[Any]) -> dict[Any, str]:
    """The names of groups, in their order.

    :raises Unavailable: if the membership database can't be read.
    """
    if by == "course":
        titles = courses(choice).set_index("course_id")["title"]
        return {group: str(titles.get(group, group)) for group in groups}
    if by == "region":
        return {group: region_name(group) for group in groups}
    return {
        cohort: _(
            "{first} to {last}",
            first=formats.month(cohort.first),
            last=formats.month(cohort.last_month),
        )
        for cohort in groups
    }


def first_quarter(choice: Choice) -> date:
    """The quarter of enrolling from which learners are followed: at least a year back.

    :raises Unavailable: if the membership database can't be read.
    """
    period = choice.period(reads.as_of("membership", choice.scope))
    return period.at_least(YEAR).first_quarter


def counted(query: str, choice: Choice, by: str) -> pd.DataFrame:
    """The rows of a query that counts learners by group, since ``first_quarter``.

    :raises Unavailable: if the membership database can't be read.
    """
    span = {"learners_by": by, "first_quarter": first_quarter(choice)}
    return in_cohorts(reads.read("membership", query, choice.scope, **span), by)


def in_cohorts(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows of a query; ``learners_of`` is the cohort if it was the quarter of enrolling."""
    return frame.assign(**{GROUP: cohorts(frame[GROUP])}) if by == "cohort" else frame


def drawn(groups: list[Any], by: str) -> list[Any]:
    """The groups that a figure of lines has room for: the newest cohorts, else the first."""
    return groups[-DRAWN:] if by == "cohort" else groups[:DRAWN]


def shortened(name: str) -> str:
    """A name that fits the legend of a phone."""
    return textwrap.shorten(name, _LEGEND_WIDTH, placeholder="…")


def summed(stages: pd.DataFrame, by: str) -> pd.DataFrame:
    """The counts of ``learner_stages.sql`` by group, cohorts in their order, else most first."""
    columns = {"course": "course_id", "region": "region_id", "cohort": "enrolled_month"}
    groups = stages.rename(columns={columns[by]: GROUP})
    counts = in_cohorts(groups, by).groupby(GROUP).sum(numeric_only=True).reset_index()
    return counts if by == "cohort" else counts.sort_values("enrolled", ascending=False)
