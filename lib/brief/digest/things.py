"""What is new and needs someone, for one account: what its letter is made of."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.access import taking
from lib.access.mailing import mark
from lib.access.viewer import Viewer
from lib.brief.sentences import text
from lib.language import formats, ngettext
from lib.reads.committee_names import committee_names
from lib.topics.support.new_requests import new_requests
from lib.topics.this_week import last_look, levels
from lib.topics.this_week.last_look import alarms_in_words, alarms_since, unanswered_since
from lib.topics.training.ending_lately import ending_lately
from lib.ui.filters import DEFAULT_WEEKS, Choice

ENDS_WITHIN = 7
"""Days within which a promise of the account's own ends for a letter to tell of it."""


@dataclass(frozen=True)
class Things:
    """All that is new for an account.

    :ivar said: a sentence each, as Markdown: a number of what, then a colon and the names.
    :ivar marks: of the alarms among it.
    :ivar is_late: whether a source is late: then it can't be said that nothing is new.
    """

    said: tuple[str, ...]
    marks: frozenset[str] = frozenset()
    is_late: bool = False


def on_fire(viewer: Viewer, since: date, known: frozenset[str]) -> Things:
    """The alarms that became known from a day on.

    :param since: a day of the organization's; what lies too far back is left out.
    :param known: marks of alarms that earlier letters told of.
    :raises Unavailable: if the incident database can't be read.
    """
    choice = Choice(viewer.scope, DEFAULT_WEEKS)
    made = reads.made(alarms_since, choice, near(since))
    new = pd.DataFrame() if made.value is None else made.value
    marks = [_mark(row) for row in new.to_dict("records")]
    fresh = new[[each not in known for each in marks]] if len(new) else new
    said = tuple(alarms_in_words(fresh)) if len(fresh) else ()
    return Things(said, frozenset(marks) - known, reads.is_late(made.sources))


def of_week(viewer: Viewer, since: date, known: frozenset[str]) -> Things:
    """Alarms, what nobody answered, who fell, who asks, what expires, and own promises that end.

    :raises Unavailable: if a database can't be read.
    """
    choice, day = Choice(viewer.scope, DEFAULT_WEEKS), near(since)
    fire = on_fire(viewer, since, known)
    others = reads.made(_others, choice, day, since)
    said = (*fire.said, *others.value, *_promises(viewer))
    return Things(said, fire.marks, fire.is_late or reads.is_late(others.sources))


def counted(said: str) -> str:
    """A sentence without its names, as plain text: what comes before its colon."""
    return text(said).partition(":")[0]


def near(since: date) -> date:
    """A day, no further before the data than it is known day by day."""
    return max(since, reads.as_of("incidents") - timedelta(days=last_look.DAYS))


def _mark(row: dict[object, object]) -> str:
    return mark(f"{row['region_id']}|{row['kind']}|{row['since']}")


def _others(choice: Choice, day: date, since: date) -> tuple[str, ...]:
    told = (
        unanswered_since(choice, day),
        levels.changed_since(choice, day, levels.FELL),
        new_requests(choice, day),
        # What was counted before the last letter, that letter told.
        ending_lately(choice) if reads.as_of("membership") >= since else None,
    )
    return tuple(sentence for each in told for sentence in each or [])


def _promises(viewer: Viewer) -> list[str]:
    today = taking.today()
    ending = [
        taken
        for taken in reads.dashboard.taken(viewer.scope)
        if taken.username == viewer.username and (taken.until - today).days <= ENDS_WITHIN
    ]
    if not ending:
        return []
    names = committee_names(viewer.scope)
    n = len(ending)
    ending_count = ngettext(
        "{n} promise of yours ends within {days} days",
        "{n} promises of yours end within {days} days",
        n,
        n=formats.number(n),
        days=ENDS_WITHIN,
    )
    listed = ", ".join(
        f"{formats.plain(names.get(taken.committee_id, taken.committee_id))}"
        f" ({formats.near_day(taken.until, today)})"
        for taken in ending
    )
    return [f"{ending_count}: {listed}"]
