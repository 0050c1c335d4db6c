"""Where the columns of a file, and those joined to them, are in a row of cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from lib.exchange.errors import NotImportable

Cells = list[str]
Pick = Callable[[Cells], str | None]


class Header:
    """The columns of a file by name; what counts as an empty cell of it.

    Of several columns of one name, the first counts that is not empty.

    :param empty: texts that mean no value, besides an empty cell.
    :param splits: columns whose cells hold several values, and what stands between those.
    :param optional: columns that may lack; they are empty then.
    """

    def __init__(
        self,
        file: str,
        names: Sequence[str],
        empty: Iterable[str] = (),
        splits: Mapping[str, str] = MappingProxyType({}),
        optional: Iterable[str] = (),
    ):
        self.file = file
        self.width = len(names)
        self._names = list(names)
        self._empty = {"", *(text.strip() for text in empty)}
        self._splits = splits
        self._optional = frozenset(optional)
        self._used: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The columns of the file itself, in its order."""
        return self._names[: self.width]

    @property
    def unused(self) -> list[str]:
        """The columns of the file that nothing asked for so far, each once."""
        return [name for name in dict.fromkeys(self.names) if name and name not in self._used]

    def extend(self, names: Iterable[str]) -> None:
        """Add joined columns after those of the file."""
        self._names.extend(names)

    def positions(self, name: str, needed_by: str) -> list[int]:
        """The indices of the columns of that name; none where it may lack.

        :raises NotImportable: if the header lacks it.
        """
        self._used.add(name)
        if name in self._names:
            return [index for index, other in enumerate(self._names) if other == name]
        if name in self._optional:
            return []
        present_columns = ", ".join(self._names[: min(self.width, 40)])
        raise NotImportable(
            f"{self.file}: the header lacks the column {name!r}, which {needed_by} of the mapping"
            f" needs; it has {self.width} columns: {present_columns}"
        )

    def pick(self, names: Sequence[str], needed_by: str) -> Pick:
        """A function from a row to its first cell of these columns that is not empty, trimmed."""
        positions = [index for name in names for index in self.positions(name, needed_by)]
        empty = self._empty
        if len(positions) == 1:
            (only,) = positions

            # For every column of every row.
            def single(cells: Cells) -> str | None:
                text = cells[only].strip()
                return None if text in empty else text

            return single

        def first(cells: Cells) -> str | None:
            for position in positions:
                text = cells[position].strip()
                if text not in empty:
                    return text
            return None

        return first

    def splits(self, name: str) -> bool:
        """Whether cells of a column hold several values."""
        return name in self._splits

    def pick_values(self, names: Sequence[str], needed_by: str) -> Callable[[Cells], list[str]]:
        """A function from a row to the values of its first cell of these columns that has any."""
        picks = [(self.pick([name], needed_by), self._splits.get(name)) for name in names]
        empty = self._empty

        def values(cells: Cells) -> list[str]:
            for pick, between in picks:
                text = pick(cells)
                if text is None:
                    continue
                parts = [text] if between is None else map(str.strip, text.split(between))
                if found := [part for part in parts if part not in empty]:
                    return found
            return []

        return values
