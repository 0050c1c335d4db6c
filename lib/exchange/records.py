"""From a row of cells to a record: the values of the table's columns, not yet validated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Table, select

from lib.exchange.conversion import Conversion
from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.filters import keeper
from lib.exchange.geography import Geography
from lib.exchange.header import Cells, Header
from lib.exchange.identity import identifier
from lib.exchange.joins import Joins
from lib.exchange.mapping import ImportMapping
from lib.exchange.notes import Notes
from lib.exchange.place import locator, place_columns
from lib.exchange.reading.parts import FILE_NAME
from lib.exchange.rekeying import FORMER, has_former
from lib.exchange.several_rows import RANK, ranker
from lib.exchange.validation import Record

MOST_PARENTS = 100_000
"""Rows of a parent table that a column's ``find`` may look through; they are held in memory."""

NOWHERE = "place unknown"


@dataclass(frozen=True, slots=True)
class Target:
    """The table that records are for, and the connection that reads what a mapping refers to:
    states, places and rows of other tables."""

    database: str
    table: Table
    connection: Connection


class RecordMaker:
    """Turns rows of one file into records of one table.

    :param zone: the time zone of times that say none.
    :param notes: where what is to be told of a row is noted.
    :raises NotImportable: if the file, or one joined to it, lacks a column that the mapping names.
    """

    def __init__(  # noqa: PLR0913
        self,
        mapping: ImportMapping,
        target: Target,
        header: Header,
        joins: Joins,
        zone: ZoneInfo,
        notes: Notes,
    ):
        table = target.table
        self._width = header.width
        self._extend = joins.extend(
            header, missed=lambda name: notes.add(f"join.{name}", "no row matches: empty cells")
        )
        header.extend([FILE_NAME])
        self._file_name = header.file
        self._limits = [
            (name, spec.no_later_than)
            for name, spec in mapping.columns.items()
            if spec.no_later_than
        ]
        self._notes = notes
        conversion = Conversion(
            header,
            zone,
            lambda *column_and_name: _parents(target.connection, *column_and_name),
            notes,
            mapping.language,
        )
        self._is_meant = keeper(mapping, header)
        self._rank = ranker(mapping.several, header) if mapping.several else None
        (self._key,) = table.primary_key.columns.keys()
        self._identify = identifier(
            mapping.identity,
            self._key,
            header,
            has_former=bool(mapping.identity.whole_row)
            and has_former(target.connection, table, mapping.identity.former_prefix),
        )
        self._columns = {
            name: conversion.column(table.c[name], spec) for name, spec in mapping.columns.items()
        }
        self._locate: Callable[[Cells], Record] = lambda _: {}
        if mapping.place is not None:
            columns = place_columns(mapping.place, table.c.keys())
            geography = Geography(target.connection, target.database)
            if not geography.region_of:
                raise NotImportable(
                    f"source.state of the {target.database} database is empty, so no place can be"
                    " found; load the regions and states first"
                )
            self._locate = locator(mapping.place, header, geography, columns, notes)

    def __call__(self, cells: Cells) -> Record | None:
        """The record of a row; none of one that is not meant.

        :raises Rejected: if the mapping has no value for a cell.
        """
        if len(cells) != self._width:
            raise Rejected("", f"has {len(cells)} cells where the header has {self._width}")
        row = [*self._extend(cells), self._file_name]
        if not self._is_meant(row):
            return None
        key = self._identify(row)
        record: Record = {self._key: key.text, FORMER: key.former}
        for name, convert in self._columns.items():
            record[name] = convert(row)
        for name, other in self._limits:
            if record[name] and record[other] and record[name] > record[other]:
                record[name] = None
                self._notes.add(name, f"later than {other}: no value")
        if self._rank:
            record[RANK] = self._rank(row)
        located = self._locate(row)
        for name in ("region_id", "state_fips"):
            if name in located and located[name] is None:
                self._notes.add(name, NOWHERE)
                break
        record.update(located)
        return record


def _parents(connection: Connection, column: Column[Any], by: str) -> dict[str, str | None]:
    (foreign,) = column.foreign_keys
    parent = foreign.column.table
    keys: dict[str, str | None] = {}
    query = select(parent.c[by], foreign.column).limit(MOST_PARENTS + 1)
    for count, (name, key) in enumerate(connection.execute(query)):
        if count == MOST_PARENTS:
            raise NotImportable(
                f"columns.{column.name}.find: {parent.fullname} has more than {MOST_PARENTS:,} rows"
            )
        exact = str(name).strip()
        keys[exact] = key if exact not in keys else None
    return keys
