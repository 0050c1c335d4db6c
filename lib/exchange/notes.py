"""What is to be told of imported rows: what had no value, what was found by spelling alone.

A note belongs to a row and goes into the table with it, so a row that is rejected later is not told
of twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

NOTES = "file_notes"
"""The column of staged rows with the numbers of what is to be told of each."""
EXAMPLES = 3
"""Lines of the file that are named for each kind of note. A line tells nothing of a person."""
_CACHED = 10_000


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted of some rows.

    :ivar about: the column of the contract, or the join.
    :ivar rows: how many rows, those that were rejected not among them.
    :ivar lines: the first lines of the file with it.
    """

    about: str
    what: str
    rows: int
    lines: tuple[int, ...]


class Notes:
    """Gathers the notes of one row after the other, each kind by a number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._row: list[int] = []

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What notes are about and what they say, by their number."""
        return list(self._numbers)

    def add(self, about: str, what: str) -> None:
        """Note something of the row that is being read."""
        self._row.append(self.number(about, what))

    def number(self, about: str, what: str) -> int:
        """The number of a kind of note."""
        return self._numbers.setdefault((about, what), len(self._numbers))

    def take(self) -> str | None:
        """The numbers of the row's notes as an array of PostgreSQL's; the next row has none yet."""
        if not self._row:
            return None
        noted = ",".join(map(str, dict.fromkeys(self._row)))
        self._row.clear()
        return f"{{{noted}}}"

    def drop(self) -> None:
        """Forget the notes of the row: it is rejected."""
        self._row.clear()

    def remembering(self, function: Callable[..., T]) -> Callable[..., T]:
        """A function whose values are remembered together with what it notes."""

        @lru_cache(_CACHED)
        def remembered(*arguments: Any) -> tuple[T, tuple[int, ...]]:
            before = len(self._row)
            value = function(*arguments)
            noted = tuple(self._row[before:])
            del self._row[before:]
            return value, noted

        def repeated(*arguments: Any) -> T:
            value, noted = remembered(*arguments)
            if noted:
                self._row.extend(noted)
            return value

        return repeated
