"""Where the columns of a file, and those joined to them, are in a row of cells."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from lib.exchange.errors import NotImportable

Cells = list[str]
Pick = Callable[[Cells], str | None]


class Header:
    """The columns of a file by name; what counts as an empty cell of it.

    :param empty: texts that mean no value, besides an empty cell.
    """

    def __init__(self, file: str, names: Sequence[str], empty: Iterable[str] = ()):
        self.file = file
        self.width = len(names)
        self._names = list(names)
        self._times = Counter(names)
        self._empty = {"", *(text.strip() for text in empty)}

    def extend(self, names: Iterable[str]) -> None:
        """Add joined columns after those of the file."""
        self._names.extend(names)
        self._times = Counter(self._names)

    def position(self, name: str, needed_by: str) -> int:
        """The index of a column.

        :raises NotImportable: if the header lacks it, or has it several times.
        """
        if self._times[name] == 1:
            return self._names.index(name)
        present_columns = ", ".join(self._names[: min(self.width, 40)])
        fault = "has several columns" if name in self._times else "lacks the column"
        raise NotImportable(
            f"{self.file}: the header {fault} {name!r}, which {needed_by} of the mapping needs;"
            f" it has {self.width} columns: {present_columns}"
        )

    def pick(self, names: Sequence[str], needed_by: str) -> Pick:
        """A function from a row to its first cell of these columns that is not empty, trimmed."""
        positions = [self.position(name, needed_by) for name in names]
        empty = self._empty

        def first(cells: Cells) -> str | None:
            for position in positions:
                text = cells[position].strip()
                if text not in empty:
                    return text
            return None

        return first
