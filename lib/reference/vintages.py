"""Counties of other years: what they were called, and which code took the place of which.

The Census Bureau changes the codes of counties: Connecticut's eight counties became nine planning
regions in 2022. A list of today and one of before name the same people twice.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from lib.reference.catalogue import counties, rows

Codes = Mapping[str, frozenset[str]]

TERRITORIES = {
    "60": ("AS", "American Samoa", "Samoa Americana"),
    "66": ("GU", "Guam", "Guam"),
    "69": ("MP", "Northern Mariana Islands", "Islas Marianas del Norte"),
    "78": ("VI", "Virgin Islands", "Islas Vírgenes"),
}
"""Abbreviation and names in English and Spanish, by FIPS code."""
ONLY_COUNTY = {"11": "11001", "66": "66010"}
"""The county of the District of Columbia and of Guam, which have no other."""


@dataclass(frozen=True, slots=True)
class Change:
    """A code that ended, and where its land is since.

    :ivar began: the codes that came with the change; ``grew``: those that were there before.
    """

    year: int
    ended: str
    began: tuple[str, ...]
    grew: tuple[str, ...]


@cache
def changes() -> tuple[Change, ...]:
    """Codes of counties that ended since 1970, the oldest first."""
    return tuple(
        Change(int(r["year"]), r["ended"], tuple(r["began"].split()), tuple(r["grew"].split()))
        for r in rows("county_changes.csv")
    )


@cache
def ended() -> frozenset[str]:
    """The codes that ended."""
    return frozenset(change.ended for change in changes())


@cache
def of_changes() -> frozenset[str]:
    """The codes that ended, or that came in the place of others."""
    return ended().union(*(change.began for change in changes()))


@cache
def county_names() -> dict[str, str]:
    """The name of each county of today and of 2019, of the territories' too, by code."""
    named = {r["county_fips"]: r["name"] for r in rows("county_names.csv") if r["kind"] != "former"}
    return {county.county_fips: county.name for county in counties()} | named


@cache
def former_names() -> dict[str, str]:
    """The name of each county that was no more in 2019, by code."""
    return {r["county_fips"]: r["name"] for r in rows("county_names.csv") if r["kind"] == "former"}


@cache
def towns() -> dict[tuple[str, str], tuple[str, ...]]:
    """The codes of the county of a town, by its state and its :func:`lib.reference.names.town`:
    that of 2019, and the one that took its place since, if any.
    """
    return {
        (r["state_fips"], r["name"]): tuple(filter(None, (r["county_fips"], r["later_fips"])))
        for r in rows("towns.csv")
    }


def counted_as(code: str, kept: Container[str]) -> str | None:
    """The code under which a county's people and incidents are counted.

    :param kept: the codes whose people are counted: one of each change's two sides.
    :return: the code itself where it is one of them, or nothing is known to have taken its place;
        none where its land went to several.
    """
    if code in kept:
        return code
    for steps in (_after(), _before()):
        reached = _ends(code, steps, kept)
        if reached != {None}:
            return next(iter(reached)) if len(reached) == 1 else None
    return code


def today(code: str) -> str:
    """The code that a county has today; its own where its land went to several."""
    following = _after().get(code, frozenset())
    return today(next(iter(following))) if len(following) == 1 else code


def _ends(code: str, steps: Codes, kept: Container[str]) -> frozenset[str | None]:
    if code in kept:
        return frozenset({code})
    following = steps.get(code)
    if not following:
        return frozenset({None})
    return frozenset().union(*(_ends(each, steps, kept) for each in following))


@cache
def _after() -> Codes:
    """By each code that ended, those that its land has since."""
    after: defaultdict[str, set[str]] = defaultdict(set)
    for change in changes():
        after[change.ended] |= {*change.began, *change.grew}
    return {code: frozenset(codes) for code, codes in after.items()}


@cache
def _before() -> Codes:
    """By each code that began, those that its land had before."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    for change in changes():
        for code in change.began:
            before[code].add(change.ended)
    return {code: frozenset(codes) for code, codes in before.items()}
