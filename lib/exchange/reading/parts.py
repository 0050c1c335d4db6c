"""Several files that are one table: what a pattern of names finds, or a zip holds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

from lib.exchange.errors import NotImportable
from lib.exchange.reading.packing import Piece
from lib.exchange.reading.tables import Cells, Table

FILE_NAME = "file.name"
"""The column that says of which file a row is."""

Open = Callable[[Piece], AbstractContextManager[Table]]


class Parts:
    """The rows of several files, one after the other, and beside each the name of its file.

    The columns are those of the first; others may have them in another order, and more of them.
    JSON has a column where a row has it, so its columns are those of all, and none lacks any.

    :raises NotImportable: there or while reading, if one can't be read, or lacks a column.
    """

    columns_vary = False

    def __init__(self, name: str, pieces: Sequence[Piece], opened: Open):
        self.name = name
        self._pieces = pieces
        self._open = opened
        with opened(pieces[0]) as first:
            names = dict.fromkeys(first.header)
            self._names = first.header
            self._may_lack = first.columns_vary
        if self._may_lack:
            for piece in pieces[1:]:
                with opened(piece) as further:
                    names.update(dict.fromkeys(further.header))
            self._names = list(names)
        self.header = [*self._names, FILE_NAME]

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        for piece in self._pieces:
            with self._open(piece) as table:
                places = self._places(table)
                width = len(table.header)
                for line, cells in table:
                    if len(cells) == width:
                        cells.append("")  # what a column has that lacks
                        yield line, [*(cells[place] for place in places), piece.name]
                    else:
                        # A text beyond the header: the row is refused, and this is what it was.
                        surplus = cells[width:]
                        yield line, [*cells[: len(self._names)], piece.name, *surplus]

    def _places(self, table: Table) -> list[int]:
        if table.header == self._names:
            return list(range(len(self._names)))
        if self._may_lack:
            places = {name: place for place, name in enumerate(table.header)}
            return [places.get(name, len(places)) for name in self._names]
        lacking = [name for name in self._names if name not in table.header]
        if lacking or len(set(self._names)) < len(self._names):
            what = f"lacks the columns {', '.join(lacking)}" if lacking else "has other columns"
            raise NotImportable(
                f"{table.name}: {what} of {self._pieces[0].name}; files that are imported together"
                " have the same"
            )
        return [table.header.index(name) for name in self._names]
