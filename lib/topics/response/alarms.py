"""Weeks with more incidents than a place's own past makes likely; never published."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.alarms.judging import Method
from lib.measures.alarms.recent import HISTORY_WEEKS, RecentAlarms, recent_alarms
from lib.measures.periods import WEEK, Period
from lib.topics.response import late_reports
from lib.ui import clocks
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, table

WEEKS = 4
"""Complete weeks whose alarms are listed."""


@reads.prepared
def _judged(scope: Scope, period: Period, weeks: int) -> RecentAlarms:
    last_week = period.running_week - WEEK
    counts = reads.read(
        "incidents",
        "weekly_series",
        scope,
        first_week=period.running_week - HISTORY_WEEKS * WEEK,
        last_week=last_week,
    )
    return recent_alarms(counts, last_week, weeks)


def of_last_weeks(choice: Choice, weeks: int) -> RecentAlarms:
    """The alarms of the last complete weeks in a choice's regions.

    :raises Unavailable: if the incident database can't be read.
    """
    period = Period(reads.as_of("incidents", choice.scope), weeks)
    return _judged(choice.scope, period, weeks)


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


def draw(choice: Choice) -> None:
    """Draw the alarms of the last weeks with what each rests on.

    :raises Unavailable: if the incident database can't be read.
    """
    shown = _described(choice)
    with clocks.behind(choice.scope, "alarms", incidents=("incident",)):
        st.subheader(shown.title, anchor=False)
        if len(shown.raised):
            table(
                shown.raised,
                _columns(),
                key="alarms",
                alt=_("Alarms: observed and expected incidents, the bound and its baseline."),
            )
        st.caption(shown.explained)


@reads.prepared
def _described(choice: Choice) -> Described:
    running_week = Period(reads.as_of("incidents", choice.scope), WEEKS).running_week
    return described(
        of_last_weeks(choice, WEEKS),
        late_reports.warning(choice.scope, running_week),
        late=reads.is_stale("incidents", choice.scope, "incident"),
    )


def described(found: RecentAlarms, warning: str, *, late: bool) -> Described:
    """Put the alarms of the last ``WEEKS`` in words.

    :param warning: the sentence on reports that come in late.
    :param late: whether the source is late.
    """
    return Described(_title(found, late=late), _named(found.raised), _explained(found, warning))


def _title(found: RecentAlarms, *, late: bool) -> str:
    n = len(found.raised)
    if not n and found.too_short == found.series:
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


def _explained(found: RecentAlarms, warning: str) -> str:
    said = [
        _(
            "An alarm says that a week had more incidents than the place's own past makes likely."
            " At these settings about {expected} a week come by chance, over {series} series of a"
            " region and a kind.",
            expected=formats.number(found.expected_false, 1 if found.expected_false >= 1 else 2),
            series=formats.number(found.series),
        )
    ]
    if found.too_short:
        said.append(
            ngettext(
                "{n} series is too short to be judged.",
                "{n} series are too short to be judged.",
                found.too_short,
            )
        )
    said.append(warning)
    said.append(_("For our own work; never published."))
    return " ".join(said)


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
