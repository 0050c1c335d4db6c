"""Weeks with more incidents than a place's own past makes likely; never published."""

import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.alarms import LateReports
from lib.measures.alarms.judging import Method
from lib.measures.alarms.recent import HISTORY_WEEKS, RecentAlarms, SurgeState, recent_alarms
from lib.measures.periods import WEEK, Period
from lib.topics.response import late_reports
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.sections import finding
from lib.ui.tables import Column, table

WEEKS = 4
"""Complete weeks whose alarms are listed."""

_LEAST_CHANCE = 1e-4
"""Below it the tail of a distribution is no more than a way of speaking."""


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

    :ivar title: how many there were and how many are still high, or why that can't be told.
    :ivar raised: one row a surge: its alarm, or where it stands in the last week.
    :ivar explained: what an alarm is, and how many of them chance would raise.
    """

    title: str
    raised: pd.DataFrame
    explained: str

    def show(self, key: str) -> None:
        """Draw the alarms with what each rests on."""
        finding(self.title)
        if len(self.raised):
            table(
                self.raised,
                _columns(),
                key=key,
                alt=_(
                    "Alarms and what is still high: incidents, how many were expected, and from"
                    " what."
                ),
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
    return Described(_title(alarms, late=late), _named(alarms.surges), _explained(alarms, warning))


ALARMS = Figure("alarms", _judged, _describe)


def _title(alarms: RecentAlarms, *, late: bool) -> str:
    if alarms.surges.empty and alarms.too_short == alarms.series:
        return _("There is too little history to tell whether there was an alarm")
    if alarms.surges.empty and late:
        return _("The sources are late: whether there was an alarm can't be told")
    still_high = len(alarms.still_high)
    earlier = alarms.surges["since"] < pd.Timestamp(alarms.first_week)
    over = int((earlier & (alarms.surges["state"] == SurgeState.OVER)).sum())
    clauses = [_alarms_in_words(len(alarms.surges) - still_high - over)]
    if still_high:
        clauses.insert(
            0, ngettext("{n} surge is still high", "{n} surges are still high", still_high)
        )
    if over:
        clauses.append(ngettext("{n} earlier surge is over", "{n} earlier surges are over", over))
    return "; ".join(clauses)


def _alarms_in_words(n: int) -> str:
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


def _method(code: str) -> str:
    names = {
        Method.FARRINGTON: _("Farrington, three years"),
        Method.BAYES_AND_EARS_C2: _("Bayes and EARS C2, recent weeks"),
    }
    return names.get(Method(code), code)


def state_in_words(state: str) -> str:
    """Where a surge stands (a ``SurgeState``), as a table's cell."""
    names = {
        # Translators: of an alarm
        SurgeState.NEW: _("New"),
        # Translators: the number of incidents of a kind in a region, since an alarm
        SurgeState.STILL_HIGH: _("Still high"),
        # Translators: the number of incidents is back to the usual
        SurgeState.OVER: _("Over"),
    }
    return names[SurgeState(state)]


def chance_in_words(chance: float) -> str:
    """``1 in 430``: the chance that an ordinary week shows so many; two figures of it."""
    if math.isnan(chance):
        return formats.NO_DATA
    if chance < _LEAST_CHANCE:
        return _("less than 1 in {n}", n=formats.number(1 / _LEAST_CHANCE))
    odds = 1 / chance
    digits = int(math.floor(math.log10(odds))) - 1
    # Translators: a chance, such as 1 in 430
    return _("1 in {n}", n=formats.number(round(odds, -max(digits, 0))))


def _named(surges: pd.DataFrame) -> pd.DataFrame:
    return surges.assign(
        region=surges["region_id"].map(region_name),
        rests_on=surges["method"].map(_method),
        stands=surges["state"].map(state_in_words),
        by_chance=surges["chance"].map(chance_in_words),
    )


def _columns() -> dict[str, Column]:
    return {
        "region": Column(_("Region")),
        "kind": Column(_("Kind"), family="incident_kind"),
        # Translators: whether an alarm is new, still high or over
        "stands": Column(_("Now")),
        # Translators: the week of the alarm with which the surge began
        "since": Column(_("Since the week of"), kind="date"),
        "week_start": Column(_("Week from"), kind="date"),
        "observed": Column(_("Incidents"), kind="number"),
        # Translators: incidents that were to be expected in a week
        "expected": Column(_("Expected"), kind="decimal"),
        "bound": Column(_("Alarm above"), kind="decimal"),
        "by_chance": Column(
            _("By chance"),
            help=_("How often an ordinary week would have as many, if nothing had changed."),
        ),
        "observed_since": Column(
            _("Incidents since"), kind="number", help=_("From the week of the alarm on.")
        ),
        # Translators: incidents that were to be expected since an alarm
        "expected_since": Column(_("Expected since"), kind="decimal"),
        "baseline_weeks": Column(_("Baseline weeks"), kind="number"),
        "baseline_from": Column(_("Baseline from"), kind="date"),
        "baseline_to": Column(_("Baseline to"), kind="date"),
        # Translators: of statistics, by which an alarm was raised
        "rests_on": Column(_("Method")),
    }
