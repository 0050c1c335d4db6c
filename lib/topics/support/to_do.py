"""What to do first for the committees, each deed with its reason, the most urgent in front."""

from dataclasses import dataclass, replace

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.accompaniment import accompaniment
from lib.topics.support.ages import Waiting, waiting
from lib.topics.support.day_words import days_of
from lib.topics.support.mentorless import Mentorless, mentorless
from lib.topics.support.promises import Promises, promised, ran_out
from lib.topics.support.recorded import NO_REQUESTS, NO_VISITS
from lib.topics.support.silent import Silence, silence
from lib.topics.support.visited import Visited, visited
from lib.topics.support.waiting import committees_waiting
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points

_NAMED = 2
"""Committees that a sentence names."""


@dataclass(frozen=True)
class ToDo:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar unkept: promises that ran out.
    :ivar unanswered: committees with a request that nobody answered for longer than a week, the
        longest first: ``label, days, late``.
    :ivar forgotten: how many requests are open for so long that they may be over.
    :ivar fragile: fragile committees that nobody visited lately, the longest first.
    :ivar is_late: whether a source is late, so that nothing can be said to be well.
    """

    unkept: pd.DataFrame
    unanswered: pd.DataFrame | None
    forgotten: int
    fragile: pd.DataFrame | None
    silent: Silence | None
    new: Mentorless | None
    is_late: bool = False


def read(choice: Choice, made: Promises) -> ToDo:
    """What waits and who, but for committees that somebody looks after already.

    :raises Unavailable: if the membership database can't be read.
    """
    found = reads.made(_read, choice, made)
    return replace(found.value, is_late=reads.is_late(found.sources))


def _read(choice: Choice, made: Promises) -> ToDo:
    taken = made.ids
    found, stood = waiting(choice), visited(choice)
    quiet, new = silence(choice), mentorless(choice)
    return ToDo(
        unkept=ran_out(promised(choice, made)),
        unanswered=None if found is None else _unanswered(found, choice, taken),
        forgotten=0 if found is None else _forgotten(found),
        fragile=None if stood is None else _fragile(stood, taken),
        silent=quiet,
        new=new,
    )


def _forgotten(found: Waiting) -> int:
    age = (found.today - found.requests["opened_on"]).dt.days
    return int(found.requests.loc[age > accompaniment().forgotten_days, "open"].sum())


def _unanswered(found: Waiting, choice: Choice, taken: frozenset[str]) -> pd.DataFrame:
    age = (found.today - found.requests["opened_on"]).dt.days
    numbers = accompaniment()
    # Whether those that are older still wait has to be asked first.
    late = (age > numbers.answer_days) & (age <= numbers.forgotten_days)
    late &= found.requests["unanswered"] > 0
    rows = found.requests[late & ~found.requests["committee_id"].isin(list(taken))]
    frame = committees_waiting(Waiting(rows, found.today), choice)
    return frame.rename(columns={"unanswered": "late"})


def _fragile(stood: Visited, taken: frozenset[str]) -> pd.DataFrame:
    rows = stood.not_lately
    rows = rows[(rows["level"] == "fragile") & ~rows["committee_id"].isin(list(taken))]
    return rows.sort_values("days", ascending=False, na_position="first", kind="stable")


def text(to_do: ToDo, _choice: Choice, _made: Promises) -> Text:
    """Put the deeds in words."""
    deeds = [
        _keep(to_do.unkept),
        _answer(to_do.unanswered),
        _visit(to_do.fragile),
        _call(to_do.silent),
    ]
    deeds += [_mentor(to_do.new), _close(to_do.forgotten)]
    unknown = [
        _(NO_REQUESTS) + "." if to_do.unanswered is None else "",
        _(NO_VISITS) + "." if to_do.fragile is None else "",
    ]
    nothing = (
        _("The sources are late: whether anybody needs us can't be told.")
        if to_do.is_late
        else _("Nothing urgent follows from the requests and visits on record.")
    )
    return Text(body=points((*deeds, *unknown)) or nothing)


def _keep(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    n = len(rows)
    return ngettext(
        "**Keep {n} promise** that ran out without a visit or an answer on record: {names}.",
        "**Keep {n} promises** that ran out without a visit or an answer on record: {names}.",
        n,
        n=formats.number(n),
        names=_names(rows),
    )


def _answer(rows: pd.DataFrame | None) -> str:
    if rows is None or rows.empty:
        return ""
    n, first = int(rows["late"].sum()), rows.iloc[0]
    return ngettext(
        "**Answer {n} request** that nobody has answered for {first} to {last}: {name} waits"
        " longest, {longest}.",
        "**Answer {n} requests** that nobody has answered for {first} to {last}: {name} waits"
        " longest, {longest}.",
        n,
        n=formats.number(n),
        first=formats.number(accompaniment().answer_days + 1),
        last=days_of(accompaniment().forgotten_days),
        name=formats.plain(str(first["label"])),
        longest=days_of(first["days"]),
    )


def _visit(rows: pd.DataFrame | None) -> str:
    if rows is None or rows.empty:
        return ""
    n = len(rows)
    return ngettext(
        "**Visit {n} fragile committee** that none of us has visited for {days}: {names}.",
        "**Visit {n} fragile committees** that none of us has visited for {days}: {names}.",
        n,
        n=formats.number(n),
        days=days_of(accompaniment().visited_days[-1]),
        names=_names(rows),
    )


def _call(quiet: Silence | None) -> str:
    if quiet is None or quiet.committees.empty:
        return ""
    n = len(quiet.committees)
    return ngettext(
        "**Call {n} committee** that weakens and has asked for nothing in {days}: {names}.",
        "**Call {n} committees** that weaken and have asked for nothing in {days}: {names}.",
        n,
        n=formats.number(n),
        days=days_of(accompaniment().silent_days),
        names=_names(quiet.committees),
    )


def _mentor(new: Mentorless | None) -> str:
    if new is None or not new.is_known or new.committees.empty:
        return ""
    n = len(new.committees)
    return ngettext(
        "**Find a mentor for {n} new committee**: {names}.",
        "**Find mentors for {n} new committees**: {names}.",
        n,
        n=formats.number(n),
        names=_names(new.committees),
    )


def _close(forgotten: int) -> str:
    if not forgotten:
        return ""
    return ngettext(
        "**Close what is over**: {n} request has been open for more than {days}. Ask whether"
        " anybody still waits.",
        "**Close what is over**: {n} requests have been open for more than {days}. Ask whether"
        " anybody still waits.",
        forgotten,
        n=formats.number(forgotten),
        days=days_of(accompaniment().forgotten_days),
    )


def _names(rows: pd.DataFrame) -> str:
    """The first names, and how many more there are."""
    named = [formats.plain(str(label)) for label in rows["label"].head(_NAMED)]
    more = len(rows) - len(named)
    if more:
        named.append(ngettext("{n} more", "{n} more", more, n=formats.number(more)))
    return formats.listing(named)


TO_DO = Figure("support_to_do", read, text, reads_words=True)
