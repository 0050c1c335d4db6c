"""What to do first about who hears us, each deed with its reason."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.membership import LANGUAGES
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.measures.whiteouts import Told
from lib.topics.communications import carried, recorded, unheard
from lib.topics.tools import words
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text, points

MOST_NAMED = 3
"""Surges that are named; the rest stand in their table."""


@dataclass(frozen=True)
class Standing:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar messages: of 12 months.
    :ivar callers: languages of callers in which no message was.
    """

    messages: pd.DataFrame
    unheard: unheard.Unheard | None
    validators: pd.DataFrame | None
    callers: list[str] | None


def _standing(choice: Choice) -> Standing | None:
    messages = recorded.messages(choice.scope)
    found = unheard.unheard_or_none(choice)
    if messages.empty and (found is None or found.surges.empty):
        return None
    return Standing(messages, found, carried.validators(choice), _unspoken(choice, messages))


def _unspoken(choice: Choice, messages: pd.DataFrame) -> list[str] | None:
    """The listed languages of callers in which no message was; of messages that say theirs."""
    said = set(messages["language"].replace("", None).dropna())
    if not said:
        return None
    try:
        calls = reads.incidents.call_languages(choice.scope)
    except Unavailable:
        return None
    return [c for c in calls["language"] if c in LANGUAGES and c != "other" and c not in said]


def text(standing: Standing, _choice: Choice) -> Text:
    """Put the deeds in words, the most urgent first."""
    deeds = [
        *_call(standing.unheard),
        _afterwards(standing.unheard),
        _in_their_languages(standing.callers),
        _ask_more(standing.validators),
        _count(standing.messages),
    ]
    nothing = _("Nothing to do follows from what is on record of messages.")
    return Text(body=points(deeds) or nothing)


def _call(of: unheard.Unheard | None) -> list[str]:
    """The surges of which the press can still tell in time, the newest first."""
    if of is None:
        return []
    still = of.surges[of.surges["told"] == Told.OPEN].head(MOST_NAMED)
    return [
        ngettext(
            "**Bring {region} to the press by {day}**: “{kind}” is above the usual since the week"
            " of {since} ({n} verified), and no earned media told of it.",
            "**Bring {region} to the press by {day}**: “{kind}” is above the usual since the week"
            " of {since} ({n} verified), and no earned media told of it.",
            int(n),
            region=plain(region_name(region)),
            day=formats.day(due),
            kind=name_of("incident_kind", kind),
            since=formats.day(since),
            n=formats.number(n),
        )
        for region, kind, since, due, n in still[
            ["region_id", "kind", "since", "due_on", "verified"]
        ].itertuples(index=False)
    ]


def _afterwards(of: unheard.Unheard | None) -> str:
    """The white-outs, of which the newest is named."""
    white = None if of is None else of.surges[of.surges["told"] == Told.WHITE]
    if white is None or white.empty:
        return ""
    first = white.iloc[0]
    sentence = ngettext(
        "**Tell what the press did not**: {n} surge in 52 weeks had no earned media in time.",
        "**Tell what the press did not**: {n} surges in 52 weeks had no earned media in time.",
        len(white),
        n=formats.number(len(white)),
    )
    newest = ngettext(
        "The newest: “{kind}” in {region} since the week of {since}; our own channels had {n}"
        " message.",
        "The newest: “{kind}” in {region} since the week of {since}; our own channels had {n}"
        " messages.",
        int(first["own"]),
        kind=name_of("incident_kind", first["kind"]),
        region=plain(region_name(first["region_id"])),
        since=formats.day(first["since"]),
        n=formats.number(int(first["own"])),
    )
    return f"{sentence} {newest}"


def _in_their_languages(codes: list[str] | None) -> str:
    if not codes:
        return ""
    return _(
        "**Publish in {languages}**: callers of the hotline speak so, and no message in 12 months"
        " was in it.",
        languages=words.languages(codes),
    )


def _ask_more(rows: pd.DataFrame | None) -> str:
    """Said where more than half of what validators say hangs on the first few of more."""
    if rows is None:
        return ""
    n, top, everything = carried.of_the_first(rows)
    if n == len(rows) or 2 * top <= everything:
        return ""
    return _(
        "**Ask more people to speak for us**: {n} of {all} validators spoke in {rate} of the"
        " messages that name one, in 12 months.",
        n=formats.number(n),
        all=formats.number(len(rows)),
        rate=formats.rate(top, everything),
    )


def _count(messages: pd.DataFrame) -> str:
    """Said where more than half of a channel's messages have no reach on record."""
    if messages.empty:
        return ""
    by_channel = messages.groupby("channel")["reach"].agg(["size", "count"])
    unknown = by_channel[2 * by_channel["count"] < by_channel["size"]]
    if unknown.empty:
        return ""
    names = [name_of("channel", str(channel)).lower() for channel in unknown.index]
    without, everything = (
        int((unknown["size"] - unknown["count"]).sum()),
        int(unknown["size"].sum()),
    )
    return _(
        "**Write down whom it reached**: {rate} of messages of {channels} in 12 months don't say.",
        rate=formats.rate(without, everything),
        channels=formats.listing(names),
    )


TO_DO = Figure("communications_to_do", _standing, text, empty=recorded.NO_MESSAGES)
