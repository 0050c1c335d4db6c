"""What files call the columns of the contract: ``words.toml``."""

import re
import tomllib
from pathlib import Path

from lib.reference.names import plain

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
CALLED: dict[str, list[str]] = _WORDS["columns"]
PLACES: dict[str, list[str]] = _WORDS["places"]
IDS: list[str] = _WORDS["ids"]
_ENDINGS = re.compile(r"(_id|_on|_at|_cents|_fips|_en|_es)$")
_BEGINNINGS = re.compile(r"^(can2 |primary |_)")


def spoken(name: str) -> str:
    """A column's name as somebody would say it: ``can2_user_city`` is ``user city``."""
    last = re.split(r"[/.]", name)[-1] if not name.endswith(("/", ".")) else name
    words = re.sub(r"[_\-?¿:()]+", " ", last)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    return _BEGINNINGS.sub("", plain(words)).strip()


def names_of(column: str) -> list[str]:
    """What a column of the contract may be called, the likeliest first."""
    own = column.replace("_", " ")
    short = _ENDINGS.sub("", column).replace("_", " ")
    return list(dict.fromkeys([own, *CALLED.get(column, ()), short]))
