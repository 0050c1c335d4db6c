"""Who the learners are compared by: course, region, or when they enrolled."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.language import _, current, formats
from lib.measures.completion.cohorts import Cohort, cohorts
from lib.measures.periods import YEAR, Period
from lib.ui.filters import Choice, region_name

Group = str | Cohort
"""The id of a course or a region, or when learners enrolled."""
GROUP = "learners_of"
"""Column of the groups: ids of courses or regions, or cohorts."""
TOLD_DAYS = 90
"""Who enrolled more recently has not had the time to complete, or to stop."""
DRAWN = 5
"""Most lines that are told apart in one figure."""


def offered(choice: Choice) -> list[str]:
    """What learners can be compared by: by region only where several are in view."""
    return ["course", "region"] if choice.is_country else ["course"]


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


def followed(choice: Choice) -> Period:
    """The newest period of the chosen length of which everyone has had ``TOLD_DAYS`` days."""
    return choice.period("membership").followed(TOLD_DAYS)


def between(period: Period) -> dict[str, str]:
    """The ``first`` and the ``last`` day of a period's complete weeks, for a sentence."""
    first, last = period.first_week, period.running_week - timedelta(days=1)
    short = first.year == last.year
    return {
        "first": formats.day_and_month(first) if short else formats.day(first),
        "last": formats.day(last),
    }


def first_quarter(choice: Choice) -> date:
    """The quarter of enrolling from which the curves follow learners: at least a year back."""
    return choice.period("membership").at_least(YEAR).first_quarter


def in_cohorts(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Counts by group; ``learners_of`` is the cohort if it was the quarter of enrolling."""
    return counts.assign(**{GROUP: cohorts(counts[GROUP])}) if by == "cohort" else counts


def drawn(groups: list[Group], by: str) -> list[Group]:
    """The groups that a figure of lines has room for: the newest cohorts, else the first."""
    return groups[-DRAWN:] if by == "cohort" else groups[:DRAWN]


def summed(stages: pd.DataFrame, by: str) -> pd.DataFrame:
    """The counts of ``learner_stages.sql`` by ``course`` or ``region``, the largest group first."""
    groups = stages.rename(columns={f"{by}_id": GROUP})
    counts = groups.groupby(GROUP).sum(numeric_only=True).reset_index()
    return counts.sort_values(["enrolled", GROUP], ascending=[False, True])
