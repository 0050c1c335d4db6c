"""Numbers as people and their programs write them."""

import re
from collections.abc import Callable
from decimal import Decimal, DecimalException

from babel.numbers import get_decimal_symbol, get_group_symbol

from lib.exchange.errors import Rejected
from lib.exchange.mapping import Number

MOST_DIGITS = 300
"""Before or after the point; a column of floating point holds 308."""

_MINUS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"))
_SIGNS = frozenset("+-()")
# "25.-" is twenty-five and no cents, "25-" is what a bookkeeper takes away: only a digit has a sign
# after it. A sign both before and after, or in brackets, could be meant either way.
_IN_WORDS = re.compile(r"\b(CR|DR)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?P<open>\()?\s*(?P<before>[+-])?\s*(?P<body>[^()+-]+?(?:[eE][+-]?\d+)?)"
    r"(?P<after>(?<=\d)\s?[+-])?\s*(?P<close>\))?"
)


def number(column: str, form: Number, language: str | None = None) -> Callable[[str], Decimal]:
    """A function that reads a number as the mapping says it is written.

    A sign stands before the number or after it, as ``-``, as the minus of typesetters, or as
    brackets around it; nothing that is left out changes it. Groups of thousands have three digits.
    The function raises ``Rejected`` for what is no number or could be two.

    :param language: by whose custom a point or a comma counts, where the mapping says neither.
    """
    decimal, thousands = _separators(form, language)
    written = _written(decimal, thousands)
    left_out = frozenset(form.strip) - _SIGNS
    has_brackets = "(" in form.strip and ")" in form.strip

    def read(text: str) -> Decimal:
        if _IN_WORDS.search(text):
            raise Rejected(column, f"{text!r} is not a number: which sign has CR or DR?")
        kept = "".join(c for c in text.translate(_MINUS) if c not in left_out).strip()
        if has_brackets:
            kept = kept.replace("()", "").strip()
        if "-" in form.strip:
            kept = re.sub(r"(?<=\d)-(?=\d)", "", kept)
        sign, body = _signed(kept)
        found = written.fullmatch(body)
        if not sign or not found or not (found["whole"] or found["rest"]):
            raise Rejected(column, f"{text!r} is not a number")
        whole = re.sub(r"\D", "", found["whole"])
        try:
            value = Decimal(f"{whole}.{found['rest'] or ''}{found['power'] or ''}")
            value *= sign * form.times
        except DecimalException:
            value = Decimal("Infinity")
        # What has more digits than any column holds would be written out digit by digit.
        if not value.is_finite() or (value and abs(value.adjusted()) > MOST_DIGITS):
            raise Rejected(column, f"{text!r} is a number that no column holds")
        return value

    return read


def _separators(form: Number, language: str | None) -> tuple[str, str | None]:
    """The decimal point and what stands between thousands."""
    if form.decimal is not None:
        return form.decimal, form.thousands
    if form.thousands is not None:
        return "," if form.thousands == "." else ".", form.thousands
    if language is None:
        return ".", None
    locale = language.replace("-", "_")
    return get_decimal_symbol(locale), get_group_symbol(locale)


def _written(decimal: str, thousands: str | None) -> re.Pattern[str]:
    between = re.escape(thousands or "")
    if thousands and (thousands.isspace() or thousands in "'’"):  # noqa: RUF001
        # As typesetters write them.
        between = r"[ \u00a0\u2009\u202f]" if thousands.isspace() else "['’]"  # noqa: RUF001
    grouped = rf"[0-9]{{1,3}}(?:{between}[0-9]{{3}})+|" if thousands else ""
    return re.compile(
        rf"(?P<whole>{grouped}[0-9]*)(?:{re.escape(decimal)}(?P<rest>[0-9]*))?"
        r"(?P<power>[eE][+-]?[0-9]+)?"
    )


def _signed(text: str) -> tuple[int, str]:
    """The sign, none (0) where there are two or half of one, and the number without it."""
    found = _SIGNED.fullmatch(text)
    if found is None or (found["open"] is None) != (found["close"] is None):
        return 0, text
    signs = [s.strip() for s in (found["open"], found["before"], found["after"]) if s]
    if len(signs) > 1:
        return 0, text
    return (-1 if signs and signs[0] in "-(" else 1), found["body"].strip()
