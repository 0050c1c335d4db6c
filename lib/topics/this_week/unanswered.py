"""Incidents of the last days that nobody has answered, and who is ready nearest to them."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.counted import incidents_of
from lib.language.vocabulary import name_of
from lib.topics.response.known import answers_lack
from lib.topics.this_week.ready import Ready, ready_near
from lib.ui.figures import Figure
from lib.ui.filters import Choice

DAYS = 7
"""How long an incident can still be acted on: someone visited, a lawyer found."""

MOST_SHOWN = 3
"""Lines above the fold."""

MOST_LINES = 45
"""Lines with those below it; of still newer ones the number is said."""


@dataclass(frozen=True)
class Unanswered:
    """What the list is made of.

    :ivar rows: of ``unanswered_recently``, the oldest first.
    :ivar ready: who is ready near the states among them; none where that can't be
        known.
    :ivar total: incidents of the period's complete weeks without an answer; ``of`` all of them.
    :ivar missing: the source table without any record, ``incident`` or ``response``, if one is.
    :ivar is_late: whether a source is late, so that nothing can be said to be well.
    """

    rows: pd.DataFrame
    ready: Ready | None
    total: int
    of: int
    missing: str | None
    is_late: bool


def _measured(choice: Choice) -> tuple[pd.DataFrame, int, int]:
    period = choice.period("incidents")
    first_day = period.as_of - timedelta(days=DAYS - 1)
    rows = reads.incidents.unanswered_recently(choice.scope, first_day)
    weekly = reads.incidents.weekly_by_kind(choice.scope, *period.span_with_previous)
    whole = period.complete(weekly)
    real = whole[whole["verification"] != "false_report"]
    return rows, int(real["unanswered"].sum()), int(real["incidents"].sum())


def _nothing(table: str) -> str:
    if table == "incident":
        return _("No incident was ever recorded: whether any went unanswered can't be told")
    return _("No response was ever recorded: whether any went unanswered can't be told")


def _read(choice: Choice) -> Unanswered:
    made = reads.made(_measured, choice)
    rows, total, of = made.value
    states = tuple(sorted(set(rows["usps"].dropna())))
    return Unanswered(
        rows,
        _ready_ones(choice, states),
        total,
        of,
        answers_lack(choice.scope),
        reads.is_late(made.sources),
    )


def _ready_ones(choice: Choice, states: tuple[str, ...]) -> Ready | None:
    """Who is ready; ``None`` where nobody's role was ever recorded: then nobody seems to be."""
    try:
        if reads.unrecorded("membership", "committee", "role_term"):
            return None
        return ready_near(choice.scope, states)
    except Unavailable:
        return None


@dataclass(frozen=True)
class Described:
    """The list in words: a sentence, its first lines and those below the fold, who is ready.

    :ivar weeks: of the period that the page of Rapid response is to be opened with.
    """

    title: str
    first: str
    ready: str
    folded: str
    folded_ready: str
    more: int
    whole: str
    weeks: int

    @property
    def more_label(self) -> str:
        """What stands on the fold."""
        return ngettext("{n} more", "{n} more", self.more, n=formats.number(self.more))

    def show(self, key: str) -> None:
        """Draw the lines, the fold and the way to all of them."""
        st.markdown("\n\n".join([f"**{self.title}**", self.first, _small(self.ready)]))
        if self.folded:
            with st.expander(self.more_label, key=f"{key}-more"):
                st.markdown(f"{self.folded}\n\n{_small(self.folded_ready)}")
        if self.whole:
            st.page_link(
                "organizer/response.py",
                label=self.whole,
                icon=":material/arrow_forward:",
                query_params={"place": "unanswered", "weeks": str(self.weeks)},
            )


def _small(markdown: str) -> str:
    return f":small[{markdown}]" if markdown else ""


def in_words(unanswered: Unanswered, choice: Choice) -> Described:
    """The list, or what was looked at and found answered."""
    if unanswered.missing is not None:
        return Described(_nothing(unanswered.missing), "", "", "", "", 0, "", choice.weeks)
    rows = unanswered.rows
    listed = _rows(rows.head(MOST_LINES))
    lines = [f"- {_line(row)}" for row in listed]
    n, shown = int(rows["incidents"].sum()), int(rows["incidents"].head(MOST_SHOWN).sum())
    left = n - int(rows["incidents"].head(MOST_LINES).sum())
    if left:
        lines.append("- " + ngettext("and {n} newer one", "and {n} newer ones", left))
    return Described(
        title=_title(unanswered, n),
        first="\n".join(lines[:MOST_SHOWN]),
        ready=_ready(listed[:MOST_SHOWN], unanswered.ready),
        folded="\n".join(lines[MOST_SHOWN:]),
        folded_ready=_ready(listed[MOST_SHOWN:], unanswered.ready),
        more=n - shown,
        whole=_whole(unanswered, choice.weeks),
        weeks=choice.weeks,
    )


UNANSWERED = Figure("unanswered_lately", _read, in_words)


def _title(unanswered: Unanswered, n: int) -> str:
    if not n and unanswered.is_late:
        return _("The sources are late: whether an incident is unanswered can't be told")
    if not n:
        return _("No incident of the last {days} days is without an answer", days=DAYS)
    return ngettext(
        "{n} incident of the last {days} days without an answer",
        "{n} incidents of the last {days} days without an answer, oldest first",
        n,
        n=formats.number(n),
        days=DAYS,
    )


def _whole(unanswered: Unanswered, weeks: int) -> str:
    if not unanswered.of:
        return ""
    share = formats.rate(unanswered.total, unanswered.of)
    return _("{weeks} weeks: {share} without an answer", weeks=weeks, share=share)


@dataclass(frozen=True)
class _Row:
    usps: str | None
    state: str | None
    kind: str
    heard_on: pd.Timestamp
    heard_hour: int
    waited_hours: float
    incidents: float


def _rows(frame: pd.DataFrame) -> list[_Row]:
    names = list(_Row.__dataclass_fields__)
    return [_Row(*row) for row in frame[names].itertuples(index=False, name=None)]


def _line(row: _Row) -> str:
    kind = (
        name_of("incident_kind", row.kind).lower()
        if row.incidents == 1
        else incidents_of(row.kind, row.incidents)
    )
    when = f"{formats.weekday(row.heard_on)}, {row.heard_hour:02d}:00"
    age = formats.minutes(row.waited_hours * 60)
    return f"**{_state(row.state)}** · {kind} · {when} · {age}"


def _state(name: str | None) -> str:
    return _("Place unknown") if formats.is_missing(name) else formats.plain(name)


def _ready(rows: list[_Row], ready: Ready | None) -> str:
    """Who is ready for the states of these rows, a state once."""
    states = {row.usps: row.state for row in rows if not formats.is_missing(row.usps)}
    if ready is None or not states:
        return ""
    near = [f"{_state(name)}: {ready.in_words(usps)}" for usps, name in states.items()]
    return _("**Ready to go**: {committees}", committees="; ".join(near))
