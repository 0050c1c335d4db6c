"""The five figures that a region is seen by at a glance."""

from datetime import timedelta

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures.delays import wait_quantiles
from lib.measures.periods import WEEK, Period, every_week, flow_change, stock_change
from lib.ui import clocks, headlines
from lib.ui.filters import Choice
from lib.ui.headlines import Change, Headline
from lib.ui.sparklines import Line

_NO_DATA = float("nan")


def draw(choice: Choice) -> None:
    """Draw the headline figures of a choice, each with its trend and its change over the period."""
    clocks.draw(choice.scope, headlines.draw(choice, FIVE))


def _stock(
    label: str, weekly: pd.DataFrame, period: Period, counted: str, nothing: str | None
) -> Headline:
    """A stock of today; its line goes from the day that it is compared with to today.

    :param weekly: a row a week, from the week before the period on; the stock is the last column.
    :param counted: what is counted.
    :param nothing: why there is no number, where a record that it rests on is missing.
    """
    if nothing is not None:
        return Headline(label, None, help=counted, no_data=nothing)
    column = str(weekly.columns[-1])
    change = stock_change(weekly, column, period)
    base = period.first_week - timedelta(days=1)
    since = _("since {day}", day=formats.near_day(base, period.as_of))
    return Headline(
        label=label,
        value=formats.number(change.value),
        change=Change(formats.change(change.difference), since, "up"),
        line=Line(weekly[column].tolist(), has_running=True),
        help=counted,
    )


def _weekly(choice: Choice, column: str) -> pd.DataFrame:
    """One stock by week, from the week before the period on."""
    period = choice.period("membership")
    first_week, last_week = period.first_week - WEEK, period.running_week
    columns = ("week_start", column)
    return reads.membership.weekly(choice.scope, first_week, last_week, columns=columns)


def _good_standing(choice: Choice) -> Headline:
    return _stock(
        _("Members in good standing"),
        _weekly(choice, "good_standing"),
        choice.period("membership"),
        _("Members who have not lapsed and whose dues cover today, or whose tier has no dues."),
        reads.no_record("membership", "member", "dues_payment"),
    )


def _committees_that_met(choice: Choice) -> Headline:
    period = choice.period("membership")
    first_week, last_week = period.first_week - WEEK, period.running_week
    return _stock(
        _("Committees that met (13 weeks)"),
        reads.membership.committees_that_met(choice.scope, first_week, last_week)[
            ["week_start", "met"]
        ],
        period,
        _("Committees that met at least once in the last 13 weeks, whatever their status."),
        reads.no_record("membership", "committee", "gathering"),
    )


def _core_training(choice: Choice) -> Headline:
    return _stock(
        _("People with core training"),
        _weekly(choice, "core_certified"),
        choice.period("membership"),
        _("Members with a certificate of a core course that is valid today."),
        reads.no_record("membership", "member", "enrollment"),
    )


def _incidents(choice: Choice) -> Headline:
    period = choice.period("incidents")
    columns = ("week_start", "verification", "incidents")
    weekly = reads.incidents.weekly_by_kind(
        choice.scope, *period.span_with_previous, columns=columns
    )
    return incidents_headline(weekly, reads.incidents.records_begin(choice.scope), period)


def incidents_headline(
    weekly: pd.DataFrame, begins: pd.Timestamp | None, period: Period
) -> Headline:
    """The incidents of the period's complete weeks, against as many weeks before.

    :param weekly: ``week_start, verification, incidents``; a week without a row had none.
    :param begins: the first week of which there is any record; null: there is none at all.
    """
    label = _("Incidents in {weeks} weeks", weeks=period.weeks)
    if pd.isna(begins):
        return Headline(label, None, no_data=_("No incident was ever recorded"))
    real = weekly[weekly["verification"] != "false_report"]
    total = real.groupby("week_start", as_index=False)["incidents"].sum()
    change = flow_change(total, "incidents", period, begins)
    compared = pd.notna(change.before)
    shown = Period(period.as_of, 2 * period.weeks) if compared else period
    before = _(
        "{n} in the {weeks} weeks before", n=formats.number(change.before), weeks=period.weeks
    )
    return Headline(
        label=label,
        value=formats.number(change.value),
        change=Change(formats.change(change.difference), before) if compared else None,
        line=Line(
            shown.complete(every_week(total, shown))["incidents"].tolist(),
            before=period.weeks if compared else 0,
        ),
        note=None if compared else _("the records begin later than the weeks before"),
        help=_(
            "Incidents in the complete weeks of the period, false reports left out. The pale part"
            " of the line is the weeks before."
        ),
    )


def _dispatch(choice: Choice) -> Headline:
    period = choice.period("incidents")
    nothing = reads.no_record("incidents", "response")
    if nothing is not None:
        return Headline(_("From report to dispatch"), None, no_data=nothing)
    return dispatch_headline(_waits(choice, period), _waits(choice, period.previous), period)


def dispatch_headline(now: pd.DataFrame, before: pd.DataFrame, period: Period) -> Headline:
    """Within which time someone was on the way to half of the incidents.

    :param now: waits for a dispatch: ``minutes, closed, incidents``.
    :param before: those of the period before.
    """
    waits, waits_before = wait_quantiles(now).iloc[0], wait_quantiles(before).iloc[0]
    median, median_before = float(waits["p50"]), float(waits_before["p50"])
    # Of the minutes that are shown, so that no change reads as "+0 min".
    moved = round(median) - round(median_before) if pd.notna(median - median_before) else _NO_DATA
    sign = "+" if moved > 0 else formats.MINUS
    text = formats.NO_DATA if pd.isna(moved) else f"{sign}{formats.minutes(abs(moved))}"
    since = _(
        "{n} in the {weeks} weeks before", n=formats.minutes(median_before), weeks=period.weeks
    )
    return Headline(
        label=_("From report to dispatch"),
        value=formats.minutes(median),
        change=Change(text if moved else "0", since, "down"),
        note=_of_the_answered(waits),
        help=_(
            "Half of all incidents, answered or not, had someone on the way within this time."
            " False reports are left out."
        ),
        no_data=_no_median(waits),
    )


def _of_the_answered(waits: pd.Series) -> str:
    answered = int(waits["incidents"] - waits["open"])
    return _(
        "half of all {incidents}; of the {answered} answered, {minutes}",
        incidents=formats.number(waits["incidents"]),
        answered=formats.number(answered),
        minutes=formats.minutes(waits["closed_p50"]),
    )


def _no_median(waits: pd.Series) -> str:
    incidents, answered = int(waits["incidents"]), int(waits["incidents"] - waits["open"])
    if not incidents:
        return _("No incident in this period")
    if not answered:
        return _("Nobody was sent in this period")
    return _("Someone was sent to {rate}", rate=formats.rate(answered, incidents))


def _waits(choice: Choice, period: Period) -> pd.DataFrame:
    waits = reads.incidents.delays(choice.scope, *period.complete_span)
    return waits[waits["step"] == "dispatch"]


FIVE = (_good_standing, _committees_that_met, _core_training, _incidents, _dispatch)
"""In the order in which they are drawn."""
OF_INCIDENTS = (_incidents, _dispatch)
"""Those of them that speak of incidents."""
