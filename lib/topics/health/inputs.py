"""What a part of a committee's health is made from, and its thresholds, in words."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Part

_DAYS = {Part.DAYS_SINCE_GATHERING, Part.DAYS_SINCE_DRILL, Part.DAYS_SINCE_VISIT}
_SHARES = {Part.OWN_RHYTHM, Part.TURNOUT, Part.DUES, Part.CORE_CERTIFIED, Part.ANSWERED}

Row = Any
"""A row of ``explain``, or of the inputs, as ``DataFrame.itertuples`` gives it."""


def line(part: Row, inputs: Row) -> str:
    """A part in one line of Markdown: what is known, the thresholds, the points won and lost.

    :param part: a row of ``explain``.
    :param inputs: the committee's row of inputs.
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
        return f"- **{_said(Part(part.part), part, inputs)}** ({limits})"
    lost = _("loses {points}", points=formats.number(part.points_lost, 1))
    return f"- **{_said(Part(part.part), part, inputs)}**: {lost} ({limits})"


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


def _said(part: Part, row: Row, inputs: Row) -> str:
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
            return _turnout(row, inputs)
        case Part.GROWTH:
            return _growth(row, inputs)
        case _:
            return _share(part, row)


def _turnout(row: Row, inputs: Row) -> str:
    held = round(inputs.counted_gatherings_90)
    return _(
        "{percent} of members come: {people} people at {gatherings}, {members} members",
        percent=formats.percent(row.value, 1),
        people=formats.number(row.numerator),
        gatherings=ngettext("{n} counted gathering", "{n} counted gatherings", held),
        members=formats.number(inputs.members),
    )


def _growth(row: Row, inputs: Row) -> str:
    said = _(
        "{joined} joined and {lapsed} left in 90 days, of {members} members",
        joined=formats.number(inputs.joined_90),
        lapsed=formats.number(inputs.lapsed_90),
        members=formats.number(inputs.members_90_days_ago),
    )
    net = _("{net} per hundred", net=formats.change(row.value, 1))
    return f"{said}: {net}{_leaning(row)}"


def _share(part: Part, row: Row) -> str:
    of = {"part": formats.number(row.numerator), "whole": formats.number(row.denominator)}
    match part:
        case Part.DUES:
            said = _("{part} of {whole} members covered by dues", **of)
        case Part.CORE_CERTIFIED:
            said = _("{part} of {whole} members hold a valid core course", **of)
        case _:
            said = _("{part} of {whole} dispatches arrived within 60 minutes", **of)
    return f"{said}: {formats.percent(row.value, 1)}{_leaning(row)}"


def _leaning(row: Row) -> str:
    """That a figure leans on the region's, where it does: few of one's own say little."""
    if not row.prior_strength:
        return ""
    return " " + _("(leaning on the region)")
