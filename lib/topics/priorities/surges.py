"""What is on in the regions in view while their ranks look at a whole year."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import formats, ngettext
from lib.measures.alarms.recent import SurgeState
from lib.measures.periods import WEEK, Period
from lib.topics.response import alarms, surge_words
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text

_MOST = 3
"""Surges that are said; the rest are counted, and stand on Rapid response."""


@dataclass(frozen=True)
class Surges:
    """The surges that are not over.

    :ivar rows: of ``RecentAlarms.surges``; there is at least one.
    :ivar last_week: the last complete week.
    """

    rows: pd.DataFrame
    last_week: pd.Timestamp


def read(scope: Scope) -> Surges | None:
    """The surges that are on in a scope; ``None`` where none is, or none can be told.

    :raises Unavailable: if the incident database can't be read.
    """
    found = alarms.of_last_weeks(scope, alarms.WEEKS).surges
    running = found[found["state"] != SurgeState.OVER]
    if running.empty:
        return None
    last_week = Period(reads.as_of("incidents"), alarms.WEEKS).running_week - WEEK
    return Surges(running.reset_index(drop=True), pd.Timestamp(last_week))


def lead(surges: Surges) -> str:
    """That something is on, and of which week; the sentences follow it."""
    return ngettext(
        "{n} surge is on in the week of {week}; the ranks look at a year and hardly show it:",
        "{n} surges are on in the week of {week}; the ranks look at a year and hardly show them:",
        len(surges.rows),
        week=formats.day(surges.last_week),
    )


def sentences(surges: Surges) -> list[str]:
    """The largest surges in a sentence each, as Markdown, and how many more there are."""
    lines = surge_words.sentences(surges.rows.head(_MOST), surges.last_week)
    more = len(surges.rows) - len(lines)
    if more:
        lines.append(
            ngettext(
                "{n} more surge: see Rapid response",
                "{n} more surges: see Rapid response",
                more,
                n=formats.number(more),
            )
        )
    return lines


def _read(choice: Choice) -> Surges | None:
    return read(choice.scope)


def in_words(surges: Surges, _choice: Choice) -> Text:
    """What is on, above everything else."""
    lines = "\n".join(f"- {line}" for line in sentences(surges))
    return Text(body=f"{lead(surges)}\n\n{lines}")


SURGES = Figure("surges", _read, in_words)
