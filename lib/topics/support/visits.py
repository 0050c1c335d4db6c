"""Visits by kind, what they follow, and the hours that they took."""

from datetime import date

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import accompaniment, by_kind
from lib.topics.support.charts.divided_bars import Part, divided_bars
from lib.topics.support.recorded import is_recorded
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import DEFAULT_WEEKS, Choice
from lib.ui.palette import SERIES
from lib.ui.tables import Column
from lib.ui.text import Text

WEEKS = DEFAULT_WEEKS
"""Of visits, hours and posts: the rollups tell hours of no others."""


def weeks_of_visits(choice: Choice) -> tuple[date, date]:
    """The first and the last of the complete weeks.

    :raises Unavailable: if the membership database can't be read.
    """
    return choice.period("membership").complete_span


def kinds(choice: Choice) -> pd.DataFrame | None:
    """The visits of the weeks by kind, with ``is_told`` (whether requests are on record).

    ``None`` where no visit was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    given = reads.membership.committee_support(choice.scope, columns=("visits", "requests_since"))
    if not is_recorded(given, "visits"):
        return None
    first, last = weeks_of_visits(choice)
    counts = by_kind(
        reads.membership.visits_by_kind(choice.scope, first, last), accompaniment().follows_days
    )
    since = given["requests_since"].min()
    # Before requests were recorded no visit could follow one.
    return counts.assign(is_told=bool(since <= pd.Timestamp(first)))


def kinds_chart(counts: pd.DataFrame, choice: Choice) -> Chart | Text | None:
    """The kinds of visit, each divided by what it follows."""
    frame = counts.assign(name=[name_of("request_kind", kind) for kind in counts["kind"]])
    days = accompaniment().follows_days
    is_told = bool(counts["is_told"].all())
    parts = {
        # Translators: visits while a request of the committee was open, or that their record names
        "asked": Part(_("A request was open"), SERIES[0]),
        "within_days": Part(_("It had asked within {days} days", days=days), SERIES[2], "/"),
        "not_asked": Part(_("Nobody had asked"), SERIES[4], "x"),
    }
    # Translators: header: number of visits
    everything = {"visits": Part(_("Visits"), SERIES[0])}
    shown = parts if is_told else everything
    columns = {
        "name": Column(_("Kind"), pinned=True),
        "visits": Column(everything["visits"].name, kind="number"),
    }
    if is_told:
        columns |= {name: Column(part.name, kind="number") for name, part in parts.items()}
    return Chart(
        title=_title(counts, choice.weeks, is_told=is_told),
        alt=_("Visits by kind, divided by what they follow."),
        plot=divided_bars(frame, shown, label="name"),
        table=frame,
        columns=columns
        | {
            # Translators: header: hours that visits took
            "hours": Column(_("Hours"), kind="decimal"),
            "visits_with_hours": Column(_("Visits with hours"), kind="number"),
        },
        caption=_hours(counts, choice.weeks),
    )


def _title(counts: pd.DataFrame, weeks: int, *, is_told: bool) -> str:
    n = int(counts["visits"].sum())
    if not is_told:
        counted = ngettext(
            "{n} visit in {weeks} weeks", "{n} visits in {weeks} weeks", n, n=n, weeks=weeks
        )
        return _(
            "{visits}; what they follow can't be told: requests are not on record for all of them",
            visits=counted,
        )
    followed = n - int(counts["not_asked"].sum())
    return _(
        "{rate} of visits in {weeks} weeks followed a request",
        rate=formats.rate(followed, n),
        weeks=weeks,
    )


def _hours(counts: pd.DataFrame, weeks: int) -> str:
    told = int(counts["visits_with_hours"].sum())
    if not told:
        return _(
            "No hours are told: they would be one person's where a region has one post, or no"
            " visit says them."
        )
    return ngettext(
        "{hours} hours a week, by the {told} visit that says so in regions with several posts of"
        " organizers; where there is one, its hours would be a person's.",
        "{hours} hours a week, by the {told} visits that say so in regions with several posts of"
        " organizers; where there is one, its hours would be a person's.",
        told,
        hours=formats.number(float(counts["hours"].sum()) / weeks, 1),
        told=formats.number(told),
    )


KINDS = Figure(
    "visits_by_kind", kinds, kinds_chart, empty=N_("No support visit in 13 weeks is on record")
)
