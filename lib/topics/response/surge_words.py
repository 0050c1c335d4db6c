"""A surge in a sentence, the same wherever one is told of."""

from dataclasses import dataclass

import pandas as pd

from lib.language import _, formats
from lib.language.counted import incidents_of
from lib.measures.alarms.recent import SurgeState
from lib.topics.response.alarm_words import chance_in_short
from lib.ui.filters import region_name

_ROUGH = 9.5
"""Expected numbers from here on are said without a decimal."""


def sentences(surges: pd.DataFrame, last_week: pd.Timestamp) -> list[str]:
    """Each surge as Markdown: place, count, how many were expected, since when, and by chance.

    :param surges: of ``RecentAlarms``.
    :param last_week: the last complete week; a surge that ended before says of which week it is.
    """
    return [_sentence(surge, last_week) for surge in _surges(surges)]


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
                "high for {weeks} weeks ({incidents})",
                weeks=formats.number(surge.weeks_since),
                incidents=formats.number(surge.observed_since),
            )
        )
    if pd.notna(surge.chance):
        clauses.append(chance_in_short(surge.chance))
    return " · ".join(clauses)


def _expected(n: float) -> str:
    return formats.number(n, 0 if n >= _ROUGH else 1)
