"""What to do first about campaigns and what they are up against, each deed with its reason."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.topics.campaigns import against, unreached, waiting
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points

OLD_DAYS = 60
"""A list of agreements older than this is asked to be renewed."""
_NAMED = 3


@dataclass(frozen=True)
class Grounds:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar waiting: by ``waiting.waiting``.
    :ivar reached: by ``against.reached``.
    :ivar listed_on: day of the newest list of agreements.
    :ivar day: of the figures.
    """

    waiting: waiting.Waiting | None
    reached: pd.DataFrame | None
    listed_on: date | None
    day: date


def _read(choice: Choice) -> Grounds | None:
    waits, known = waiting.waiting(choice), against.lists(choice)
    reached = against.reached(choice)
    if waits is None and reached is None and not known:
        return None
    listed_on = known[-1] if known else None
    return Grounds(waits, reached, listed_on, reads.as_of("membership"))


def text(grounds: Grounds, choice: Choice) -> Text:  # noqa: ARG001 - as every figure's
    """Put the deeds in words, the gravest first."""
    deeds = [
        _decide(grounds.waiting),
        _set_a_day(grounds.waiting),
        _build(grounds.reached),
        _bring(grounds.listed_on, grounds.day),
    ]
    return Text(body=points(deeds) or _("Nothing to do follows from what is recorded."))


def _decide(waits: waiting.Waiting | None) -> str:
    if waits is None:
        return ""
    paused = waits.stuck[waits.stuck["days_paused"].notna()]
    paused = paused.sort_values("days_paused", ascending=False, kind="stable")
    if paused.empty:
        return ""
    first = paused.iloc[0]
    return ngettext(
        "**Take it up again or end it**: {n} campaign has been paused for over half a year:"
        " {first}, {days} days.",
        "**Take them up again or end them**: {n} campaigns have been paused for over half a year;"
        " longest {first}, {days} days.",
        len(paused),
        n=formats.number(len(paused)),
        first=waiting.named(first),
        days=formats.number(float(first["days_paused"])),
    )


def _set_a_day(waits: waiting.Waiting | None) -> str:
    if waits is None:
        return ""
    late = waits.stuck[waits.stuck["days_past"].notna()]
    late = late.sort_values("days_past", ascending=False, kind="stable")
    if late.empty:
        return ""
    first = late.iloc[0]
    return ngettext(
        "**Set a new day, or change the plan**: {n} campaign is past its target: {first},"
        " {days} days.",
        "**Set new days, or change the plans**: {n} campaigns are past their target; longest"
        " {first}, {days} days.",
        len(late),
        n=formats.number(len(late)),
        first=waiting.named(first),
        days=formats.number(float(first["days_past"])),
    )


def _build(reached: pd.DataFrame | None) -> str:
    if reached is None:
        return ""
    far = unreached.out_of_reach(reached)
    if far.empty:
        return ""
    first = far.head(_NAMED)
    places = [
        formats.plain(against.place(*each))
        for each in zip(first["name"], first["usps"], first["reach"], strict=True)
    ]
    return ngettext(
        "**Look for people who would begin a committee**: in {n} county an agreement with ICE is in"
        " force and no committee is within reach: {places}.",
        "**Look for people who would begin a committee**: in {n} counties an agreement with ICE is"
        " in force and no committee is within reach, the most foreign-born people in {places}.",
        len(far),
        n=formats.number(len(far)),
        places=formats.listing(places),
    )


def _bring(listed_on: date | None, day: date) -> str:
    if listed_on is None or (day - listed_on).days <= OLD_DAYS:
        return ""
    return _(
        "**Bring a newer list of agreements**: the one in use is of {day}. ICE's sheet imports"
        " as it is.",
        day=formats.day(listed_on),
    )


TO_DO = Figure(
    "campaigns_to_do",
    _read,
    text,
    empty=N_("Neither a campaign nor a policy is recorded in these regions"),
)
