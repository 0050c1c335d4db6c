"""Numbers, rates, dates and durations as the viewer's language writes them (CLDR, by Babel).

A missing value (``None``, NaN, NaT) is written as a dash: no data is not zero.
"""

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import streamlit as st
from babel.core import Locale
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from streamlit.runtime.scriptrunner import get_script_run_ctx
from typing_extensions import TypeIs

from lib.language import _, current, ngettext

NO_DATA = "–"
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")
"""ASCII punctuation, all of which CommonMark lets a backslash escape."""
MINUS = "\N{MINUS SIGN}"
_SOUNDS_LIKE_I = re.compile(r"\W*(?:[ií]|h[ií])(?![aeouáéóú])", re.IGNORECASE)
"""Before this sound "y" is "e" (RAE, *Ortografía*); not before a diphthong: "y hielo"."""
_LOCALES = {"en": Locale.parse("en_US"), "es": Locale.parse("es_US")}
_zone: ContextVar[tzinfo | None] = ContextVar("zone", default=None)
_MINUTES_AN_HOUR = 60
_HOURS_A_DAY = 24
_MOST_DIGITS = 6
_ROUND_HOURS = 9.95
"""From here on a tenth of an hour says nothing; it would be rounded to ten."""


def locale() -> Locale:
    """The current language as it is written in the United States: ``1,234.5`` in both."""
    return _LOCALES[current()]


def is_missing(value: object) -> TypeIs[None]:
    """Whether a value is none: ``None``, NaN or NaT."""
    return value is None or bool(value != value)  # noqa: PLR0124 - only NaN and NaT differ from themselves


def plain(text: str) -> str:
    """A text from the data, so that Markdown shows it as it is and runs nothing of it.

    Without it a name could carry a picture from another host, a link or a formula.
    """
    return _MARKDOWN.sub(r"\\\g<0>", text)


def within(name: str) -> str:
    """A name as it stands within a sentence: its first letter is small, its others stay."""
    return name[:1].lower() + name[1:]


def number(value: float | None, digits: int = 0) -> str:
    """``1,234``, with at most ``digits`` decimals."""
    if is_missing(value):
        return NO_DATA
    # Adding 0 takes the sign from -0.0, which is the same number.
    return _written(value + 0, digits, current())


@lru_cache(maxsize=50_000)
def _written(value: float, digits: int, language: str) -> str:
    """Lists of thousands have few different numbers, and Babel takes long over each."""
    return str(format_decimal(value, _pattern(digits), locale=_LOCALES[language]))


def dollars(value: float | None) -> str:
    """``$1,234``: money in whole dollars."""
    if is_missing(value):
        return NO_DATA
    return str(format_currency(value, "USD", "¤#,##0;−¤#,##0", locale(), currency_digits=False))


def two_figures(value: float | None) -> str:
    """``161``, ``3.2`` or ``0.046``: as many decimals as it takes to tell small rates apart."""
    if is_missing(value):
        return NO_DATA
    return number(value, max(0, 1 - math.floor(math.log10(abs(value)))) if value else 0)


def percent(ratio: float | None, digits: int = 0) -> str:
    """``12%`` of a ratio of 0.12."""
    if is_missing(ratio):
        return NO_DATA
    return str(format_percent(ratio, f"{_pattern(digits)}%", locale=locale()))


def rate(part: int, whole: int) -> str:
    """``12% (6 of 50)``: a rate never goes without its numerator and denominator.

    Some are not 0% and almost all are not 100%: they are written with as many decimals as that
    takes, ``0.1% (1 of 1,203)``.
    """
    if not whole:
        return NO_DATA
    digits = 0
    if 0 < part < whole:
        share = 100 * part / whole
        enough = (n for n in range(_MOST_DIGITS) if 0 < round(share, n) < 100)
        digits = next(enough, _MOST_DIGITS)
    return _(
        "{percent} ({part} of {whole})",
        percent=percent(part / whole, digits),
        part=number(part),
        whole=number(whole),
    )


def change(value: float | None, digits: int = 0) -> str:
    """``+12``, ``−3`` or ``0``: a difference of two counts."""
    return NO_DATA if is_missing(value) else _signed(value, number(abs(value), digits))


def change_in_points(ratio: float | None, digits: int = 0) -> str:
    """``+3 points``: a difference of two rates, given as a difference of ratios."""
    if is_missing(ratio):
        return NO_DATA
    return _("{change} points", change=_signed(ratio, number(abs(ratio) * 100, digits)))


def day(value: date | None) -> str:
    """``Nov 3, 2026``."""
    return NO_DATA if is_missing(value) else str(format_date(value, "medium", locale=locale()))


def day_and_month(value: date | None) -> str:
    """``Nov 3``."""
    return NO_DATA if is_missing(value) else _skeleton("MMMd", value)


def near_day(value: date | None, today: date) -> str:
    """``Nov 3``; a day of another year is written with its year."""
    if is_missing(value):
        return NO_DATA
    return day_and_month(value) if value.year == today.year else day(value)


def weekday(value: date | None) -> str:
    """``Tue Nov 3``."""
    if is_missing(value):
        return NO_DATA
    return f"{format_date(value, 'EEE', locale=locale())} {day_and_month(value)}"


def weekday_names() -> list[str]:
    """The names of the days of the week, Monday first."""
    names = get_day_names(locale=locale())
    return [str(names[number]) for number in range(7)]


def month(value: date | None) -> str:
    """``Nov 2026``."""
    return NO_DATA if is_missing(value) else _skeleton("yMMM", value)


def moment(value: datetime | None) -> str:
    """``Nov 3, 2026, 14:05``, by the moment's own clock."""
    if is_missing(value):
        return NO_DATA
    return f"{day(value)}, {format_time(value.time(), 'HH:mm', locale=locale())}"


def recent(value: datetime | None, now: datetime | None = None, zone: tzinfo | None = None) -> str:
    """A moment as people say it: ``today 06:10``, ``yesterday 22:00``, ``Nov 3``.

    A moment of another year is written with its year.
    """
    if is_missing(value):
        return NO_DATA
    there, today = _local(value, zone), _local(now or datetime.now(UTC), zone).date()
    clock = format_time(there, "HH:mm", locale=locale())
    days = (today - there.date()).days
    if days == 0:
        return _("today {time}", time=clock)
    if days == 1:
        return _("yesterday {time}", time=clock)
    return near_day(there, today)


def minutes(value: float | None) -> str:
    """``95 min``, ``2.5 hr``, ``3 days``: minutes in one unit, so that a headline has room for it.

    Hours begin at two, with a tenth below ten, and days at two.
    """
    if is_missing(value):
        return NO_DATA
    whole = round(value)
    if whole < 2 * _MINUTES_AN_HOUR:
        return _("{n} min", n=number(whole))
    hours = whole / _MINUTES_AN_HOUR
    if round(hours) < 2 * _HOURS_A_DAY:
        return _("{n} hr", n=number(hours, 1 if hours < _ROUND_HOURS else 0))
    days = round(hours / _HOURS_A_DAY)
    return ngettext("{n} day", "{n} days", days, n=number(days))


def listing(items: Iterable[str]) -> str:
    """``a, b, and c``; in Spanish ``Houston e Irving``."""
    named = list(items)
    written = str(format_list(named, locale=locale()))
    if current() == "es" and len(named) > 1 and _SOUNDS_LIKE_I.match(named[-1]):
        written = f"{written[: -len(named[-1])].removesuffix(' y ')} e {named[-1]}"
    return written


def _pattern(digits: int) -> str:
    return f"#,##0.{'#' * digits}" if digits else "#,##0"


def _signed(value: float, unsigned: str) -> str:
    if not any(figure in unsigned for figure in "123456789"):
        return unsigned
    return f"{'+' if value > 0 else MINUS}{unsigned}"


def _skeleton(skeleton: str, value: date) -> str:
    return str(format_skeleton(skeleton, value, locale=locale()))


def _local(value: datetime, zone: tzinfo | None) -> datetime:
    return value.astimezone(zone or viewer_zone())


@contextmanager
def in_zone(zone: tzinfo) -> Iterator[None]:
    """Tell times by the clocks of a zone for the length of a block, whatever the browser says."""
    token = _zone.set(zone)
    try:
        yield
    finally:
        _zone.reset(token)


def viewer_zone() -> tzinfo:
    """The time zone of the viewer's browser; UTC where there is none."""
    zone = _zone.get()
    if zone is not None:
        return zone
    if get_script_run_ctx(suppress_warning=True) is None:
        return UTC
    name = st.context.timezone
    return ZoneInfo(name) if name else UTC
