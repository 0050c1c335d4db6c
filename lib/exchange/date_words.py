"""Months, weekdays and halves of a day by their names in English, Spanish and a mapping's language.

The names are those of the Common Locale Data Repository, as Babel has them.
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from babel import Locale, localedata

from lib.reference.names import plain

ALWAYS = ("en", "es")
_KINDS = {"A": "day", "a": "day", "B": "month", "b": "month", "h": "month"}
_NAMED = re.compile(r"%([AaBbh])(\.?)")
_WORD = re.compile(r"([^\W\d_]+)(\.?)")
_HALF = re.compile(r"(?<![^\W\d_])([ap])\s?\.?\s?m\b\.?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:\.?[ºª°]|(?:st|nd|rd|th|ro|er)\b)")
_SHORTEST = 3


def is_language(value: str) -> bool:
    """Whether the names of a language are known: ``es``, ``es-MX``, ``pt``."""
    return localedata.exists(value.replace("-", "_"))


def in_english(text: str, form: str, language: str | None) -> str:
    """A text with the words that a date format asks for in English, by which Python reads them.

    ``jueves, 5 de marzo de 2026, 2:05 p. m.`` becomes ``Thursday, 5 de March de 2026, 2:05 PM``.
    Signs of ordinal numbers go, and what is no such word stays.
    """
    if "%p" in form:
        text = _HALF.sub(lambda half: f"{half[1].upper()}M", text)
    wanted = _NAMED.findall(form)

    def translated(word: re.Match[str]) -> str:
        if not wanted:
            return word[0]
        sign, dot = wanted[0]
        english = _names(language).get((_KINDS[sign], plain(word[1])))
        if english is None:
            return word[0]
        del wanted[0]
        return (english if sign in "AB" else english[:3]) + (word[2] if dot else "")

    return _ORDINAL.sub("", _WORD.sub(translated, text))


@cache
def _names(language: str | None) -> Mapping[tuple[str, str], str]:
    """English names by kind and plain name, or a beginning that is that of one only."""
    found: dict[tuple[str, str], set[str]] = {}
    for kind, english, name in _all_names((*ALWAYS, *([language] if language else []))):
        whole = plain(name).strip(".")
        for end in range(_SHORTEST, len(whole) + 1):
            found.setdefault((kind, whole[:end]), set()).add(english)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def _all_names(languages: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for code in _locales(languages):
        locale = Locale.parse(code)
        for kind, of_kind, english in (
            ("month", locale.months, month_name),
            ("day", locale.days, day_name),
        ):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, name in of_kind[context][width].items():
                        yield kind, english[number], name


def _locales(languages: Sequence[str]) -> Iterator[str]:
    """Those of every country, since ``setiembre`` is Peru's; English has the same names in all."""
    roots = {language.replace("-", "_").partition("_")[0] for language in languages} - {"en"}
    yield "en"
    for code in localedata.locale_identifiers():
        if code.partition("_")[0] in roots:
            yield code
