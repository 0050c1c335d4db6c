"""Incidents of a kind with their number, as they stand within a sentence: "40 raids"."""

from collections.abc import Callable

from lib.language.formats import number
from lib.language.messages import ngettext

_COUNTED: dict[str, Callable[[int, str], str]] = {
    "raid": lambda n, s: ngettext("{n} raid", "{n} raids", n, n=s),
    "home_arrest": lambda n, s: ngettext("{n} home arrest", "{n} home arrests", n, n=s),
    "workplace_raid": lambda n, s: ngettext("{n} workplace raid", "{n} workplace raids", n, n=s),
    "checkpoint": lambda n, s: ngettext("{n} checkpoint", "{n} checkpoints", n, n=s),
    "traffic_stop": lambda n, s: ngettext("{n} traffic stop", "{n} traffic stops", n, n=s),
    "courthouse_arrest": lambda n, s: ngettext(
        "{n} courthouse arrest", "{n} courthouse arrests", n, n=s
    ),
    "jail_transfer": lambda n, s: ngettext("{n} jail transfer", "{n} jail transfers", n, n=s),
    "detention": lambda n, s: ngettext("{n} detention", "{n} detentions", n, n=s),
    "removal": lambda n, s: ngettext("{n} removal", "{n} removals", n, n=s),
    "police_violence": lambda n, s: ngettext(
        "{n} case of police violence", "{n} cases of police violence", n, n=s
    ),
    "harassment": lambda n, s: ngettext(
        "{n} case of harassment", "{n} cases of harassment", n, n=s
    ),
}


def incidents_of(kind: str, n: float) -> str:
    """``40 raids``; of a kind that has no name of its own ``40 other incidents``.

    :param kind: a code of the family ``incident_kind``.
    """
    counted = _COUNTED.get(kind)
    if counted is None:
        return ngettext("{n} other incident", "{n} other incidents", int(n), n=number(n))
    return counted(int(n), number(n))
