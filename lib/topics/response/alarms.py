"""Weeks with more incidents than a place's own past makes likely; never published."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.alarms import LateReports
from lib.measures.alarms.recent import HISTORY_WEEKS, RecentAlarms, SurgeState, recent_alarms
from lib.measures.periods import WEEK, YEAR, Period
from lib.topics.response import late_reports
from lib.topics.response.alarm_words import (
    alarms_in_words,
    chance_in_words,
    columns,
    method_in_words,
    others_in_words,
    state_in_words,
)
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.sections import finding
from lib.ui.tables import table

WEEKS = 4
"""Complete weeks whose alarms are listed."""

FIRST = ("region", "kind", "stands", "since", "week_start", "observed", "expected", "by_chance")
"""The columns that are shown first; all of them stand where it is said how they are known."""


@reads.measured
def _of_a_year(scope: Scope) -> RecentAlarms:
    running_week = Period(reads.as_of("incidents"), YEAR).running_week
    first_week, last_week = running_week - HISTORY_WEEKS * WEEK, running_week - WEEK
    counts = reads.incidents.weekly_series(scope, first_week, last_week)
    return recent_alarms(counts, last_week, YEAR)


@reads.measured
def of_last_weeks(scope: Scope, weeks: int) -> RecentAlarms:
    """The alarms of the last complete weeks in a scope.

    They are judged once, for all who ask for however many weeks.

    :param weeks: at most a year.
    :raises Unavailable: if the incident database can't be read.
    """
    first_week = Period(reads.as_of("incidents"), weeks).running_week - weeks * WEEK
    return _of_a_year(scope).from_week(first_week)


@dataclass(frozen=True)
class _Judged:
    alarms: RecentAlarms
    late_reports: LateReports | None
    is_late: bool


def _judged(choice: Choice) -> _Judged:
    judged = reads.made(of_last_weeks, choice.scope, WEEKS)
    running_week = choice.period("incidents").running_week
    late = late_reports.reports(choice.scope, running_week)
    return _Judged(judged.value, late, reads.is_late(judged.sources))


@dataclass(frozen=True)
class Described:
    """Alarms in words.

    :ivar title: how many there were and how many are still high, or why that can't be told.
    :ivar raised: one row a surge: its alarm, or where it stands in the last week.
    :ivar explained: what an alarm is, and how many of them chance would raise.
    """

    title: str
    raised: pd.DataFrame
    explained: str

    def show(self, key: str) -> None:
        """Draw the alarms: what there was, and what was to be expected."""
        finding(self.title)
        if len(self.raised):
            everything = columns()
            table(
                self.raised,
                {name: everything[name] for name in FIRST},
                key=key,
                alt=_("Alarms and what is still high: incidents, and how many were expected."),
            )


@dataclass(frozen=True)
class Explained:
    """How the alarms are known.

    :ivar alarms: in words.
    """

    alarms: Described

    def show(self, key: str) -> None:
        """Draw what each alarm rests on, and what an alarm is."""
        if len(self.alarms.raised):
            table(
                self.alarms.raised,
                columns(),
                key=key,
                alt=_(
                    "Alarms and what is still high: incidents, how many were expected, and from"
                    " what."
                ),
            )
        st.caption(self.alarms.explained)


def _describe(judged: _Judged, _choice: Choice) -> Described:
    warning = late_reports.warning(judged.late_reports)
    return described(judged.alarms, warning, late=judged.is_late)


def described(alarms: RecentAlarms, warning: str, *, late: bool) -> Described:
    """Put the alarms of the last ``WEEKS`` in words.

    :param warning: the sentence on reports that come in late.
    :param late: whether the source is late.
    """
    return Described(_title(alarms, late=late), _named(alarms.surges), _explained(alarms, warning))


def _explain(judged: _Judged, choice: Choice) -> Explained:
    return Explained(_describe(judged, choice))


ALARMS = Figure("alarms", _judged, _describe)
EXPLAINED = Figure("alarms_explained", _judged, _explain)


def _title(alarms: RecentAlarms, *, late: bool) -> str:
    if alarms.surges.empty and alarms.too_short == alarms.series:
        return _("There is too little history to tell whether there was an alarm")
    if alarms.surges.empty and late:
        return _("The sources are late: whether there was an alarm can't be told")
    still_high = len(alarms.still_high)
    earlier = alarms.surges["since"] < pd.Timestamp(alarms.first_week)
    over = int((earlier & (alarms.surges["state"] == SurgeState.OVER)).sum())
    began = len(alarms.surges) - still_high - over
    if not still_high:
        clauses = [alarms_in_words(began, WEEKS)]
    else:
        clauses = [ngettext("{n} surge is still high", "{n} surges are still high", still_high)]
        clauses += [others_in_words(began, WEEKS)]
    if over:
        clauses.append(ngettext("{n} earlier surge is over", "{n} earlier surges are over", over))
    return "; ".join(clauses)


def _explained(alarms: RecentAlarms, warning: str) -> str:
    sentences = [
        _(
            "An alarm says that a week had more incidents than the place's own past makes likely."
            " At these settings about {expected} a week come by chance, over {series} series of a"
            " region and a kind.",
            expected=formats.number(alarms.expected_false, 1 if alarms.expected_false >= 1 else 2),
            series=formats.number(alarms.series),
        )
    ]
    if len(alarms.still_high):
        sentences.append(
            _(
                "Still high: it has had an alarm, and the weeks since are not back within the"
                " limits of the time before it, from which the expected number comes."
            )
        )
    if alarms.too_short:
        sentences.append(
            ngettext(
                "{n} series is too short to be judged.",
                "{n} series are too short to be judged.",
                alarms.too_short,
            )
        )
    sentences.append(warning)
    sentences.append(_("For our own work; never published."))
    return " ".join(sentences)


def _named(surges: pd.DataFrame) -> pd.DataFrame:
    return surges.assign(
        region=surges["region_id"].map(region_name),
        rests_on=surges["method"].map(method_in_words),
        stands=surges["state"].map(state_in_words),
        by_chance=surges["chance"].map(chance_in_words),
    )
