"""The weeks of a chart that late reports will likely raise, and by how much."""

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.periods import Period
from lib.topics.response import late_reports
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table

_LATE = ["reported", "estimate", "low", "high"]


def rising(scope: Scope, period: Period, drawn: pd.DataFrame | None) -> pd.DataFrame:
    """The weeks that late reports will likely raise; null where nobody knows by how much.

    Columns ``week_start, reported, estimate, low, high``.

    :param drawn: what is drawn, ``week_start`` and ``incidents``, if it is all incidents: only
        these can be corrected, since how many of the late reports will be verified is not known.
    """
    reported = late_reports.reports(scope, period.running_week)
    if reported is None:
        none = pd.DataFrame(columns=["week_start", *_LATE], dtype="float64")
        return none.astype({"week_start": "datetime64[s]"})
    weeks = period.complete(reported.rising)[["week_start", *_LATE]].reset_index(drop=True)
    if drawn is None:
        return weeks.assign(**dict.fromkeys(_LATE[1:], float("nan")))
    # Incidents whose report has no time are drawn, and none more of them is waited for.
    counted = drawn.groupby("week_start")["incidents"].sum()
    more = weeks["week_start"].map(counted).fillna(0.0) - weeks["reported"]
    weeks[_LATE] = weeks[_LATE].add(more, axis=0)
    return weeks


def sentence(weeks: pd.DataFrame) -> str | None:
    """What late reports will likely add in all, or that nobody can tell; none where none are due.

    :param weeks: by :func:`rising`.
    """
    if weeks.empty:
        return None
    if weeks["estimate"].isna().all():
        return _(
            "Some reports come in weeks late: the hatched weeks may still rise, and by how much"
            " can't be told."
        )
    more = round((weeks["estimate"] - weeks["reported"]).sum())
    return _(
        "Some reports come in weeks late: likely {n} more (the dotted parts) once late reports are"
        " in.",
        n=formats.number(more),
    )


def _weeks(choice: Choice) -> pd.DataFrame:
    period = choice.period("incidents")
    columns = ("week_start", "verification", "incidents")
    counts = reads.incidents.weekly_by_kind(choice.scope, *period.span, columns=columns)
    return rising(choice.scope, period, counts[counts["verification"] != "false_report"])


def table(weeks: pd.DataFrame, _choice: Choice) -> Table | None:
    """The weeks that late reports will likely raise, and how we know; none if nobody can tell."""
    told = weeks[weeks["estimate"].notna()]
    if told.empty:
        return None
    reported, estimate = int(told["reported"].sum()), round(told["estimate"].sum())
    return Table(
        title=_(
            "{reported} reported so far for the last weeks, likely {estimate} in the end",
            reported=formats.number(reported),
            estimate=formats.number(estimate),
        ),
        frame=told,
        columns={
            "week_start": Column(_("Week from"), kind="date"),
            "reported": Column(_("Incidents reported so far"), kind="number"),
            "estimate": Column(_("Likely once late reports are in"), kind="decimal"),
            "low": Column(_("at least (95 %)"), kind="number"),
            "high": Column(_("at most (95 %)"), kind="number"),
        },
        alt=_("Incidents reported so far of each week, and how many are likely in the end."),
        caption=_(
            "What we still expect to hear of each week, judging by how late reports have come in so"
            " far. The thin line in the chart shows from where to where, 95 times of 100."
        ),
    )


RISING = Figure("rising", _weeks, table)
