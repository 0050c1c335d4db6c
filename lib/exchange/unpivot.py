"""Wide to long: a row for each of the columns that stand beside each other for different things."""

import re
from collections.abc import Iterator, Sequence

from lib.exchange.errors import NotImportable
from lib.exchange.header import Cells
from lib.exchange.mapping import Unpivot
from lib.exchange.reading.tables import Table


class Unpivoted:
    """The rows of a table, each turned into one for every thing that has a value in it.

    The cells stay; the thing's name and its values are added in columns of their own.

    :param empty: cells that mean no value.
    :raises NotImportable: if no column is one of those that are named.
    """

    columns_vary = False

    def __init__(self, table: Table, unpivot: Unpivot, empty: Sequence[str]):
        self.name = table.name
        self.rows_read = 0
        self._table = table
        self._empty = {"", *(text.strip() for text in empty)}
        self._things: dict[str, list[int | None]] = {}
        for number, (value, columns) in enumerate(unpivot.values.items()):
            found = list(_columns(table.header, columns))
            if not found:
                raise NotImportable(
                    f"{table.name}: no column is one of unpivot.values.{value} ({columns})"
                )
            for thing, position in found:
                places = self._things.setdefault(thing, [None] * len(unpivot.values))
                places[number] = position
        self.header = [*table.header, unpivot.name, *unpivot.values]

    @property
    def used(self) -> set[str]:
        """The columns that rows were made of."""
        places = {place for positions in self._things.values() for place in positions}
        return {self._table.header[place] for place in places if place is not None}

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        width = len(self._table.header)
        for line, cells in self._table:
            self.rows_read += 1
            if len(cells) != width:
                # Too wide for its header: whoever reads it refuses it.
                yield line, [*cells, *[""] * (len(self.header) - width)]
                continue
            for thing, positions in self._things.items():
                values = ["" if p is None else cells[p].strip() for p in positions]
                if not self._empty.issuperset(values):
                    yield line, [*cells, thing, *values]


def _columns(header: Sequence[str], wanted: str | Sequence[str]) -> Iterator[tuple[str, int]]:
    """The things that columns are of, and where: by name, or by what a pattern finds in names."""
    if not isinstance(wanted, str):
        for name in wanted:
            if name in header:
                yield name, header.index(name)
        return
    pattern = re.compile(wanted)
    for position, name in enumerate(header):
        if found := pattern.fullmatch(name):
            yield found[1].strip(), position
