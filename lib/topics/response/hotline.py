"""Calls to the hotline and how many were answered."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lib import reads
from lib.language import N_, _, formats
from lib.measures.periods import every_week
from lib.ui.charts import Chart, weekly_line
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import TEXT
from lib.ui.tables import Column

NO_CALLS = N_("There is no data on calls to the hotline")


def calls(choice: Choice) -> pd.DataFrame | None:
    """Calls and answered ones, a row a week with any; ``None`` where there is no data.

    :raises Unavailable: if the incident database can't be read.
    """
    weekly = reads.incidents.hotline_weekly(choice.scope, *choice.period("incidents").span)
    return None if reads.unrecorded("incidents", "hotline_call") else weekly


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
        plot=_named_at_ends(
            weekly_line(weekly, names, incomplete_from=period.running_week), weekly, names
        ),
        # The running week, which the caption tells apart, is in no sum.
        table=whole,
        columns={"week_start": Column(_("Week from"), kind="date")}
        | {column: Column(name, kind="number") for column, name in names.items()},
        caption=_so_far(weekly.iloc[-1]),
    )


def _named_at_ends(plot: go.Figure, weekly: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    """Names beside the newest points, instead of a legend: the greater above, the other below."""
    newest = weekly.iloc[-1]
    plot.update_layout(
        showlegend=False,
        annotations=[
            {
                "x": str(newest["week_start"].date()),
                "y": newest[column],
                "text": name,
                "showarrow": False,
                "xanchor": "left",
                "xshift": 8,
                "yanchor": "top" if position else "bottom",
                "yshift": 6 if position else -6,
                "font": {"color": TEXT},
            }
            for position, (column, name) in enumerate(names.items())
        ],
    )
    return plot


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
