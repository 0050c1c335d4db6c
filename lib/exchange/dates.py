"""Dates and times as files write them."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from lib.exchange.date_words import in_english
from lib.exchange.zones import ABBREVIATIONS, ZONE, UnknownZone, zone_of

ISO = "iso"
UNIX = "unix"
NOON = time(12)
"""The time given to an event of which only the day is known: noon in one time zone of the United
States falls on the same day in all the others."""

_PROBE = datetime(1999, 12, 31, 23, 58, 59, tzinfo=UTC)
_TIME = ("%H", "%I", "%c", "%X")
_WORDS = ("%A", "%a", "%B", "%b", "%h", "%p")
_ZONE_OF_FORMAT = re.compile(
    r"\s*(?:(?:UTC|GMT)?%z|%Z|(?:(?<![A-Za-z])|(?<=%[A-Za-z]))"
    rf"(?:{ABBREVIATIONS})(?![A-Za-z]))(?:\s*\([^()]*\))?"
)
"""A zone that a format asks for, or writes out: it is always the cell that says which."""
_ISO_ZONE = re.compile(rf"(?<=\d)\s*{ZONE}$")


def check_format(value: str) -> str:
    """The format, if it is one that :func:`parser` reads.

    :raises ValueError: if it is none.
    """
    if value in (ISO, UNIX):
        return value
    try:
        rest = _Form(value, None).rest
        datetime.strptime(_PROBE.strftime(rest), rest)  # noqa: DTZ007
    except (ValueError, TypeError):
        raise ValueError(
            f"is not a date format: {value!r} (such as %m/%d/%Y, iso or unix)"
        ) from None
    if "%" not in value:
        raise ValueError(f"is not a date format: {value!r} has no directive such as %Y")
    return value


def digits(text: str) -> str:
    """A text whose digits are 0 to 9 alone, as they are read by whoever looks at the file.

    Python would read ``1_0`` and the digits of any script, too, and nobody would see it.

    :raises ValueError: if there are others.
    """
    if "_" in text or any(sign.isnumeric() and not sign.isascii() for sign in text):
        raise ValueError(f"{text!r} has other signs than the digits 0 to 9")
    return text


class _Form:
    """One format of :meth:`datetime.datetime.strptime`, whose zone is read by what the cell says.

    Python's own ``%Z`` reads what the machine's clock is called, and forgets it.

    :ivar rest: the format without its zone.
    """

    def __init__(self, form: str, language: str | None):
        self._language = language
        zone = _ZONE_OF_FORMAT.search(form)
        self.rest = form if zone is None else (form[: zone.start()] + form[zone.end() :])
        after = "" if zone is None else _pattern(form[zone.end() :])
        self._zone = zone and re.compile(rf"\s*(?P<zone>{ZONE})(?P<after>{after})\s*$")
        self._has_words = any(directive in form for directive in _WORDS)
        self._has_time = any(directive in form for directive in _TIME)

    def __call__(self, text: str) -> datetime | date:
        zone: tzinfo | None = None
        if self._zone is not None:
            found = self._zone.search(text)
            if found is None:
                raise ValueError(f"{text!r} names no time zone")
            zone = zone_of(found["zone"])
            text = text[: found.start()] + found["after"]
        moment = self._read(text)
        if not self._has_time:
            return moment.date()
        return moment.replace(tzinfo=zone) if zone is not None else moment

    def _read(self, text: str) -> datetime:
        try:
            return datetime.strptime(text, self.rest)  # noqa: DTZ007
        except ValueError:
            if not self._has_words:
                raise
        return datetime.strptime(in_english(text, self.rest, self._language), self.rest)  # noqa: DTZ007


def _pattern(form: str) -> str:
    """A regular expression of what a format asks for after its zone."""
    parts = re.split(r"(%.|\s+)", form)
    return "".join(
        r"\w+" if part.startswith("%") else r"\s+" if part.isspace() else re.escape(part)
        for part in parts
    )


def _iso(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = _ISO_ZONE.search(text)
        if found is None or not found[0] or ":" not in text[: found.start()]:
            raise
        return datetime.fromisoformat(text[: found.start()]).replace(tzinfo=zone_of(found[0]))


def _unix(text: str) -> datetime:
    return datetime.fromtimestamp(float(digits(text)), UTC)


def parser(formats: Sequence[str], language: str | None = None) -> Callable[[str], datetime | date]:
    """A function that reads a text by the first format that fits.

    ``iso`` is a date or time of ISO 8601, ``unix`` is seconds since 1970 in UTC, anything else is
    read by :meth:`datetime.datetime.strptime`, its words in English, Spanish or the language. A
    zone that the text names counts, whatever the format calls it. The function gives a date where
    the text says no time of day, and raises ``ValueError`` where no format fits.
    """
    known: dict[str, Callable[[str], datetime | date]] = {ISO: _iso, UNIX: _unix}
    readers = [known.get(form) or _Form(form, language) for form in formats]

    def parse(text: str) -> datetime | date:
        why = ""
        for read in readers:
            try:
                return read(text if text.isascii() else digits(text))
            except UnknownZone as error:
                why = f": {error}"
            except (ValueError, OverflowError, OSError):
                continue
        raise ValueError(f"{text!r} is not a date in {' or '.join(formats)}{why}")

    return parse


def as_date(value: datetime | date, zone: tzinfo) -> date:
    """The calendar day; that of the time zone where the value is an instant."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(zone) if value.tzinfo else value).date()


def in_zone(value: datetime | date, zone: tzinfo, at: time) -> datetime:
    """A time with its zone: what it says itself, else this one; a day is taken ``at`` an hour."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, at)
    return value if value.tzinfo else value.replace(tzinfo=zone)
