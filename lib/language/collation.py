"""How people sort and search names: the same in every database, on every server and in pandas.

PostgreSQL sorts by the collation of the server it runs on, and without ICU by code point: Álamo
after Zapata. So no statement orders by a name; whoever reads it does, by :func:`as_sorted`.
"""

import re
import unicodedata

import pandas as pd

_ACCENTS_BUT_TILDE = re.compile("[\u0300-\u0302\u0304-\u036f]")


def as_sorted(name: str) -> str:
    """What a name is sorted by in Spanish and English.

    Capitals and accents count for nothing; ñ comes after n, as the Real Academia has it.
    """
    folded = name.casefold()
    if folded.isascii():
        return folded
    return _ACCENTS_BUT_TILDE.sub("", unicodedata.normalize("NFKD", folded))


def as_searched(text: str) -> str:
    """A text without accents and capitals, to search in."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def has_all(texts: "pd.Series[str]", sought: str) -> "pd.Series[bool]":
    """Which texts have all of the words that are sought, in any case and with any accents."""
    fits = pd.Series(data=True, index=texts.index)
    words = as_searched(sought).split()
    if words:
        searched = texts.map(as_searched)
        for word in words:
            fits &= searched.str.contains(word, regex=False)
    return fits
