"""Who the learners are compared by: course, region, or when they enrolled."""

import textwrap
from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib import reads
from lib.language import _, current, formats
from lib.measures.completion.cohorts import Cohort, cohorts
from lib.measures.periods import YEAR
from lib.ui.filters import Choice, region_name

Group = str | Cohort
"""The id of a course or a region, or when learners enrolled."""
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


def titled(catalogue: pd.DataFrame) -> pd.DataFrame:
    """The catalogue of courses, with ``title`` in the viewer's language."""
    return catalogue.assign(title=catalogue[f"title_{current()}"])


def names(choice: Choice, by: str, groups: Sequence[Group]) -> dict[Group, str]:
    """The names of groups, in their order."""
    if by == "course":
        courses = titled(reads.membership.training_courses(choice.scope))
        titles = dict(zip(courses["course_id"], courses["title"], strict=True))
        return {group: str(titles.get(str(group), group)) for group in groups}
    return {group: _name(group) for group in groups}


def _name(group: Group) -> str:
    if isinstance(group, str):
        return region_name(group)
    first, last = formats.month(group.first), formats.month(group.last_month)
    return _("{first} to {last}", first=first, last=last)


def first_quarter(choice: Choice) -> date:
    """The quarter of enrolling from which learners are followed: at least a year back."""
    return choice.period("membership").at_least(YEAR).first_quarter


def in_cohorts(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Counts by group; ``learners_of`` is the cohort if it was the quarter of enrolling."""
    return counts.assign(**{GROUP: cohorts(counts[GROUP])}) if by == "cohort" else counts


def drawn(groups: list[Group], by: str) -> list[Group]:
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
