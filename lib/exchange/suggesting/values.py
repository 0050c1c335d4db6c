"""How values are written, guessed from some of them."""

import re
from collections.abc import Sequence

from lib.exchange.dates import parser

_DATES = (
    "iso", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d.%m.%Y", "%Y/%m/%d", "%m-%d-%Y",
    "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y", "%d de %B de %Y", "%Y%m%d",
    "%A, %d %B %Y", "%a %b %d %Y",
)  # fmt: skip
_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p")
FORMATS = (
    "unix",
    *_DATES,
    *(f"{day}{between}{time}" for day in _DATES[1:] for between in (" ", ", ") for time in _TIMES),
)
_UNIX = re.compile(r"\d{9,11}(\.\d+)?")
_MONEY = re.compile(r"[\d.,]+")
_SIGNS = frozenset("-() \u2212\u2013")
"""What says that a number is below zero."""
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")


def date_formats(texts: Sequence[str]) -> tuple[list[str], str | None]:
    """The formats that read all texts, as few as can be, and what is not sure of them.

    :return: no format where the texts are no dates.
    """
    left = list(dict.fromkeys(texts))
    if not left or any(_SERIAL.fullmatch(text) for text in left):
        return [], None
    chosen: list[str] = []
    likely = _of_one_order(left)
    while left:
        read = {form: _reads(form, left) for form in likely}
        best = max(read, key=lambda form: len(read[form]))
        if not read[best]:
            break
        chosen.append(best)
        left = [text for text in left if text not in read[best]]
    if len(left) > len(set(texts)) / 2:
        return [], None
    return chosen, _doubt(chosen, texts, left)


def _of_one_order(texts: Sequence[str]) -> list[str]:
    """The formats without those that have day and month in another order than some text shows."""
    shown = set()
    for form in FORMATS:
        turned = _turned(form)
        if turned and _reads(form, texts) - _reads(turned, texts):
            shown.add(_is_day_first(form))
    if len(shown) != 1:
        return list(FORMATS)
    return [f for f in FORMATS if not _turned(f) or _is_day_first(f) in shown]


def _is_day_first(form: str) -> bool:
    return form.startswith("%d")


def _doubt(chosen: Sequence[str], texts: Sequence[str], left: Sequence[str]) -> str | None:
    if left:
        return f"not every value is read, such as {left[0]!r}"
    for form in chosen:
        turned = _turned(form)
        if turned and len(_reads(turned, texts)) == len(_reads(form, texts)):
            return f"month or day first? {form} and {turned} both read every value"
    return None


def _turned(form: str) -> str | None:
    for month_first, day_first in (("%m/%d", "%d/%m"), ("%m-%d", "%d-%m")):
        if month_first in form:
            return form.replace(month_first, day_first)
        if day_first in form:
            return form.replace(day_first, month_first)
    return None


def _reads(form: str, texts: Sequence[str]) -> set[str]:
    parse = parser([form])
    read = set()
    for text in texts:
        if form == "unix" and not _UNIX.fullmatch(text):
            continue
        try:
            parse(text)
        except ValueError:
            continue
        read.add(text)
    return read


def number_words(texts: Sequence[str]) -> dict[str, str]:
    """What ``number`` has to say so that texts are read as numbers."""
    words: dict[str, str] = {}
    signs = "".join(
        sorted(set("".join(_MONEY.sub("", text) for text in texts)) - set("-() \u2212\u2013"))
    )
    if signs:
        words["strip"] = f"{signs} "
    if any(re.search(r",\d{3}(\D|$)", text) for text in texts):
        words["thousands"] = ","
    elif any(re.search(r"\d,\d{1,2}$", text) for text in texts):
        words["decimal"] = ","
        if any("." in text for text in texts):
            words["thousands"] = "."
    return words
