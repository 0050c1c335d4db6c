"""What a part of a committee's health is made from, and its thresholds, in words."""

import math
from collections.abc import Callable

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Part
from lib.topics.health.rows import Counts, JudgedPart

_DAYS = {Part.DAYS_SINCE_GATHERING, Part.DAYS_SINCE_DRILL, Part.DAYS_SINCE_VISIT}
_SHARES = {Part.OWN_RHYTHM, Part.TURNOUT, Part.DUES, Part.CORE_CERTIFIED, Part.ANSWERED}


def line(part: JudgedPart, counts: Counts) -> str:
    """A part in one line of Markdown: what is known, the thresholds, the points won and lost.

    :param counts: what the committee is judged by.
    """
    points = part.indicator_weight * part.part_weight / 100
    limits = _(
        "no points at {zero}, all {points} at {full}",
        zero=_amount(part.part, part.zero_at),
        full=_amount(part.part, part.full_at),
        points=formats.number(points, 1),
    )
    if pd.isna(part.value):
        nothing = _("{what}: no data", what=name_of("health_part", part.part))
        return f"- **{nothing}** ({limits})"
    if pd.isna(part.score):
        return f"- **{_figure(Part(part.part), part, counts)}** ({limits})"
    lost = _("loses {points}", points=formats.number(part.points_lost, 1))
    return f"- **{_figure(Part(part.part), part, counts)}**: {lost} ({limits})"


def _amount(part: str, value: float) -> str:
    if part in _DAYS:
        return ngettext("{n} day", "{n} days", round(value), n=formats.number(value))
    if part in _SHARES:
        return formats.percent(value)
    if part == Part.GROWTH:
        return formats.change(value)
    return formats.number(value)


_COUNTED: dict[Part, Callable[[int], str]] = {
    Part.DAYS_SINCE_GATHERING: lambda n: ngettext(
        "{n} day since the last gathering", "{n} days since the last gathering", n
    ),
    Part.GATHERINGS: lambda n: ngettext("{n} gathering in 90 days", "{n} gatherings in 90 days", n),
    Part.COORDINATORS: lambda n: ngettext("{n} coordinator in term", "{n} coordinators in term", n),
    Part.COORDINATORS_CORE: lambda n: ngettext(
        "{n} of them holds a core course", "{n} of them hold a core course", n
    ),
    Part.RESPONDERS: lambda n: ngettext("{n} responder in term", "{n} responders in term", n),
    Part.DAYS_SINCE_DRILL: lambda n: ngettext(
        "{n} day since the last drill", "{n} days since the last drill", n
    ),
    Part.OVERDUE_REQUESTS: lambda n: ngettext(
        "{n} request open for over 14 days", "{n} requests open for over 14 days", n
    ),
    Part.DAYS_SINCE_VISIT: lambda n: ngettext(
        "{n} day since our last visit", "{n} days since our last visit", n
    ),
}


def _figure(part: Part, row: JudgedPart, counts: Counts) -> str:
    if part in _COUNTED:
        return _COUNTED[part](round(row.numerator))
    match part:
        case Part.OWN_RHYTHM:
            return _(
                "{percent} of its own rhythm: {n} in 90 days, {usual} are usual for it",
                percent=formats.percent(row.value),
                n=formats.number(row.numerator),
                usual=formats.number(row.denominator, 1),
            )
        case Part.TURNOUT:
            return _turnout(row, counts)
        case Part.GROWTH:
            return _growth(row, counts)
        case _:
            return _share(part, row)


def _turnout(row: JudgedPart, counts: Counts) -> str:
    counted = round(counts.counted_gatherings_90)
    return _(
        "{percent} of members come: {people} people at {gatherings}, {members} members",
        percent=formats.percent(row.value, 1),
        people=formats.number(row.numerator),
        gatherings=ngettext("{n} counted gathering", "{n} counted gatherings", counted),
        members=formats.number(counts.members),
    )


def _growth(row: JudgedPart, counts: Counts) -> str:
    change = _(
        "{joined} joined and {lapsed} left in 90 days, of {members} members",
        joined=formats.number(counts.joined_90),
        lapsed=formats.number(counts.lapsed_90),
        members=formats.number(counts.members_90_days_ago),
    )
    return _beside(
        change,
        row,
        _("{net} per hundred", net=formats.change(_plain(row), 1)),
        _("{net} per hundred", net=formats.change(row.value, 1)),
    )


def _share(part: Part, row: JudgedPart) -> str:
    of = {"part": formats.number(row.numerator), "whole": formats.number(row.denominator)}
    match part:
        case Part.DUES:
            share = _("{part} of {whole} members covered by dues", **of)
        case Part.CORE_CERTIFIED:
            share = _("{part} of {whole} members hold a valid core course", **of)
        case _:
            share = _("{part} of {whole} dispatches arrived within 60 minutes", **of)
    return _beside(share, row, formats.percent(_plain(row), 1), formats.percent(row.value, 1))


def _plain(row: JudgedPart) -> float:
    """The figure as counted, not leaning on the region's; null where nothing was."""
    return row.numerator / row.denominator if row.denominator else math.nan


def _beside(counted: str, row: JudgedPart, plain: str, value: str) -> str:
    """A fraction, the rate that it is, and beside it the one that leans on the region's.

    Few of one's own say little: where it leans, that one is what the score goes by.
    """
    if not row.prior_strength:
        return f"{counted}: {plain}"
    return _(
        "{counted}: {plain}; {value} leaning on the region",
        counted=counted,
        plain=plain,
        value=value,
    )
