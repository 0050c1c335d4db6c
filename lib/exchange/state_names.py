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

_BEFORE = re.compile(r"^(state|estado|commonwealth|territory) (of|de) (the )?|^(the|us|u s) ")
_CAPITAL = {"washington dc", "washington d c", "d c"}


def plain_state(name: str) -> str:
    """The name as it is compared: ``State of  New Méxíco`` is ``new mexico``."""
    plain = folded(name)
    return "dc" if plain in _CAPITAL else _BEFORE.sub("", plain)
