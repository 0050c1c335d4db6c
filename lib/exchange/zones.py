"""Time zones as cells and columns name them: an offset, an abbreviation, a place, a clock's name.

What is read never depends on the machine: neither on its own time zone nor on its files of zones
beyond the names that all have.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_HOURS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "HDT": -9, "SST": -11, "CHST": 10,
}  # fmt: skip
"""Hours from UTC of the abbreviations that clocks of the United States go by (15 U.S.C. 260a, 263;
RFC 5322, 4.3, for those of the continent)."""
_CLOCKS = {
    **dict.fromkeys(("et", "eastern", "eastern time"), "America/New_York"),
    **dict.fromkeys(("ct", "central", "central time"), "America/Chicago"),
    **dict.fromkeys(("mt", "mountain", "mountain time"), "America/Denver"),
    **dict.fromkeys(("pt", "pacific", "pacific time"), "America/Los_Angeles"),
    **dict.fromkeys(("alaska", "alaska time"), "America/Anchorage"),
    **dict.fromkeys(("hawaii", "hawaii time"), "Pacific/Honolulu"),
    **dict.fromkeys(("arizona", "arizona time"), "America/Phoenix"),
    **dict.fromkeys(("atlantic time", "puerto rico"), "America/Puerto_Rico"),
}
"""Clocks that are put forward and back, or not, where they hang."""

_OFFSET = r"[+\-\u2212]\d{1,2}(?::?\d\d)?"
_NAMED = r"[A-Za-z]+(?:_[A-Za-z]+)*(?:/[A-Za-z_-]+)*(?:(?<=Etc/GMT)[+-]\d{1,2})?"
_LONG = (
    r"(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|Arizona|Atlantic)(?: Time)?"
    r"(?: \(US & Canada\))?"
)
_BESIDE = r"\s*\((?P<beside>[^()]*)\)"
ZONE = rf"(?:(?P<name>{_LONG}|{_NAMED})?\s?(?P<offset>{_OFFSET})?(?:{_BESIDE})?)"
"""A regular expression of what may be a zone; :func:`zone_of` says whether it is."""
ABBREVIATIONS = "|".join(sorted(_HOURS, key=len, reverse=True))

_WHOLE = re.compile(ZONE)
_LEFT_OUT = re.compile(r"\s*\(US & Canada\)")
_MOST = timedelta(hours=15)
_OF_THE_MACHINE = ("localtime", "Factory", "posixrules")


class UnknownZone(ValueError):  # noqa: N818
    """A text names no time zone, or two."""


def place_zone(name: str) -> ZoneInfo:
    """The zone of a place, by its name in the time zone database (``America/Phoenix``).

    :raises ValueError: if it has none of that name.
    """
    try:
        if name in _OF_THE_MACHINE or name.startswith(("posix/", "right/")):
            raise ValueError(name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a time zone (such as America/Chicago)") from None


@lru_cache(10_000)
def zone_of(text: str) -> tzinfo:
    """The zone that a text names: ``UTC+02:00``, ``CST``, ``GMT-0400 (EDT)``, ``America/Phoenix``.

    An abbreviation is the offset that it stands for, in summer as in winter.

    :raises UnknownZone: if it names none, or two that differ.
    """
    found = _WHOLE.fullmatch(_LEFT_OUT.sub("", text.strip()))
    if found is None or not (found["name"] or found["offset"]):
        raise UnknownZone(f"{text!r} is not a time zone that is known")
    zone = _offset_zone(found["name"], found["offset"], text) or _named(found["name"], text)
    beside = _WHOLE.fullmatch(found["beside"] or "")
    if beside and (beside["offset"] or (beside["name"] or "").upper() in _HOURS):
        _agree(zone, zone_of(found["beside"]), text)
    return zone


def _offset_zone(name: str | None, offset: str | None, text: str) -> tzinfo | None:
    hours = _HOURS.get((name or "UTC").upper())
    if offset is None:
        return None if hours is None else timezone(timedelta(hours=hours))
    # EST+1 and the like are read in two opposite ways.
    if hours != 0 or (name or "").upper() == "Z":
        raise UnknownZone(f"{text!r} is not a time zone that is known")
    digits = offset[1:].replace(":", "")
    minutes = int(digits[-2:]) if len(digits) > 2 else 0
    away = timedelta(hours=int(digits[:-2] if len(digits) > 2 else digits), minutes=minutes)
    if away > _MOST or minutes > 59:
        raise UnknownZone(f"{text!r} is farther from UTC than any time zone")
    return timezone(away if offset[0] == "+" else -away)


def _named(name: str, text: str) -> tzinfo:
    try:
        return place_zone(_CLOCKS.get(name.casefold(), name))
    except ValueError:
        raise UnknownZone(f"{text!r} is not a time zone that is known") from None


def _agree(zone: tzinfo, beside: tzinfo, text: str) -> None:
    if isinstance(zone, timezone) and zone.utcoffset(None) != beside.utcoffset(None):
        raise UnknownZone(f"{text!r} names two time zones")


def clock_change(moment: datetime) -> str | None:
    """Whether a time of a zone is one that clocks ``skip`` or ``repeat`` there, as a word.

    A time that is skipped is read by the clock before it is put forward, one that is shown twice as
    the first (PEP 495, ``fold=0``).

    :param moment: with its zone, and ``fold=0`` as times of files are.
    """
    if isinstance(moment.tzinfo, timezone):
        return None
    early, late = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if early == late or early is None or late is None:
        return None
    return "skip" if early < late else "repeat"
