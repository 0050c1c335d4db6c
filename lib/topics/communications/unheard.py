"""White-outs: surges that no earned media told of in time."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import communications as measures
from lib.measures.periods import WEEK, YEAR
from lib.measures.whiteouts import Told, whiteouts
from lib.topics.communications import recorded
from lib.topics.response import alarms
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class Unheard:
    """The surges of a year, with what was published of them.

    :ivar surges: by :func:`lib.measures.whiteouts.whiteouts`.
    :ivar is_late: whether a source of the alarms is late.
    :ivar judged: series of a region and a kind that were judged; 0: no surge can be told.
    :ivar by_name: whether any earned media names its incident.
    """

    surges: pd.DataFrame
    is_late: bool
    judged: int
    by_name: bool


def unheard(choice: Choice) -> Unheard | None:
    """The surges that began in a year; ``None`` where nobody records messages."""
    if reads.unrecorded("membership", "message"):
        return None
    judged = reads.made(alarms.of_last_weeks, choice.scope, YEAR)
    raised = judged.value.raised
    period = choice.period("incidents")
    first = period.running_week - YEAR * WEEK
    series = reads.incidents.verified_series(choice.scope, first, period.running_week)
    found = whiteouts(
        _verified(raised, series),
        recorded.since_then(choice.scope, first),
        reads.membership.press_for_all(choice.scope, first),
        reads.incidents.incidents_told(choice.scope),
        set(reads.membership.press_regions(choice.scope)["region_id"]),
        reads.as_of("membership"),
        is_late=reads.is_late([("membership", "message")]),
    )
    return Unheard(
        found,
        reads.is_late(judged.sources),
        judged.value.series - judged.value.too_short,
        bool(found["by_name"].any()),
    )


def _verified(surges: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """The surges with their incidents and how many of these are verified."""
    keys = ["region_id", "kind"]
    weeks = surges[[*keys, "since", "weeks_since"]].merge(series, on=keys, how="left")
    since = pd.to_datetime(weeks["since"])
    week = pd.to_datetime(weeks["week_start"])
    weeks = weeks[(week >= since) & (week < since + pd.to_timedelta(weeks["weeks_since"] * 7, "D"))]
    sums = weeks.groupby([*keys, "since"], as_index=False)[["incidents", "verified"]].sum()
    return surges[[*keys, "since", "weeks_since"]].merge(sums, on=[*keys, "since"])


def unheard_or_none(choice: Choice) -> Unheard | None:
    """The same, ``None`` too while the incident database can't be read."""
    try:
        return unheard(choice)
    except Unavailable:
        return None


def table(of: Unheard, choice: Choice) -> Table | Text:
    """The surges, those first that can still be told."""
    if of.surges.empty:
        return Text(title=_nothing(of))
    shown = of.surges.assign(
        region=of.surges["region_id"].map(region_name),
        stands=[name_of("told", str(state)) for state in of.surges["told"]],
    )
    columns = {
        "region": Column(_("Region"), pinned=True),
        "kind": Column(_("What was above the usual"), family="incident_kind"),
        "stands": Column(_("In the press")),
        "since": Column(_("Since the week of"), kind="date"),
        "verified": Column(_("Verified incidents"), kind="number"),
        "press": Column(_("Earned media"), kind="number"),
        "own": Column(_("Our own channels"), kind="number"),
        "for_all": Column(_("Earned media for everyone"), kind="number"),
        # Translators: the last day on which the press can tell of it in time
        "due_on": Column(_("Until"), kind="date"),
    }
    return Table(
        title=_title(of.surges),
        frame=shown,
        columns=columns,
        alt=_("Surges with the earned media that told of them, and our own messages."),
        caption=_caption(of, is_country=choice.is_country),
    )


def _title(surges: pd.DataFrame) -> str:
    counts = surges["told"].value_counts()
    white, still, unknown = (
        int(counts.get(state, 0)) for state in (Told.WHITE, Told.OPEN, Told.UNKNOWN)
    )
    days = formats.number(measures.settings().told_days)
    sentence = ngettext(
        "Of {all} surge in {weeks} weeks, {n} had no earned media within {days} days",
        "Of {all} surges in {weeks} weeks, {n} had no earned media within {days} days",
        len(surges),
        all=formats.number(len(surges)),
        weeks=YEAR,
        n=formats.number(white),
        days=days,
    )
    rest = [
        ngettext("{n} can still be told", "{n} can still be told", still) if still else "",
        ngettext(
            "of {n} the record of messages does not tell",
            "of {n} the record of messages does not tell",
            unknown,
        )
        if unknown
        else "",
    ]
    return "; ".join([sentence, *filter(None, rest)])


def _caption(of: Unheard, *, is_country: bool) -> str:
    days = formats.number(measures.settings().told_days)
    how = (
        _(
            "A message that names its incident counts for that incident's surge alone; one that"
            " names none, for what was on in its region."
        )
        if of.by_name
        else _(
            "No earned media names the incident that it tells of: it counts for what was on in its"
            " region at that time, whatever it told."
        )
    )
    return " ".join(
        [
            _(
                "From the week of the alarm until {days} days after it. Surges with a verified"
                " incident; earned media for everyone that names no incident stands apart.",
                days=days,
            ),
            how,
            _("Our own channels: social media and our own publications."),
            "" if is_country else _("Messages of other regions are not in view and don't count."),
        ]
    ).strip()


def _nothing(of: Unheard) -> str:
    if not of.judged:
        return _("There is too little history to tell whether there was a surge")
    if of.is_late:
        return _("The sources are late: whether there was a surge can't be told")
    return _("No surge of verified incidents began in {weeks} weeks", weeks=YEAR)


UNHEARD = Figure("white_outs", unheard, table, empty=recorded.NO_MESSAGES)
