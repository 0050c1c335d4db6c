"""Calls to the hotline and how many were answered."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures.periods import every_week
from lib.ui.charts import Chart, weekly_line
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column

NO_CALLS = N_("There is no data on calls to the hotline")


def calls(choice: Choice) -> pd.DataFrame | None:
    """Calls and answered ones, a row a week with any; ``None`` where there is no data.

    :raises Unavailable: if the incident database can't be read.
    """
    weekly = reads.incidents.hotline_weekly(choice.scope, *choice.period("incidents").span)
    return weekly if reads.has_records("incidents", "hotline_call") else None


def chart(weekly: pd.DataFrame, choice: Choice) -> Chart:
    """Put the calls in a chart whose title is the sum of its table.

    :param weekly: by :func:`calls`.
    """
    period = choice.period("incidents")
    weekly = every_week(weekly, period)
    whole = period.complete(weekly)
    names = {
        # Translators: calls to the hotline
        "calls": _("Calls"),
        # Translators: calls to the hotline that were answered
        "answered": _("Answered"),
    }
    return Chart(
        title=_title(whole, choice.weeks),
        alt=_("Calls to the hotline and answered calls by week."),
        plot=weekly_line(weekly, names, incomplete_from=period.running_week),
        # The running week, which the caption tells apart, is in no sum.
        table=whole,
        columns={"week_start": Column(_("Week from"), kind="date")}
        | {column: Column(name, kind="number") for column, name in names.items()},
        caption=_so_far(weekly.iloc[-1]),
    )


def _title(whole: pd.DataFrame, weeks: int) -> str:
    answered, received = int(whole["answered"].sum()), int(whole["calls"].sum())
    if not received:
        return _("No call to the hotline in {weeks} weeks", weeks=weeks)
    return _(
        "{rate} of hotline calls were answered in {weeks} weeks",
        rate=formats.rate(answered, received),
        weeks=weeks,
    )


def _so_far(week: "pd.Series[float]") -> str:
    return _(
        "This week so far: {calls} calls, {answered} of them answered.",
        calls=formats.number(week["calls"]),
        answered=formats.number(week["answered"]),
    )


HOTLINE = Figure("hotline", calls, chart, empty=NO_CALLS)
