"""A committee that loses members, in words: why it is to be called, and what to do."""

from typing import Protocol

import numpy as np

from lib.data.contract.rollup.retention import DUE_DAYS
from lib.language import _, formats, ngettext
from lib.measures.small_places import is_small
from lib.ui.filters import region_name


class Loss(Protocol):
    """A row of ``lib.measures.slipping`` of a committee; ``behind`` and ``lapsed`` make slipped."""

    committee_id: str
    region_id: str
    place_name: str
    usps: str
    members: float
    slipped: float
    behind: float
    lapsed: float
    mean: float
    low: float
    high: float
    usual: float


def where(call: Loss, *, several: bool) -> tuple[str, ...]:
    """Its place, and its region where several are in view."""
    place = f"{call.place_name}, {call.usps}"
    return (f"{place} · {region_name(call.region_id)}" if several else place,)


def cause(call: Loss, *, are_dues_known: bool) -> str:
    """``51% (36 of 70) lapsed or are behind with their dues``.

    :param are_dues_known: whether anybody can be known to be behind.
    """
    rate = formats.rate(int(call.slipped), int(call.members))
    if not are_dues_known:
        # Translators: a share of members whose membership lapsed
        return _("{rate} lapsed", rate=rate)
    return _("{rate} lapsed or are behind with their dues", rate=rate)


def parts(call: Loss, *, are_dues_known: bool) -> str:
    """``21 lapsed · 15 behind``; nothing where one of them is not known or too small to be told."""
    if not are_dues_known or is_small(np.array([call.lapsed, call.behind])).any():
        return ""
    return " · ".join((_lapsed(call.lapsed), _behind(call.behind)))


def _lapsed(n: float) -> str:
    return ngettext("{n} lapsed", "{n} lapsed", int(n), n=formats.number(n))


def _behind(n: float) -> str:
    return ngettext("{n} behind", "{n} behind", int(n), n=formats.number(n))


def due(n: float | None) -> str:
    """``dues of 12 more run out within 90 days``; nothing where that is not told.

    :param n: members who are not behind.
    """
    if n is None:
        return ""
    return ngettext(
        "dues of {n} more run out within {days} days",
        "dues of {n} more run out within {days} days",
        int(n),
        n=formats.number(n),
        days=DUE_DAYS,
    )


def allowing(call: Loss) -> str:
    """The share allowing for chance, its interval, and what is usual."""
    return _(
        "allowing for chance {mean} ({low} to {high}); usual {usual}",
        mean=formats.percent(call.mean),
        low=formats.percent(call.low),
        high=formats.percent(call.high),
        usual=formats.percent(call.usual),
    )


def deed(call: Loss) -> str:
    """Who is behind can still be kept; where most are gone, it is asked why."""
    if call.behind < call.lapsed:
        return _("Ask those who left what happened, and invite them back")
    return _("Call those who are behind, before their membership lapses")
