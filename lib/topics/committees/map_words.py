"""What is said on the map of committees, and below it."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Level
from lib.topics.health import words
from lib.ui.maps import MOST_POINTS


def title(committees: pd.DataFrame) -> str:
    """How many committees there are, in how many states, and how many of them are fragile.

    :param committees: open ones, ``usps`` and ``mark`` of each.
    """
    states = committees["usps"].nunique()
    n = len(committees)
    where = _(
        "{committees} in {states}",
        committees=ngettext("{n} committee", "{n} committees", n, n=formats.number(n)),
        states=ngettext("{n} state", "{n} states", states, n=formats.number(states)),
    )
    fragile = int((committees["mark"] == Level.FRAGILE).sum())
    if not fragile:
        return where
    of_them = ngettext("{n} is fragile", "{n} are fragile", fragile, n=formats.number(fragile))
    return _("{committees}: {fragile}", committees=where, fragile=of_them)


def note(n: int, family: str) -> str:
    """Which committees are drawn, where these are not all of them.

    :param n: how many there are.
    """
    if n <= MOST_POINTS:
        return ""
    counts = {"shown": formats.number(MOST_POINTS), "all": formats.number(n)}
    if family == "health_level":
        return _(
            "{shown} of {all} committees are drawn: those that need someone first. What is said of"
            " the states counts all.",
            **counts,
        )
    return _(
        "{shown} of {all} committees are drawn: those with the most members. What is said of the"
        " states counts all.",
        **counts,
    )


def alt(committees: pd.DataFrame, family: str) -> str:
    """What the map is, for a screen reader."""
    counts = committees["mark"].value_counts()
    counted = formats.listing(
        f"{name_of(family, str(mark)).lower()} {formats.number(int(n))}"
        for mark, n in counts.items()
    )
    if family == "health_level":
        return _("Map of the committees by health: {counts}.", counts=counted)
    return _("Map of the committees by status: {counts}.", counts=counted)


def hover(committees: pd.DataFrame, family: str) -> list[str]:
    """What is said over the point of each."""
    points = committees[["name", "mark", "members"]].itertuples(index=False, name=None)
    return [
        " · ".join([name, words.level(str(mark), family), *_members(members)])
        for name, mark, members in points
    ]


def _members(n: float) -> list[str]:
    if pd.isna(n):
        return []
    return [ngettext("{n} member", "{n} members", int(n), n=formats.number(n))]
