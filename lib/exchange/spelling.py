"""Texts found by their spelling: exactly, or else by what is left without accents and case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lib.reference.names import plain

Value = TypeVar("Value")

BY_SPELLING = "found only without case, accents, blanks or unseen marks"
"""What is noted where a text is not exactly the one that it was taken for."""

_BETWEEN = re.compile(r"\s*[,;|/\n]\s*")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """The value of a text, and whether only its spelling without case and accents has it."""

    value: Value
    is_folded: bool


class Spellings(Generic[Value]):
    """Values by texts.

    :param pairs: texts with their values; of a text with several, none is taken.
    """

    def __init__(self, pairs: Iterable[tuple[str, Value]]):
        self._exact: dict[str, set[Value]] = {}
        self._plain: dict[str, set[Value]] = {}
        for text, value in pairs:
            self._exact.setdefault(text.strip(), set()).add(value)
            self._plain.setdefault(plain(text), set()).add(value)

    def __contains__(self, text: str) -> bool:
        return plain(text) in self._plain

    def find(self, text: str) -> Found[Value] | None:
        """The one value of a text; none where it has no value, or several."""
        exact = self._exact.get(text)
        values = exact or self._plain.get(plain(text)) or set()
        if len(values) != 1:
            return None
        return Found(next(iter(values)), is_folded=exact is None)

    def has_all_parts(self, text: str) -> bool:
        """Whether a cell holds several texts, each of which has a value."""
        parts = _BETWEEN.split(text)
        return len(parts) > 1 and all(part and part in self for part in parts)
