"""How long cases take, and in what they end: the detained against the others, of the nation."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.language.vocabulary import name_of
from lib.measures.defense import courses, defense
from lib.topics.defense.charts.course_lines import course_lines
from lib.topics.defense.words import NO_CASES, has_cases
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

TICKS = (0, 90, 180, 365, 545)
_ROOM = 1.08


@dataclass(frozen=True)
class Course:
    """The curves of one outcome.

    :ivar rows: by ``courses``.
    :ivar top: the greatest limit of all outcomes, so that they are drawn alike.
    :ivar is_recorded: whether a case was ever recorded, of anyone.
    """

    rows: pd.DataFrame
    top: float
    is_recorded: bool


def read(choice: Choice, outcome: str) -> Course | None:
    """The curves of an outcome; ``None`` where the whole nation isn't in view.

    :raises Unavailable: if the incident database can't be read.
    """
    if not choice.is_country:
        return None
    curves = courses(reads.incidents.case_durations(choice.scope))
    rows = curves[curves["outcome"] == outcome].reset_index(drop=True)
    return Course(rows, float(curves["high"].max()), has_cases())


def chart(course: Course, _choice: Choice, outcome: str) -> Chart | Text:
    """The share that ended so, by days since opening."""
    # Translators: people in cases
    names = {True: _("Detained"), False: _("Not detained")}
    rows = course.rows
    told = rows[rows["share"].notna()]
    if not course.is_recorded:
        # Once is enough.
        return Text(title=_(NO_CASES) if outcome == "removed" else None)
    if (told["day"] == 0).all():
        return Text(title=_("Too few cases have ended to tell how soon"))
    names = {key: name for key, name in names.items() if (rows["is_detained"] == key).any()}
    return Chart(
        title=_title(told, outcome),
        alt=_(
            "Share of cases that ended so, by days since opening; lines: {names}.",
            names=formats.listing(names.values()),
        ),
        plot=course_lines(rows, names, TICKS, top=min(1.0, _ROOM * course.top)),
        table=rows.assign(
            name=rows["is_detained"].map({True: _("Detained"), False: _("Not detained")})
        ),
        columns={
            "name": Column(_("Cases of people"), pinned=True),
            "day": Column(_("Days since opening"), kind="number"),
            "at_risk": Column(_("Still followed, about"), kind="number"),
            "share": Column(name_of("case_outcome", outcome), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
    )


def _title(told: pd.DataFrame, outcome: str) -> str:
    day = defense().named_day
    at = told[told["day"] == day].set_index("is_detained")["share"]
    name = name_of("case_outcome", outcome)
    if True in at.index and False in at.index:
        return _(
            "{outcome} within {n} days: {detained} of the cases of detained people, {others} of the"
            " others",
            outcome=name,
            n=day,
            detained=formats.percent(at[True]),
            others=formats.percent(at[False]),
        )
    return _("{outcome}, by days since opening", outcome=name)


STOPPED = Figure("course_stopped", read, chart)
REMOVED = Figure(
    "course_removed",
    read,
    chart,
    empty=N_("How long cases take is told where all regions are in view: one has too few"),
)
