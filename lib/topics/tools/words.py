"""Tools, languages, topics and people in words."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from lib.language import _, current, formats, ngettext
from lib.language.collation import as_sorted
from lib.language.vocabulary import name_of
from lib.measures.tools import OTHER


def title(english: str, spanish: object) -> str:
    """A tool's title in the viewer's language; in English where nobody translated it."""
    if current() == "es" and isinstance(spanish, str) and spanish.strip():
        return spanish
    return english


def address(url: object) -> str | None:
    """Where a tool can be opened: an https address with a host, and nothing else."""
    if not isinstance(url, str) or not url.startswith("https://"):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def languages(codes: Iterable[str]) -> str:
    """``English, Haitian Creole, and Spanish``; the sentence for none."""
    names = sorted((language(code) for code in codes), key=as_sorted)
    return formats.listing(names) if names else _("language unknown")


def language(code: str) -> str:
    """The name of a language, as it stands within a sentence."""
    return _("another language") if code == OTHER else name_of("language", code)


def capital(code: str) -> str:
    """The name of a language as a heading or a cell begins with it."""
    name = language(code)
    return name[:1].upper() + name[1:]


def topics(codes: Sequence[str]) -> str:
    """Names of topics, in their order."""
    return formats.listing(name_of("course_topic", code) for code in codes)


def tools(n: int) -> str:
    """``3 tools``."""
    return ngettext("{n} tool", "{n} tools", n, n=formats.number(n))


def people(participants: float | None, by_few: int, counted: int, uses: int) -> str:
    """``120 people`` at the uses that were counted; how many the smallest ones had is not told.

    :param participants: of the counted uses.
    :param by_few: uses with one to four participants.
    :param counted: uses with no participant or at least five.
    :param uses: all of them.
    """
    said = []
    if counted and participants is not None and participants == participants:  # noqa: PLR0124 - NaN
        n = int(participants)
        said.append(ngettext("{n} participant", "{n} participants", n, n=formats.number(n)))
    if by_few:
        groups = ngettext("{n} group of 1–4", "{n} groups of 1–4", by_few)
        said.append(groups)
    uncounted = uses - by_few - counted
    if uncounted:
        said.append(
            ngettext(
                "nobody counted {n} time",
                "nobody counted {n} times",
                uncounted,
                n=formats.number(uncounted),
            )
        )
    return " · ".join(said)
