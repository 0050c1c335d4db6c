"""Which committees an organizer has taken, for the brief."""

from lib import reads
from lib.access.taking import Taken
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats
from lib.reads.committee_names import committee_names

_MOST = 12


def lines(scope: Scope) -> list[str]:
    """The sentence on committees that somebody has taken; none while that can't be read.

    :raises Unavailable: if the membership database can't be read.
    """
    try:
        taken = reads.dashboard.taken(scope)
    except Unavailable:
        return []
    return [sentence(taken, committee_names(scope))] if taken else []


def sentence(taken: tuple[Taken, ...], names: dict[str, str]) -> str:
    """Who has which committee until when, those that are over soonest first; plain text.

    :param names: by committee.
    """
    each = [
        _(
            "{committee} ({who}, until {day})",
            committee=names.get(one.committee_id, one.committee_id),
            who=one.who,
            day=formats.day(one.until),
        )
        for one in taken[:_MOST]
    ]
    if len(taken) > _MOST:
        each.append(_("and {n} more", n=formats.number(len(taken) - _MOST)))
    return _("Committees that an organizer has taken: {committees}.", committees="; ".join(each))
