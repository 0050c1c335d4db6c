"""Counties as files name them: by code or by name, of whatever year and spelling."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from lib.reference.names import town
from lib.reference.vintages import county_names, former_names, today

_KIND = (
    r"county|cnty|cty|co|parish|municipality|census area|city (?:and|&) borough|borough|municipio"
    r"(?: autonomo)?|planning region|district|condado"
)
_BEHIND = re.compile(rf"^(?P<name>.+?) (?:{_KIND})$")
_BEFORE = re.compile(rf"^(?:the )?(?:{_KIND}) (?:of|de|del) (?P<name>.+)$")
_TURNED = re.compile(rf"^(?P<name>.+?) (?P<kind>{_KIND}|city) of$")
"""As in an index: ``Juneau, City and Borough of``."""
_CITY_OF = re.compile(r"^(?:city|ciudad) (?:of|de) (?P<name>.+?)(?: city)?$")
_CODE = re.compile(r"^(?:0500000us|us)?(?P<digits>\d{1,5})$", re.IGNORECASE)

BY_OTHER_NAMES = {
    ("11", "washington"): "11001", ("11", "dc"): "11001",
    ("36", "brooklyn"): "36047", ("36", "manhattan"): "36061", ("36", "staten island"): "36085",
    ("36", "the bronx"): "36005",
    ("78", "st croix island"): "78010", ("78", "st john island"): "78020",
    ("78", "st thomas island"): "78030",
}  # fmt: skip
"""By state and folded name: counties that go by the name of a city or a borough."""

Names = Mapping[tuple[str, str], frozenset[str]]


class CountyNames:
    """The shipped counties of every year, and those of the organization.

    :param own: the names of the organization's counties, by code.
    """

    def __init__(self, own: Mapping[str, str]):
        self._own = own
        self._names: list[Names] = [_joined(_shipped(), by_name(own)) if own else _shipped()]
        self._names.append(_former())

    def codes(self, state_fips: str | None, text: str) -> tuple[str, ...]:
        """The codes of the counties that a text may mean: none, one, or those of a county and of an
        independent city that share a bare name.

        :param text: a code, with its state's or beside its state; or a name within a state.
        """
        code = _CODE.match(text)
        if code:
            return self._coded(state_fips, code["digits"])
        return self._named(state_fips or "", text)

    def _coded(self, state_fips: str | None, digits: str) -> tuple[str, ...]:
        if state_fips and len(digits) <= len("037"):
            digits = state_fips + digits.zfill(3)
        code = digits.zfill(5)
        is_known = code in county_names() or code in former_names() or code in self._own
        return (self._kept(code),) if is_known and state_fips in (None, code[:2]) else ()

    def _named(self, state_fips: str, text: str) -> tuple[str, ...]:
        plain, says_kind = plain_county(text)
        for names in self._names:
            county = names.get((state_fips, plain), frozenset())
            # Where a county and a city share a name, the county's says that it is one.
            city = names.get((state_fips, f"{plain}city"), frozenset())
            if found := county if county and says_kind else county | city:
                return tuple(sorted({self._kept(code) for code in found}))
        return ()

    def _kept(self, code: str) -> str:
        """The code that took the place of one that is no more."""
        return code if code in self._own or code in county_names() else today(code)

    def name(self, code: str) -> str:
        """What the county of a code is called."""
        return self._own.get(code) or county_names().get(code) or former_names().get(code) or code


# An organization's 3,100 counties come with each import, and a file's few in each of its rows.
@lru_cache(maxsize=8_192)
def plain_county(name: str) -> tuple[str, bool]:
    """The letters of a name without the kind of county, and whether it says the kind.

    An independent city keeps the word, since a county of the same name may lie around it:
    ``City of Richmond`` is ``richmondcity``.
    """
    words = town(name)
    turned = _TURNED.match(words)
    if turned:
        words = f"{turned['kind']} of {turned['name']}"
    city = _CITY_OF.match(words)
    if city:
        return _letters(f"{city['name']} city"), False
    county = _BEFORE.match(words) or _BEHIND.match(words)
    return _letters(county["name"] if county else words), county is not None


def _letters(words: str) -> str:
    return re.sub(r"[^a-z]", "", words)


def by_name(named: Mapping[str, str]) -> Names:
    """The codes of counties by state and plain name.

    :param named: names by code.
    """
    names = defaultdict(set)
    for code, name in named.items():
        names[code[:2], plain_county(name)[0]].add(code)
    return {key: frozenset(codes) for key, codes in names.items()}


def _joined(one: Names, other: Names) -> Names:
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in {*one, *other}}


@cache
def _shipped() -> Names:
    others = {(state, _letters(n)): frozenset({c}) for (state, n), c in BY_OTHER_NAMES.items()}
    return {**by_name(county_names()), **others}


@cache
def _former() -> Names:
    return by_name(former_names())
