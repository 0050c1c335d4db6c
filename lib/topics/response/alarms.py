"""Weeks with more incidents than a place's own past makes likely; never published."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.alarms import LateReports
from lib.measures.alarms.judging import Method
from lib.measures.alarms.recent import HISTORY_WEEKS, RecentAlarms, recent_alarms
from lib.measures.periods import WEEK, Period
from lib.topics.response import late_reports
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, table

WEEKS = 4
"""Complete weeks whose alarms are listed."""


@reads.measured
def of_last_weeks(scope: Scope, weeks: int) -> RecentAlarms:
    """The alarms of the last complete weeks in a scope.

    :raises Unavailable: if the incident database can't be read.
    """
    period = Period(reads.as_of("incidents"), weeks)
    first_week = period.running_week - HISTORY_WEEKS * WEEK
    last_week = period.running_week - WEEK
    counts = reads.incidents.weekly_series(scope, first_week, last_week)
    return recent_alarms(counts, last_week, weeks)


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

    :ivar title: how many there were, or why that can't be told.
    :ivar raised: one row an alarm.
    :ivar explained: what an alarm is, and how many of them chance would raise.
    """

    title: str
    raised: pd.DataFrame
    explained: str

    def show(self, key: str) -> None:
        """Draw the alarms with what each rests on."""
        st.subheader(self.title, anchor=False)
        if len(self.raised):
            table(
                self.raised,
                _columns(),
                key=key,
                alt=_("Alarms: observed and expected incidents, the bound and its baseline."),
            )
        st.caption(self.explained)


def _describe(judged: _Judged, _choice: Choice) -> Described:
    warning = late_reports.warning(judged.late_reports)
    return described(judged.alarms, warning, late=judged.is_late)


def described(alarms: RecentAlarms, warning: str, *, late: bool) -> Described:
    """Put the alarms of the last ``WEEKS`` in words.

    :param warning: the sentence on reports that come in late.
    :param late: whether the source is late.
    """
    return Described(_title(alarms, late=late), _named(alarms.raised), _explained(alarms, warning))


ALARMS = Figure("alarms", _judged, _describe)


def _title(alarms: RecentAlarms, *, late: bool) -> str:
    n = len(alarms.raised)
    if not n and alarms.too_short == alarms.series:
        return _("There is too little history to tell whether there was an alarm")
    if not n and late:
        return _("The sources are late: whether there was an alarm can't be told")
    if not n:
        return _("No alarm in the last {weeks} weeks", weeks=WEEKS)
    return ngettext(
        "{n} alarm in the last {weeks} weeks",
        "{n} alarms in the last {weeks} weeks",
        n,
        weeks=WEEKS,
    )


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


def _method(code: str) -> str:
    names = {
        Method.FARRINGTON: _("Farrington, three years"),
        Method.BAYES_AND_EARS_C2: _("Bayes and EARS C2, recent weeks"),
    }
    return names.get(Method(code), code)


def _named(raised: pd.DataFrame) -> pd.DataFrame:
    return raised.assign(
        region=raised["region_id"].map(region_name), rests_on=raised["method"].map(_method)
    )


def _columns() -> dict[str, Column]:
    return {
        "week_start": Column(_("Week from"), kind="date"),
        "region": Column(_("Region")),
        "kind": Column(_("Kind"), family="incident_kind"),
        "observed": Column(_("Incidents"), kind="number"),
        # Translators: incidents that were to be expected in a week
        "expected": Column(_("Expected"), kind="decimal"),
        "bound": Column(_("Alarm above"), kind="decimal"),
        "baseline_weeks": Column(_("Baseline weeks"), kind="number"),
        "baseline_from": Column(_("Baseline from"), kind="date"),
        "baseline_to": Column(_("Baseline to"), kind="date"),
        # Translators: of statistics, by which an alarm was raised
        "rests_on": Column(_("Method")),
    }
