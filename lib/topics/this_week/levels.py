"""Committees whose health changed its level, in a sentence."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from lib.language import formats, ngettext
from lib.language.several import first_few
from lib.language.vocabulary import name_of
from lib.measures.health import Level
from lib.reads.committee_names import committee_names
from lib.topics.health import standing as health
from lib.ui.filters import Choice

FELL, BOTH = (-1,), (-1, 1)
"""Signs of moves from one level to another: those that are told."""
_ORDER = [str(Level.FRAGILE), str(Level.STEADY), str(Level.STRONG)]
"""Levels that are above each other; a forming or dormant committee has others."""


def changed_since(choice: Choice, day: date, signs: tuple[int, ...] = BOTH) -> list[str] | None:
    """Who rose and who fell since the newest measurement up to a day, in a clause each.

    :param signs: ``FELL`` tells of those who fell alone.
    :return: ``None`` where health was not measured by then.
    :raises Unavailable: if a database can't be read.
    """
    standing = health.standing(choice.scope)
    if standing is None:
        return None
    then = health.levels_on(choice.scope, day)
    if then is None:
        return None
    now = standing.measured.set_index("committee_id")["level"].astype(str)
    return in_words(then, now, committee_names(choice.scope), signs)


def in_words(
    then: "pd.Series[str]",
    now: "pd.Series[str]",
    names: Mapping[str, str],
    signs: tuple[int, ...] = BOTH,
) -> list[str]:
    """Who rose and who fell between two days.

    :param then: the level on the earlier day, by ``committee_id``.
    :param now: the same on the later.
    :param names: by ``committee_id``; one that is not among them is left out.
    :param signs: of the moves that are told.
    :return: a clause for each level that somebody came to, the worst first.
    """
    both = pd.DataFrame({"then": then, "now": now})
    both = both[both.isin(_ORDER).all(axis=1) & both.index.isin(list(names))]
    place = {level: rank for rank, level in enumerate(_ORDER)}
    moved = both["now"].map(place) - both["then"].map(place)
    clauses = []
    for level in _ORDER:
        for sign in signs:
            here = both.index[(both["now"] == level) & (moved * sign > 0)]
            if len(here):
                clauses.append(_clause(level, [names[i] for i in here], fell=sign < 0))
    return clauses


def _clause(level: str, names: list[str], *, fell: bool) -> str:
    given = {
        "n": formats.number(len(names)),
        "level": name_of("health_level", level).lower(),
        "names": first_few(names),
    }
    n = len(names)
    if fell:
        return ngettext(
            "**{n}** committee fell to {level}: {names}",
            "**{n}** committees fell to {level}: {names}",
            n,
            **given,
        )
    return ngettext(
        "**{n}** committee rose to {level}: {names}",
        "**{n}** committees rose to {level}: {names}",
        n,
        **given,
    )
