"""Columns of further files, added to the rows of the imported one.

The further files go into a temporary SQLite database on disk, so that memory stays bounded.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from lib.exchange.dates import digits
from lib.exchange.errors import NotImportable
from lib.exchange.header import Cells, Header, Pick
from lib.exchange.mapping import ImportMapping, Join
from lib.exchange.reading.opening import open_rows
from lib.exchange.reading.tables import Table

Extend = Callable[[Cells], Cells]

_BETWEEN = "\x1f"
_CREATE = (
    "CREATE TABLE joined (name TEXT, key TEXT, cells TEXT, rank REAL, PRIMARY KEY (name, key))"
    " WITHOUT ROWID"
)
_KEEP_HIGHEST = (
    "INSERT INTO joined VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET cells = excluded.cells, rank = excluded.rank WHERE excluded.rank > joined.rank"
)
_LOOK_UP = "SELECT cells FROM joined WHERE name = ? AND key = ?"


def _key(cells: Cells, picks: Sequence[Pick]) -> str:
    return _BETWEEN.join(pick(cells) or "" for pick in picks)


class Joins:
    """The further files of a mapping, each beside the imported file."""

    def __init__(self, mapping: ImportMapping, directory: Path):
        self._mapping = mapping
        self.directory = directory
        # An empty name is SQLite's temporary database: on disk, private, gone when closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(_CREATE)

    def close(self) -> None:
        """Drop what was read."""
        self._database.close()

    def extend(
        self, header: Header, to: str | None = None, missed: Callable[[str], None] = lambda _: None
    ) -> Extend:
        """Read the files joined to a file, add their columns to its header.

        :param to: the join whose file it is; the imported file if none.
        :param missed: called with the join's name for a row that nothing matches.
        :return: what adds their cells to a row of the file; empty ones where nothing matches.
        :raises NotImportable: if a file can't be read, or repeats a key with other cells.
        """
        steps = [
            self._step(name, join, header, missed)
            for name, join in self._mapping.join.items()
            if join.to == to
        ]

        def add(cells: Cells) -> Cells:
            for step in steps:
                cells = step(cells)
            return cells

        return add

    def _step(self, name: str, join: Join, header: Header, missed: Callable[[str], None]) -> Extend:
        self._load(name, join)
        where = f"join.{name}.on"
        picks = [header.pick([column], where) for column in join.on or join.key]
        header.extend(f"{name}.{column}" for column in join.take)
        nothing = [""] * len(join.take)

        def add(cells: Cells) -> Cells:
            row = self._database.execute(_LOOK_UP, (name, _key(cells, picks))).fetchone()
            if row is None:
                missed(name)
                return cells + nothing
            found: Cells = json.loads(row[0])
            return cells + found

        return add

    def _load(self, name: str, join: Join) -> None:
        with open_rows(self.directory / join.file, join.format or self._mapping.file) as rows:
            header = Header(rows.name, rows.header)
            add = self.extend(header, to=name)
            key = [header.pick([column], f"join.{name}.key") for column in join.key]
            take = [header.pick([column], f"join.{name}.take") for column in join.take]
            for line, cells in rows:
                _check_width(rows, line, cells, header)
                row = add(cells)
                self._put(name, join, f"{rows.name}: line {line}", _key(row, key), row, take)

    def _put(  # noqa: PLR0913
        self, name: str, join: Join, where: str, key: str, cells: Cells, take: Sequence[Pick]
    ) -> None:
        values = [pick(cells) or "" for pick in take]
        if join.several in ("largest", "smallest"):
            if values[0]:
                self._keep(name, key, values, _rank(join, values[0], where))
            return
        earlier = self._database.execute(_LOOK_UP, (name, key)).fetchone()
        if earlier is None:
            self._keep(name, key, values, 0)
        elif join.several == "refuse" and json.loads(earlier[0]) != values:
            raise NotImportable(
                f"{where}: repeats the key of an earlier line with other cells; say which one"
                f" counts (join.{name}.several)"
            )

    def _keep(self, name: str, key: str, values: list[str], rank: float) -> None:
        row = (name, key, json.dumps(values), rank)
        self._database.execute(_KEEP_HIGHEST, row)


def _check_width(rows: Table, line: int, cells: Cells, header: Header) -> None:
    if len(cells) != len(rows.header):
        raise NotImportable(
            f"{header.file}: line {line}: has {len(cells)} cells where the header has"
            f" {len(rows.header)}"
        )


def _rank(join: Join, text: str, where: str) -> float:
    try:
        value = float(digits(text))
    except ValueError:
        raise NotImportable(f"{where}: {text!r} is not a number ({join.take[0]})") from None
    return value if join.several == "largest" else -value
