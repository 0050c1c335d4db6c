"""The five figures that a region is seen by at a glance."""

from typing import Any

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures.delays import delay_quantiles
from lib.measures.periods import WEEK, Change, Period, flow_change, stock_change
from lib.ui import clocks
from lib.ui import headlines as figures
from lib.ui.filters import Choice
from lib.ui.frame import part

Headline = dict[str, Any]
"""What ``figures.headline`` takes."""

_NO_DATA = float("nan")


def draw(choice: Choice) -> None:
    """Draw the headline figures of a choice, each with its trend and its change over the period."""
    with figures.headlines():
        with part():
            _put_up(_membership(choice))
        with part():
            _put_up(_incidents(choice))
    clocks.draw(
        choice.scope,
        membership=("member", "dues_payment", "gathering", "enrollment"),
        incidents=("incident", "response"),
    )


def _put_up(headlines: list[Headline]) -> None:
    for headline in headlines:
        figures.headline(**headline)


def _since(period: Period) -> str:
    return _("since {day}", day=formats.day_and_month(period.first_week))


def _stock(
    label: str, weekly: pd.DataFrame, column: str, period: Period, note: str, *, stale: bool
) -> Headline:
    change = stock_change(weekly, column, period)
    return {
        "label": label,
        "value": formats.number(change.value),
        "change": figures.Change(formats.change(change.difference), _since(period), "up"),
        "trend": period.shown(weekly)[column].tolist(),
        "help": note,
        "stale": stale,
    }


@reads.prepared
def _membership(choice: Choice) -> list[Headline]:
    period = choice.period(reads.as_of("membership", choice.scope))
    span = {"first_week": period.first_week - WEEK, "last_week": period.running_week}
    weekly = reads.read("membership", "weekly", choice.scope, **span)
    committees = reads.read("membership", "active_committees", choice.scope, **span)
    return [
        _stock(
            _("Members in good standing"),
            weekly,
            "good_standing",
            period,
            _("Members who have not lapsed and whose dues cover today, or whose tier has no dues."),
            stale=reads.is_stale("membership", choice.scope, "member", "dues_payment"),
        ),
        _stock(
            _("Active committees"),
            committees,
            "active",
            period,
            _("Committees that met at least once in the last 13 weeks."),
            stale=reads.is_stale("membership", choice.scope, "gathering"),
        ),
        _stock(
            _("People with core training"),
            weekly,
            "core_certified",
            period,
            _("Members with a certificate of a core course that is valid today."),
            stale=reads.is_stale("membership", choice.scope, "enrollment"),
        ),
    ]


@reads.prepared
def _incidents(choice: Choice) -> list[Headline]:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.previous.first_week, "last_week": period.running_week}
    weekly = reads.read("incidents", "weekly_by_kind", choice.scope, **span)
    real = weekly[weekly["verification"] != "false_report"]
    total = real.groupby("week_start", as_index=False)["incidents"].sum()
    change = flow_change(total, "incidents", period)
    before = _(
        "against the {n} weeks before",
        n=period.weeks,
    )
    incidents = {
        "label": _("Incidents this period"),
        "value": formats.number(change.value),
        "change": figures.Change(formats.change(change.difference), before),
        "trend": period.complete(total)["incidents"].tolist(),
        "help": _("Incidents in the complete weeks of the period, false reports left out."),
        "stale": reads.is_stale("incidents", choice.scope, "incident"),
    }
    return [incidents, _dispatch(choice, period, before)]


def _dispatch(choice: Choice, period: Period, before: str) -> Headline:
    median = Change(*(_median(choice, p) for p in (period, period.previous)))
    # Of the minutes that are shown, so that no change reads as "+0 min".
    moved = round(median.value) - round(median.before) if pd.notna(median.difference) else _NO_DATA
    sign = "+" if moved > 0 else formats.MINUS
    text = formats.NO_DATA if pd.isna(moved) else f"{sign}{formats.minutes(abs(moved))}"
    return {
        "label": _("From report to dispatch"),
        "value": formats.minutes(median.value),
        "change": figures.Change(text if moved else "0", before, "down"),
        "trend": _by_month(choice, period),
        "help": _("Half of the answered incidents had someone on the way within this time."),
        "no_data": _("Nobody was sent in this period"),
        "stale": reads.is_stale("incidents", choice.scope, "incident", "response"),
    }


def _delays(choice: Choice, period: Period) -> pd.DataFrame:
    frame = reads.read(
        "incidents",
        "delays",
        choice.scope,
        first_week=period.first_week,
        last_week=period.running_week - WEEK,
    )
    return frame[frame["step"] == "dispatch"]


def _median(choice: Choice, period: Period) -> float:
    frame = _delays(choice, period)
    return float(delay_quantiles(frame)["p50"].iloc[0]) if len(frame) else _NO_DATA


def _by_month(choice: Choice, period: Period) -> list[float]:
    frame = _delays(choice, period)
    return delay_quantiles(frame, by=["month"])["p50"].tolist() if len(frame) else []
