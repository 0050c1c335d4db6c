"""Texts with ``{column}`` in them, filled from the cells of a row."""

import re
from collections.abc import Sequence

_FIELD = re.compile(r"\{([^{}]+)\}")


class Template:
    """A text that names columns of the file in braces, such as ``"Module {code_module}"``.

    :raises ValueError: if it names no column, or has a brace that is not one of a pair.
    """

    def __init__(self, text: str):
        self._between: list[str] = _FIELD.split(text)[::2]
        self.fields: list[str] = _FIELD.findall(text)
        if not self.fields:
            raise ValueError("names no column; write {column} for a cell, or use a constant")
        self._form = "%s".join(part.replace("%", "%%") for part in self._between)
        if any(brace in part for part in self._between for brace in "{}"):
            raise ValueError("has a brace without its pair")

    def fill(self, values: Sequence[str | None]) -> str:
        """The text with the values in the place of ``fields``, in order; none leaves nothing."""
        if not values:
            values = [None] * len(self.fields)
        return (self._form % tuple([value or "" for value in values])).strip()
