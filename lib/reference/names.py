"""Names as sources spell them, and as they are compared: spelling never makes two things of one."""

import re
import unicodedata


def folded(name: str) -> str:
    """A name without case, accents, punctuation and blanks too many.

    ``Cherokee County Sheriff’s  Office`` is ``cherokee county sheriffs office``.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = plain.encode("ascii", "ignore").decode().replace("'", "").casefold()
    return " ".join(re.sub(r"[^a-z0-9&]", " ", plain).split())


_SAME_MARKS = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("‐‑‒–—−", "-"))  # noqa: RUF001


def plain(text: str) -> str:
    """A text as it is compared where nobody would tell two spellings apart: without case, accents,
    marks that are not seen and blanks too many, however its letters are put together.

    Punctuation counts, unlike in :func:`folded`. ``Nuevo  México`` is ``nuevo mexico``.
    """
    if text.isascii():
        return " ".join(text.split()).lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SAME_MARKS))
    seen = (sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join("".join(seen).split()).casefold()


def tidy(text: str) -> str:
    """A text as it looks: without marks that are not seen and blanks too many, its letters whole.

    Case and accents stay.
    """
    if text.isascii():
        return " ".join(text.split())
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def town(name: str) -> str:
    """A town's name, folded, with saints, forts and mounts written out one way.

    ``Saint Louis`` and ``St. Louis`` are ``st louis``.
    """
    words = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
    return " ".join(words.get(word, word) for word in folded(name).split())
