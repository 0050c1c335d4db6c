"""Cells that stand for something else: a translation, the key of another row, a part."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column

from lib.exchange.errors import Rejected
from lib.exchange.mapping import ColumnMapping
from lib.exchange.notes import Notes
from lib.exchange.patterns import LONGEST_TEXT
from lib.exchange.spelling import BY_SPELLING, Spellings

NOT_FOUND = "not found: no value"


def translation(column: str, mapping: ColumnMapping, notes: Notes) -> Callable[[str | None], Any]:
    """A function from a text to what the mapping translates it to.

    It raises ``Rejected`` where the mapping says so. What becomes of a text without a translation
    is noted, and so is a cell that holds several texts which each have one.
    """
    table = Spellings(mapping.translate.items())
    has_empty = any(not text.strip() for text in mapping.translate)

    def translate(text: str | None) -> Any:
        if text is None and not has_empty:
            return None
        found = table.find(text or "")
        if found and found.is_folded:
            notes.add(column, BY_SPELLING)
        value = found.value if found else _otherwise(text or "")
        if value == "reject":
            raise Rejected(column, f"{text or ''!r} has no translation")
        return {"null": None, "keep": text}.get(value, value) if isinstance(value, str) else value

    def _otherwise(text: str) -> Any:
        value = mapping.otherwise
        several = table.has_all_parts(text)
        if several and value == "reject":
            raise Rejected(column, f"{text!r} has several values in one cell")
        if several:
            notes.add(column, f"several values in one cell: {_became(value)}")
        elif value not in ("reject", "keep"):
            notes.add(column, f"no translation: {_became(value)}")
        return value

    return translate


def known(mapping: ColumnMapping) -> Callable[[str], bool]:
    """Whether a column is about a text: it has the part, and a translation if it needs one."""
    wanted = re.compile(mapping.part) if mapping.part else None
    table = Spellings(mapping.translate.items())

    def is_known(text: str) -> bool:
        found = wanted.search(text) if wanted else None
        if wanted and found is None:
            return False
        return not mapping.translate or (found[1] if found else text) in table

    return is_known


def _became(value: Any) -> str:
    return {"null": "no value", "keep": "kept as it is"}.get(value, f"taken as {value}")


def finder(
    column: Column[Any], mapping: ColumnMapping, keys: Mapping[str, str | None], notes: Notes
) -> Callable[[str], str | None]:
    """A function from a text to the key of the row that has it.

    It raises ``Rejected`` where none has it, or several have, unless the mapping lets that pass.

    :param keys: keys by texts; none where several rows share the text.
    """
    table = Spellings(keys.items())

    def find(text: str) -> str | None:
        found = table.find(text)
        if found and found.value is not None:
            if found.is_folded:
                notes.add(column.name, BY_SPELLING)
            return found.value
        if mapping.unknown == "null":
            notes.add(column.name, NOT_FOUND)
            return None
        how_many = "several have" if text in table else "none has"
        raise Rejected(column.name, f"{how_many} the {mapping.find} {text!r}")

    return find


def part_of(column: str, pattern: str) -> Callable[[str], str]:
    """A function from a text to the part of it that a pattern's one group is.

    It raises ``Rejected`` for a text without such a part.
    """
    wanted = re.compile(pattern)

    def part(text: str) -> str:
        if len(text) > LONGEST_TEXT:
            raise Rejected(
                column, f"has more than {LONGEST_TEXT:,} characters to look for a part in"
            )
        found = wanted.search(text)
        if found is None:
            raise Rejected(column, f"{text!r} has no part like {pattern}")
        return str(found[1])

    return part
