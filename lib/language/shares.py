"""Who had the most of something, said so that it is true: "most" is more than half, and no less."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.language import N_, _
from lib.language.formats import listing, number, percent

MOST_NAMED = 3
"""Most names that share the first place and are all named; of more, only how many they are."""


@dataclass(frozen=True)
class Largest:
    """The largest part of a whole; several names where several are equally large.

    :ivar names: in the order that they were given in.
    :ivar part: the count of each of them.
    :ivar whole: what all parts add up to, with what belongs to none of them.
    """

    names: tuple[str, ...]
    part: int
    whole: int

    @property
    def is_most(self) -> bool:
        """Whether it is more than half of the whole."""
        return 2 * self.part > self.whole


def largest(counts: Mapping[str, float], whole: float | None = None) -> Largest | None:
    """Return the largest part; ``None`` where there is nothing to be a part of.

    :param counts: name → count.
    :param whole: what the counts are parts of, if some of it belongs to none of the names (an
        unknown place); by default their sum.
    :raises ValueError: if the parts are more than the whole, or one is negative.
    """
    total = sum(counts.values())
    whole = total if whole is None else whole
    if total > whole or min(counts.values(), default=0) < 0:
        raise ValueError(f"Parts of {total} can't be parts of {whole}.")
    part = max(counts.values(), default=0)
    if not part:
        return None
    names = tuple(name for name, count in counts.items() if count == part)
    return Largest(names, int(part), int(whole))


@dataclass(frozen=True)
class _Wording:
    """The messages of who had the most, each of ``names``, their ``n`` and the ``share``.

    :ivar one: one has the most, and no more than half.
    :ivar most: one has more than half.
    :ivar alike: several have the most.
    :ivar many: too many to name them.
    """

    one: str
    most: str
    alike: str
    many: str


_PLACES = _Wording(
    one=N_("{names} had the most: {share}"),
    most=N_("Most were in {names}: {share}"),
    alike=N_("{names} had the most, as many each: {share}"),
    many=N_("{n} places had the most, as many each: {share}"),
)
_KINDS = _Wording(
    one=N_("most often: {names}, {share}"),
    most=N_("most of them: {names}, {share}"),
    alike=N_("most often: {names}, as many each: {share}"),
    many=N_("{n} kinds most often, as many each: {share}"),
)


def place_with_most(counts: Mapping[str, float], whole: float | None = None) -> str:
    """``Georgia had the most: 161 of 1,203 (13%)``; of more than half, ``Most were in Georgia: …``.

    :param counts: a place's name (as Markdown, :func:`lib.language.formats.plain`) → count.
    :param whole: as in :func:`largest`.
    :return: a sentence without its full stop; empty where there is nothing.
    """
    return _in_words(largest(counts, whole), _PLACES)


def kind_with_most(counts: Mapping[str, float], whole: float | None = None) -> str:
    """``most often: traffic stop, 6 of 19 (32%)``; of more than half, ``most of them: …``.

    :param counts: a kind's name as it stands within a sentence → count.
    :param whole: as in :func:`largest`.
    :return: a clause that follows a count of all; empty where there is nothing.
    """
    return _in_words(largest(counts, whole), _KINDS)


def _in_words(first: Largest | None, wording: _Wording) -> str:
    if first is None:
        return ""
    n = len(first.names)
    if n > 1:
        message = wording.alike if n <= MOST_NAMED else wording.many
    else:
        message = wording.most if first.is_most else wording.one
    return _(message, names=listing(first.names), n=number(n), share=_of(first))


def _of(first: Largest) -> str:
    return _(
        "{part} of {whole} ({percent})",
        part=number(first.part),
        whole=number(first.whole),
        percent=percent(first.part / first.whole),
    )
