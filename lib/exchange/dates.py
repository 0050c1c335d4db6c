"""Dates and times as files write them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ISO = "iso"
UNIX = "unix"
NOON = time(12)
"""The time given to an event of which only the day is known: noon in one time zone of the United
States falls on the same day in all the others."""

_PROBE = datetime(1999, 12, 31, 23, 58, 59, tzinfo=UTC)
_TIME = ("%H", "%I", "%c", "%X")


def check_format(value: str) -> str:
    """The format, if it is one that :func:`parser` reads.

    :raises ValueError: if it is none.
    """
    if value in (ISO, UNIX):
        return value
    try:
        datetime.strptime(_PROBE.strftime(value), value)  # noqa: DTZ007
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


def _iso(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def _read(text: str, form: str) -> datetime | date:
    if form == UNIX or not text.isascii():
        digits(text)
    if form == ISO:
        return _iso(text)
    if form == UNIX:
        return datetime.fromtimestamp(float(text), UTC)
    moment = datetime.strptime(text, form)  # noqa: DTZ007
    return moment if any(directive in form for directive in _TIME) else moment.date()


def parser(formats: Sequence[str]) -> Callable[[str], datetime | date]:
    """A function that reads a text by the first format that fits.

    ``iso`` is a date or time of ISO 8601, ``unix`` is seconds since 1970 in UTC, anything else is
    read by :meth:`datetime.datetime.strptime`. The function gives a date where the text says no
    time of day, and raises ``ValueError`` where no format fits.
    """

    def parse(text: str) -> datetime | date:
        for form in formats:
            try:
                return _read(text, form)
            except (ValueError, OverflowError, OSError):
                continue
        raise ValueError(f"{text!r} is not a date in {' or '.join(formats)}")

    return parse


def as_date(value: datetime | date, zone: ZoneInfo) -> date:
    """The calendar day; that of the time zone where the value is an instant."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(zone) if value.tzinfo else value).date()


def as_instant(value: datetime | date, zone: ZoneInfo, at: time) -> datetime:
    """The instant in UTC; a time without an offset is one of the zone, a day is taken ``at``."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, at)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
