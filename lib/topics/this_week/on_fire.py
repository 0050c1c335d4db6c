"""What is on fire: kinds of incident far above a region's own past, in a sentence each."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.alarms.recent import RecentAlarms
from lib.topics.response import alarms, surge_words
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text

MOST_SENTENCES = 3
"""Surges that are said; the rest are counted, and stand on Rapid response."""


@dataclass(frozen=True)
class Burning:
    """What the sentences are made of.

    :ivar alarms: of the last four complete weeks.
    :ivar last_week: the last complete week.
    :ivar is_late: whether a source is late, so that nothing can be said to be well.
    """

    alarms: RecentAlarms
    last_week: pd.Timestamp
    is_late: bool


def _read(choice: Choice) -> Burning:
    judged = reads.made(alarms.of_last_weeks, choice.scope, alarms.WEEKS)
    period = choice.period("incidents")
    last_week = pd.Timestamp(period.complete_span[1])
    return Burning(judged.value, last_week, reads.is_late(judged.sources))


def in_words(burning: Burning, _choice: Choice) -> Text:
    """The surges, those that are not over first; or what was looked at and found calm."""
    surges = burning.alarms.surges
    if surges.empty:
        return Text(body=_calm(burning))
    lines = surge_words.sentences(surges.head(MOST_SENTENCES), burning.last_week)
    more = len(surges) - len(lines)
    if more:
        counted = ngettext(
            "{n} more surge: see Rapid response",
            "{n} more surges: see Rapid response",
            more,
            n=formats.number(more),
        )
        lines.append(counted)
    lead = _("In the week of {week}:", week=formats.day_and_month(burning.last_week))
    return Text(body="\n".join([lead, "", *(f"- {line}" for line in lines)]))


ON_FIRE = Figure("on_fire", _read, in_words)


def _calm(burning: Burning) -> str:
    series, judged = burning.alarms.series, burning.alarms.series - burning.alarms.too_short
    if not series:
        return _("No incident was ever recorded: whether anything is on fire can't be told.")
    if not judged:
        return _("There is too little history to tell whether anything is on fire.")
    if burning.is_late:
        return _("The sources are late: whether anything is on fire can't be told.")
    calm = ngettext(
        "**No alarm** in the {weeks} weeks to that of {week}: the {n} series of a region and a kind"
        " of incident is not above what its past makes likely.",
        "**No alarm** in the {weeks} weeks to that of {week}: none of {n} series of a region and a"
        " kind of incident is above what its past makes likely.",
        judged,
        n=formats.number(judged),
        weeks=alarms.WEEKS,
        week=formats.day_and_month(burning.last_week),
    )
    if judged == series:
        return calm
    short = ngettext(
        "{n} more has too short a past to tell.",
        "{n} more have too short a past to tell.",
        series - judged,
        n=formats.number(series - judged),
    )
    return f"{calm} {short}"
