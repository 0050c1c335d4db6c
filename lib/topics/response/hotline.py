"""Calls to the hotline and how many were answered."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures.periods import every_week
from lib.ui.charts import Chart, weekly_line
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def _calls(choice: Choice) -> pd.DataFrame:
    return reads.incidents.hotline_weekly(choice.scope, *choice.period("incidents").span)


def _chart(calls: pd.DataFrame, choice: Choice) -> Chart:
    period = choice.period("incidents")
    weekly = every_week(calls, period)
    whole = period.complete(weekly)
    answered, received = int(whole["answered"].sum()), int(whole["calls"].sum())
    names = {
        # Translators: calls to the hotline
        "calls": _("Calls"),
        # Translators: calls to the hotline that were answered
        "answered": _("Answered"),
    }
    return Chart(
        title=_("{rate} of hotline calls were answered", rate=formats.rate(answered, received)),
        alt=_("Calls to the hotline and answered calls by week."),
        plot=weekly_line(weekly, names, incomplete_from=period.running_week),
        table=weekly,
        columns={"week_start": Column(_("Week from"), kind="date")}
        | {column: Column(name, kind="number") for column, name in names.items()},
    )


HOTLINE = Figure("hotline", _calls, _chart, empty=N_("No call to the hotline in this period"))
