"""What is on fire: kinds of incident far above a region's own past, in a sentence each."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.counted import incidents_of
from lib.measures.alarms.recent import RecentAlarms, SurgeState
from lib.topics.response import alarms
from lib.topics.response.alarm_words import chance_in_words
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text

MOST_SENTENCES = 5
"""Surges that are said; the rest are counted, and stand on Rapid response."""

_ROUGH = 9.5
"""Expected numbers from here on are said without a decimal."""


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
    lines = [_sentence(surge, burning.last_week) for surge in _surges(surges.head(MOST_SENTENCES))]
    more = len(surges) - len(lines)
    if more:
        counted = ngettext(
            "{n} more kind of incident: see Rapid response",
            "{n} more kinds of incident: see Rapid response",
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
    return _(
        "**No alarm** in the {weeks} weeks to that of {week}: of {series} series of a region and a"
        " kind of incident {judged} could be judged, and none is above what its past makes likely.",
        weeks=alarms.WEEKS,
        week=formats.day_and_month(burning.last_week),
        judged=formats.number(judged),
        series=formats.number(series),
    )


@dataclass(frozen=True)
class _Surge:
    region_id: str
    kind: str
    week_start: pd.Timestamp
    observed: float
    expected: float
    chance: float
    since: pd.Timestamp
    weeks_since: int
    observed_since: float
    state: str


def _surges(frame: pd.DataFrame) -> list[_Surge]:
    names = list(_Surge.__dataclass_fields__)
    return [_Surge(*row) for row in frame[names].itertuples(index=False, name=None)]


def _sentence(surge: _Surge, last_week: pd.Timestamp) -> str:
    clauses = [
        _(
            "**{region}: {incidents}**, {expected} expected",
            region=formats.plain(region_name(surge.region_id)),
            incidents=incidents_of(surge.kind, surge.observed),
            expected=_expected(surge.expected),
        )
    ]
    if surge.week_start != last_week:
        clauses.append(_("week of {week}", week=formats.day_and_month(surge.week_start)))
    if surge.state == SurgeState.OVER:
        clauses.append(_("over by now"))
    if surge.state == SurgeState.STILL_HIGH:
        clauses.append(
            _(
                "high for {weeks} weeks: {incidents}",
                weeks=formats.number(surge.weeks_since),
                incidents=formats.number(surge.observed_since),
            )
        )
    if pd.notna(surge.chance):
        clauses.append(_("by chance {odds}", odds=chance_in_words(surge.chance)))
    return " · ".join(clauses)


def _expected(n: float) -> str:
    return formats.number(n, 0 if n >= _ROUGH else 1)
