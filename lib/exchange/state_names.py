"""States as files name them: by abbreviation, name in English or Spanish, or code."""

import re

from lib.reference.names import folded

IN_SPANISH = {
    "Carolina del Norte": "37", "Carolina del Sur": "45", "Dakota del Norte": "38",
    "Dakota del Sur": "46", "Distrito de Columbia": "11", "Hawái": "15", "Luisiana": "22",
    "Minesota": "27", "Misisipi": "28",
    "Misuri": "29", "Nueva Hampshire": "33", "Nuevo Hampshire": "33", "Nueva Jersey": "34",
    "Nueva York": "36", "Nuevo Méjico": "35", "Nuevo México": "35", "Oregón": "41",
    "Pensilvania": "42", "Tejas": "48", "Tenesí": "47", "Virginia del Oeste": "54",
    "Virginia Occidental": "54",
}  # fmt: skip
"""Names that differ in Spanish by more than accents; none of them is a state's in English."""

IN_SHORT = {
    "Ala": "01", "Ariz": "04", "Ark": "05", "Calif": "06", "Colo": "08", "Conn": "09", "Del": "10",
    "Fla": "12", "Ill": "17", "Ind": "18", "Kans": "20", "Mass": "25", "Mich": "26", "Minn": "27",
    "Miss": "28", "Mont": "30", "Neb": "31", "Nebr": "31", "Nev": "32", "N Mex": "35",
    "N Dak": "38", "Okla": "40", "Ore": "41", "Oreg": "41", "S Dak": "46", "Tenn": "47",
    "Tex": "48", "Wash": "53", "W Va": "54", "Wis": "55", "Wisc": "55", "Wyo": "56",
}  # fmt: skip
"""The abbreviations that newspapers and the Government Publishing Office write."""

_POINTS = {"n": "north", "no": "north", "s": "south", "so": "south", "w": "west"}
_BEFORE = re.compile(r"^(state|estado|commonwealth|territory) (of|de) (the )?|^(the|us|u s) ")
_WITH_POINTS = {"carolina", "dakota", "virginia"}
_CAPITAL = {"washington dc", "washington d c", "d c"}


def plain_state(name: str) -> str:
    """The name as it is compared: ``State of  New Méxíco`` is ``new mexico``, ``N.C.`` is ``nc``,
    ``N. Carolina`` is ``north carolina``.
    """
    plain = _BEFORE.sub("", folded(name))
    if plain in _CAPITAL:
        return "dc"
    first, _, rest = plain.partition(" ")
    if len(first) == len(rest) == 1:
        return first + rest
    return f"{_POINTS[first]} {rest}" if rest in _WITH_POINTS and first in _POINTS else plain
