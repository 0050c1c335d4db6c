"""The five figures that a region is seen by at a glance."""

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures.delays import delay_quantiles
from lib.measures.periods import WEEK, Period, flow_change, stock_change
from lib.ui import clocks, headlines
from lib.ui.filters import Choice
from lib.ui.headlines import Change, Headline

_NO_DATA = float("nan")


def draw(choice: Choice) -> None:
    """Draw the headline figures of a choice, each with its trend and its change over the period."""
    five = (_good_standing, _active_committees, _core_training, _incidents, _dispatch)
    clocks.draw(choice.scope, headlines.draw(choice, five))


def _stock(label: str, weekly: pd.DataFrame, column: str, period: Period, note: str) -> Headline:
    change = stock_change(weekly, column, period)
    since = _("since {day}", day=formats.day_and_month(period.first_week))
    return Headline(
        label=label,
        value=formats.number(change.value),
        change=Change(formats.change(change.difference), since, "up"),
        trend=period.shown(weekly)[column].tolist(),
        help=note,
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
        "good_standing",
        choice.period("membership"),
        _("Members who have not lapsed and whose dues cover today, or whose tier has no dues."),
    )


def _active_committees(choice: Choice) -> Headline:
    period = choice.period("membership")
    first_week, last_week = period.first_week - WEEK, period.running_week
    return _stock(
        _("Active committees"),
        reads.membership.active_committees(choice.scope, first_week, last_week),
        "active",
        period,
        _("Committees that met at least once in the last 13 weeks."),
    )


def _core_training(choice: Choice) -> Headline:
    return _stock(
        _("People with core training"),
        _weekly(choice, "core_certified"),
        "core_certified",
        choice.period("membership"),
        _("Members with a certificate of a core course that is valid today."),
    )


def _before(period: Period) -> str:
    return _("against the {n} weeks before", n=period.weeks)


def _incidents(choice: Choice) -> Headline:
    period = choice.period("incidents")
    columns = ("week_start", "verification", "incidents")
    weekly = reads.incidents.weekly_by_kind(
        choice.scope, *period.span_with_previous, columns=columns
    )
    real = weekly[weekly["verification"] != "false_report"]
    total = real.groupby("week_start", as_index=False)["incidents"].sum()
    change = flow_change(total, "incidents", period)
    return Headline(
        label=_("Incidents this period"),
        value=formats.number(change.value),
        change=Change(formats.change(change.difference), _before(period)),
        trend=period.complete(total)["incidents"].tolist(),
        help=_("Incidents in the complete weeks of the period, false reports left out."),
    )


def _dispatch(choice: Choice) -> Headline:
    period = choice.period("incidents")
    waits = _waits(choice, period)
    now, before = _median(waits), _median(_waits(choice, period.previous))
    # Of the minutes that are shown, so that no change reads as "+0 min".
    moved = round(now) - round(before) if pd.notna(now - before) else _NO_DATA
    sign = "+" if moved > 0 else formats.MINUS
    text = formats.NO_DATA if pd.isna(moved) else f"{sign}{formats.minutes(abs(moved))}"
    by_month = delay_quantiles(waits, by=["month"])["p50"].tolist() if len(waits) else []
    return Headline(
        label=_("From report to dispatch"),
        value=formats.minutes(now),
        change=Change(text if moved else "0", _before(period), "down"),
        trend=by_month,
        help=_("Half of the answered incidents had someone on the way within this time."),
        no_data=_("Nobody was sent in this period"),
    )


def _waits(choice: Choice, period: Period) -> pd.DataFrame:
    waits = reads.incidents.delays(choice.scope, *period.complete_span)
    return waits[waits["step"] == "dispatch"]


def _median(waits: pd.DataFrame) -> float:
    return float(delay_quantiles(waits)["p50"].iloc[0]) if len(waits) else _NO_DATA
