"""One table of an import: every row loaded, unchanged, left out or rejected."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from lib.data.configuration import configuration
from lib.exchange import aliases, rejections
from lib.exchange.errors import Rejected
from lib.exchange.header import Cells, Header
from lib.exchange.joins import Joins
from lib.exchange.mapping import ImportMapping
from lib.exchange.notes import Notes
from lib.exchange.outcome import Outcome
from lib.exchange.plan import filled_columns, find_table
from lib.exchange.reading.parts import FILE_NAME
from lib.exchange.reading.tables import Table
from lib.exchange.records import RecordMaker, Target
from lib.exchange.rekeying import FORMER
from lib.exchange.several_rows import RANK
from lib.exchange.staging import Rejection, Staging
from lib.exchange.unpivot import Unpivoted
from lib.exchange.validation import Record, Validator

BATCH = 5_000
"""Rows that are converted, validated and copied at a time."""

Progress = Callable[[int], None]


class TableImport:
    """A file's rows into one table, inside the import's transaction."""

    def __init__(self, mapping: ImportMapping, target: Target, rows: Table, joins: Joins):
        columns = filled_columns(mapping, target.table)
        form = mapping.file
        if mapping.unpivot:
            rows = Unpivoted(rows, mapping.unpivot, form.empty)
        header = Header(rows.name, rows.header, form.empty, mapping.split, form.optional)
        zone = configuration().organization.zone
        self._rows = rows
        self._notes = Notes()
        self._record = RecordMaker(mapping, target, header, joins, zone, self._notes)
        known = {*form.unused, FILE_NAME}
        if isinstance(rows, Unpivoted):
            known |= rows.used
        self._unused = tuple(name for name in header.unused if name not in known)
        self._values = itemgetter(*columns)
        self._validate = Validator(target.table, columns)
        self._staging = Staging(target.connection, target.table, columns, mapping, self._notes)
        self._rename = self._renaming(mapping, target, joins)
        self._ranks = mapping.several is not None
        self._left_out = 0
        self._is_whole_list = bool(mapping.edition or mapping.whole_list)

    def _renaming(
        self, mapping: ImportMapping, target: Target, joins: Joins
    ) -> Callable[[Record], None]:
        """What takes old ids for new ones, once the rows that are there have them."""
        if mapping.alias is None:
            return lambda _: None
        named = (mapping.alias.of or mapping.table).rpartition(".")[2]
        _, of = find_table(f"{target.database}.{named}")
        new_keys = aliases.pairs(mapping.alias, joins.directory, mapping.file)
        aliases.apply(target.connection, of, new_keys)
        return aliases.Renaming(target.table, of, new_keys, self._notes)

    def run(self, rejects: Path, progress: Progress) -> Outcome:
        """Load all rows.

        :param rejects: where rejected rows go.
        :param progress: called with the number of rows read so far, now and then.
        :raises NotImportable: if the file can't be read to its end, or more of a whole list would
            go than may.
        """
        with _collecting_by_batch():
            rows_in = self._stage_all(progress)
        merged = self._staging.merge()
        rejected = self._staging.rejected_by_column()
        # A file without some of its rows is no whole list.
        gone = self._staging.end(merged.new) if self._is_whole_list and not rejected else None
        outcome = Outcome(
            rows_in,
            merged.new,
            merged.changed,
            merged.unchanged,
            rejected,
            rejects,
            gone.rows if gone else None,
            gone.keys if gone else (),
            self._is_whole_list,
            self._left_out,
            merged.taken_together,
            self._rows.rows_read if isinstance(self._rows, Unpivoted) else None,
            (*self._staging.notes(self._notes.kinds), *merged.told),
            self._unused,
        )
        if outcome.accounted_for != rows_in:
            raise AssertionError(f"rows are missing: {outcome}")
        self._write_rejections(outcome)
        self._staging.drop()
        return outcome

    def _stage_all(self, progress: Progress) -> int:
        rows_in = 0
        stream = iter(self._rows)
        while batch := list(islice(stream, BATCH)):
            self._stage(batch)
            rows_in += len(batch)
            progress(rows_in)
        return rows_in

    def _stage(self, batch: Sequence[tuple[int, Cells]]) -> None:
        rejected: list[Rejection] = []
        origins: list[tuple[Any, ...]] = []
        records: list[Record] = []
        for line, cells in batch:
            raw = to_json(cells).decode()
            try:
                record = self._record(cells)
            except Rejected as error:
                self._notes.drop()
                rejected.append((line, raw, error))
                continue
            if record is not None:
                self._rename(record)
            noted = self._notes.take()
            if record is None:
                self._left_out += 1
                continue
            ranks = [record.pop(RANK)] if self._ranks else []
            origins.append((line, raw, noted, record.pop(FORMER), *ranks))
            records.append(record)
        valid, errors = self._validate(records)
        rejected += [(*origins[index][:2], error) for index, error in errors.items()]
        valid_origins = (origin for index, origin in enumerate(origins) if index not in errors)
        self._staging.reject(rejected)
        self._staging.put(
            (*origin, *self._values(record))
            for origin, record in zip(valid_origins, valid, strict=True)
        )

    def _write_rejections(self, outcome: Outcome) -> None:
        if outcome.rejected:
            rejections.write(outcome.rejects, self._rows.header, self._staging.rejections())
        else:
            rejections.remove(outcome.rejects)


@contextmanager
def _collecting_by_batch() -> Iterator[None]:
    """Python looks for circles of garbage once a batch, not some dozen times: none are made."""
    before = gc.get_threshold()
    gc.set_threshold(10 * BATCH, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
