"""Incidents by week and kind, and what else happened in those weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.periods import YEAR, Period, flow_change
from lib.topics.response import alarms, known, rising_weeks
from lib.topics.response.stacked_weeks import stacked_weeks
from lib.topics.response.weekly_events import Event
from lib.ui.charts import Chart
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.tables import Column

_SHOWN = ("verified", "unverified")


@fragment
def draw(choice: Choice) -> None:
    """Draw the incidents by week above nothing else that their choice of verification changes."""
    WEEKS.draw(choice, _choose_verification())


def _choose_verification() -> str:
    """Draw the choice among all, verified and unverified incidents; kept in the link."""
    # Translators: incidents, verified or not
    names = {"all": _("All")} | {code: name_of("verification", code) for code in _SHOWN}
    return choose_one("verification", _("Incidents in this chart"), names)


@dataclass(frozen=True)
class Weeks:
    """Incidents of the period and of the one before, by week and kind, and what may still rise.

    :ivar counts: the rows of ``weekly_by_kind``.
    :ivar rising: the weeks that late reports will likely raise; see ``rising_weeks.rising``.
    :ivar begins: the first week of which there is any record; null: there is none.
    :ivar alarms: Monday → alarms that began in that week.
    :ivar mobilizations: Monday → national mobilizations of that week.
    """

    counts: pd.DataFrame
    rising: pd.DataFrame
    begins: pd.Timestamp | None
    alarms: Mapping[date, int] = field(default_factory=dict)
    mobilizations: Mapping[date, int] = field(default_factory=dict)


def _weeks(choice: Choice, verification: str) -> Weeks | None:
    period = choice.period("incidents")
    counts = reads.incidents.weekly_by_kind(choice.scope, *period.span_with_previous)
    begins = reads.incidents.records_begin(choice.scope)
    if pd.isna(begins):
        return None
    wanted = (verification,) if verification in _SHOWN else _SHOWN
    counts = counts[counts["verification"].isin(wanted)]
    counts = known.answers(counts)
    drawn = period.shown(counts) if verification == "all" else None
    called = reads.incidents.mobilizations(choice.scope, *period.span)
    raised = alarms.of_last_weeks(choice.scope, YEAR).raised
    return Weeks(
        counts,
        rising_weeks.rising(choice.scope, period, drawn),
        begins,
        alarms=_by_week(raised["since"].value_counts()),
        mobilizations=_by_week(called.set_index("week_start")["mobilizations"]),
    )


def _by_week(counts: "pd.Series[int]") -> dict[date, int]:
    return {pd.Timestamp(str(week)).date(): int(n) for week, n in counts.items()}


def chart(weeks: Weeks, choice: Choice, verification: str) -> Chart:
    """Put the incidents of a period in a chart whose title is the sum of its table."""
    period = choice.period("incidents")
    shown = period.shown(weeks.counts)
    marks = (
        Event(_alarms_name(period), "triangle-down", weeks.alarms),
        # Translators: mark of the weeks in which people were called to come out, nationwide
        Event(_("National mobilization"), "star", weeks.mobilizations),
    )
    return Chart(
        title=_title(weeks, period, verification),
        alt=_("Incidents by week and kind; the current week is not over."),
        plot=stacked_weeks(
            shown, incomplete_from=period.running_week, late=weeks.rising, events=marks
        ),
        # The running week, which the title tells apart, is in no sum.
        table=period.complete(shown),
        columns={
            "week_start": Column(_("Week from"), kind="date"),
            "kind": Column(_("Kind"), family="incident_kind"),
            # Translators: whether an incident was found to be true
            "verification": Column(_("Verification"), family="verification"),
            "incidents": Column(_("Incidents"), kind="number"),
            "people_affected": Column(_("People affected"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
        },
        caption=rising_weeks.sentence(weeks.rising),
    )


def _alarms_name(period: Period) -> str:
    if period.weeks > YEAR:
        return _("Alarm raised (last {weeks} weeks)", weeks=YEAR)
    # Translators: mark of the weeks in which an alarm began
    return _("Alarm raised")


def _title(weeks: Weeks, period: Period, verification: str) -> str:
    counts = weeks.counts
    change = flow_change(counts, "incidents", period, weeks.begins)
    running = counts["week_start"] >= pd.Timestamp(period.running_week)
    sentence = _counted(int(change.value), period, verification)
    if not pd.isna(change.before):
        sentence = _(
            "{counted}, {before} in the {weeks} before",
            counted=sentence,
            before=formats.number(change.before),
            weeks=period.weeks,
        )
    return _(
        "{counted}; {n} so far this week",
        counted=sentence,
        n=formats.number(int(counts.loc[running, "incidents"].sum())),
    )


def _counted(n: int, period: Period, verification: str) -> str:
    fields = {"n": formats.number(n), "weeks": period.weeks}
    if verification == "verified":
        return ngettext(
            "{n} verified incident in {weeks} weeks",
            "{n} verified incidents in {weeks} weeks",
            n,
            **fields,
        )
    if verification == "unverified":
        return ngettext(
            "{n} incident not verified in {weeks} weeks",
            "{n} incidents not verified in {weeks} weeks",
            n,
            **fields,
        )
    return ngettext("{n} incident in {weeks} weeks", "{n} incidents in {weeks} weeks", n, **fields)


WEEKS = Figure("incidents", _weeks, chart, empty=known.NO_INCIDENTS)
