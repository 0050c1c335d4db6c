"""Incidents by week and kind, and what the last weeks will likely have once late reports are in."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.periods import Period, flow_change
from lib.topics.response import late_reports
from lib.ui.charts import Chart, stacked_weeks
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column

_SHOWN = ("verified", "unverified")
_LATE = ["reported", "estimate", "low", "high"]


def choose_verification() -> str:
    """Draw the choice among all, verified and unverified incidents; kept in the link."""
    # Translators: incidents, verified or not
    names = {"all": _("All")} | {code: name_of("verification", code) for code in _SHOWN}
    return choose_one("verification", _("Incidents"), names)


@dataclass(frozen=True)
class _Weeks:
    """Incidents of the period and of the one before, by week and kind, and what may still rise.

    :ivar counts: the rows of ``weekly_by_kind``.
    :ivar rising: the weeks that late reports will likely raise.
    :ivar begins: the first week of which there is any record; null: there is none.
    """

    counts: pd.DataFrame
    rising: pd.DataFrame
    begins: pd.Timestamp | None


def _weeks(choice: Choice, verification: str) -> _Weeks:
    period = choice.period("incidents")
    counts = reads.incidents.weekly_by_kind(choice.scope, *period.span_with_previous)
    wanted = (verification,) if verification in _SHOWN else _SHOWN
    counts = counts[counts["verification"].isin(wanted)]
    drawn = period.shown(counts) if verification == "all" else None
    begins = reads.incidents.records_begin(choice.scope)["first_week"].iloc[0]
    return _Weeks(counts, _rising(choice, period, drawn), begins)


def _bars(weeks: _Weeks, choice: Choice, _verification: str) -> Chart:
    period, rising = choice.period("incidents"), weeks.rising
    shown = period.shown(weeks.counts)
    return Chart(
        title=_title(weeks, period),
        alt=_("Incidents by week and kind; the current week is not over."),
        plot=stacked_weeks(
            shown,
            kind="kind",
            value="incidents",
            names=lambda code: name_of("incident_kind", code),
            incomplete_from=period.running_week,
            late=rising,
        ),
        table=shown.merge(rising.drop(columns="reported"), on="week_start", how="left"),
        columns={
            "week_start": Column(_("Week from"), kind="date"),
            "kind": Column(_("Kind"), family="incident_kind"),
            # Translators: whether an incident was found to be true
            "verification": Column(_("Verification"), family="verification"),
            "incidents": Column(_("Incidents"), kind="number"),
            "people_affected": Column(_("People affected"), kind="number"),
            "unanswered": Column(_("Nobody answered"), kind="number"),
            "estimate": Column(_("The whole week, once late reports are in"), kind="number"),
            "low": Column(_("The whole week, at least (95 %)"), kind="number"),
            "high": Column(_("The whole week, at most (95 %)"), kind="number"),
        },
        caption=_on_late_reports(rising),
    )


def _rising(choice: Choice, period: Period, drawn: pd.DataFrame | None) -> pd.DataFrame:
    """The weeks that late reports will likely raise; null where nobody knows by how much.

    :param drawn: what is drawn, if it is all incidents: only these can be corrected, since how many
        of the late reports will be verified is not known.
    """
    reported = late_reports.reports(choice.scope, period.running_week)
    if reported is None:
        none = pd.DataFrame(columns=["week_start", *_LATE], dtype="float64")
        return none.astype({"week_start": "datetime64[s]"})
    rising = period.complete(reported.rising)[["week_start", *_LATE]].reset_index(drop=True)
    if drawn is None:
        return rising.assign(**dict.fromkeys(_LATE[1:], float("nan")))
    # Incidents whose report has no time are drawn, and none more of them is waited for.
    counted = drawn.groupby("week_start")["incidents"].sum()
    more = rising["week_start"].map(counted).fillna(0.0) - rising["reported"]
    rising[_LATE] = rising[_LATE].add(more, axis=0)
    return rising


def _on_late_reports(rising: pd.DataFrame) -> str | None:
    if rising.empty:
        return None
    if rising["estimate"].isna().all():
        return _(
            "Some reports come in weeks late: the hatched weeks may still rise, and by how much"
            " can't be told."
        )
    return _(
        "Some reports come in weeks late. The dotted part is what we still expect to hear of each"
        " week, judging by how late reports have come in so far. The thin line shows from where to"
        " where, 95 times of 100."
    )


def _title(weeks: _Weeks, period: Period) -> str:
    change = flow_change(weeks.counts, "incidents", period, weeks.begins)
    n = int(change.value) if change.value > 0 else 0
    counted = ngettext(
        "{n} incident in {weeks} weeks",
        "{n} incidents in {weeks} weeks",
        n,
        n=formats.number(n),
        weeks=period.weeks,
    )
    more = round((weeks.rising["estimate"] - weeks.rising["reported"]).sum())
    if more:
        counted = _(
            "{counted} (likely {total} once late reports are in)",
            counted=counted,
            total=formats.number(n + more),
        )
    if pd.isna(change.before):
        return counted
    return _(
        "{counted}, {before} in the {weeks} before",
        counted=counted,
        before=formats.number(change.before),
        weeks=period.weeks,
    )


WEEKS = Figure("incidents", _weeks, _bars)
