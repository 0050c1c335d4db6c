"""Import a file into ``source``: every row loaded, unchanged or rejected, in one transaction."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, inspect, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from lib.data import engines
from lib.data.configuration import configuration
from lib.data.errors import unavailable
from lib.data.layout import refuse_newer
from lib.exchange import rejections
from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.header import Cells, Header
from lib.exchange.joins import Joins
from lib.exchange.mapping import ImportMapping, load
from lib.exchange.notes import Note, Notes
from lib.exchange.plan import filled_columns, find_table
from lib.exchange.reading.opening import open_rows
from lib.exchange.reading.tables import Table as SourceTable
from lib.exchange.records import RecordMaker, Target
from lib.exchange.several_rows import RANK
from lib.exchange.staging import Rejection, Staging
from lib.exchange.unpivot import Unpivoted
from lib.exchange.validation import Record, Validator

BATCH = 5_000
"""Rows that are converted, validated and copied at a time."""
LOCK_TIMEOUT_S = 60
"""How long the import waits for another writer of the table."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file's rows.

    ``rows_in = new + changed + unchanged + rejected + left_out + taken_together``.
    """

    rows_in: int
    new: int
    changed: int
    unchanged: int
    rejected_by_column: dict[str, int]
    """By the column of the contract that the rows failed at; the empty one is the row as such."""
    rejects: Path
    ended: int | None = None
    """Rows of a whole list that it no longer has; none where nothing could be ended."""
    is_edition: bool = False
    left_out: int = 0
    """Rows that the mapping does not mean (``only``, ``without``)."""
    taken_together: int = 0
    """Rows of a key of which another counts (``several``)."""
    rows_read: int | None = None
    """Rows of the file, where more or fewer are made of them (``unpivot``)."""
    notes: tuple[Note, ...] = ()
    """What is to be told of rows that were imported."""

    @property
    def accounted_for(self) -> int:
        """All rows of which it is said what became of them."""
        loaded = self.new + self.changed + self.unchanged
        return loaded + self.rejected + self.left_out + self.taken_together

    @property
    def rejected(self) -> int:
        """Rows that were not imported; they are in the file ``rejects``."""
        return sum(self.rejected_by_column.values())


def import_file(
    table_name: str,
    file: Path,
    mapping_file: Path,
    rejects: Path | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:
    """Import a file into the table of that name, in whichever source database it is.

    :param rejects: where rejected rows go; beside the file if none is named.
    :param progress: called with the number of rows read so far, now and then.
    :raises NotImportable: if the file can't be imported, with the reason; nothing is changed then.
    :raises ConfigurationError: if the database's owner is not configured.
    :raises NotOurs: if a newer version laid the database out.
    :raises Unavailable: if the database can't be written.
    """
    mapping = load(mapping_file)
    database, table = find_table(table_name)
    filled_columns(mapping, table)
    rejects = rejects or rejections.default_path(file)
    with open_rows(file, mapping.file) as rows, closing(Joins(mapping, file.parent)) as joins:
        rejections.check_path(rejects, file)
        try:
            with engines.owner(database).begin() as connection:
                _prepare(connection, table)
                return _Import(mapping, Target(database, table, connection), rows, joins).run(
                    rejects, progress
                )
        except DBAPIError as error:
            raise _import_error(database, table, error) from None


def _prepare(connection: Connection, table: Table) -> None:
    refuse_newer(connection)
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'"))
    connection.execute(text("SET LOCAL work_mem = '64MB'"))
    if table.name in inspect(connection).get_view_names(table.schema):
        raise NotImportable(
            f"{table.fullname} is a view of the organization's own; import into the table behind it"
        )


def _import_error(database: str, table: Table, error: DBAPIError) -> Exception:
    if isinstance(error, IntegrityError | DataError):
        constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        by = f"its constraint {constraint}" if constraint else "the type of a column"
        return NotImportable(f"{table.fullname}: the database refuses the rows by {by}")
    if getattr(error.orig, "pgcode", None) == "55P03":  # lock_not_available
        return NotImportable(
            f"{table.fullname}: another writer has held it for {LOCK_TIMEOUT_S} seconds;"
            " try again later"
        )
    return unavailable(database, error)


class _Import:
    """One import inside its transaction."""

    def __init__(self, mapping: ImportMapping, target: Target, rows: SourceTable, joins: Joins):
        columns = filled_columns(mapping, target.table)
        form = mapping.file
        if mapping.unpivot:
            rows = Unpivoted(rows, mapping.unpivot, form.empty)
        header = Header(rows.name, rows.header, form.empty, mapping.split, form.optional)
        zone = ZoneInfo(configuration().organization.time_zone)
        self._rows = rows
        self._notes = Notes()
        self._record = RecordMaker(mapping, target, header, joins, zone, self._notes)
        self._values = itemgetter(*columns)
        self._validate = Validator(target.table, columns)
        self._staging = Staging(target.connection, target.table, columns, mapping)
        self._ranks = mapping.several is not None
        self._left_out = 0
        self._is_edition = mapping.edition is not None

    def run(self, rejects: Path, progress: Progress) -> Outcome:
        rows_in = 0
        stream = iter(self._rows)
        while batch := list(islice(stream, BATCH)):
            self._stage(batch)
            rows_in += len(batch)
            progress(rows_in)
        merged = self._staging.merge()
        rejected = self._staging.rejected_by_column()
        # A file without some of its rows is no whole list.
        ended = self._staging.end() if self._is_edition and not rejected else None
        outcome = Outcome(
            rows_in,
            merged.new,
            merged.changed,
            merged.unchanged,
            rejected,
            rejects,
            ended,
            self._is_edition,
            self._left_out,
            merged.taken_together,
            self._rows.rows_read if isinstance(self._rows, Unpivoted) else None,
            tuple(self._staging.notes(self._notes.kinds)) if self._notes.kinds else (),
        )
        if outcome.accounted_for != rows_in:
            raise AssertionError(f"rows are missing: {outcome}")
        self._write_rejections(outcome)
        return outcome

    def _stage(self, batch: Sequence[tuple[int, Cells]]) -> None:
        rejected: list[Rejection] = []
        origins: list[tuple[Any, ...]] = []
        records: list[Record] = []
        for line, cells in batch:
            raw = json.dumps(cells, ensure_ascii=False)
            try:
                record = self._record(cells, raw)
            except Rejected as error:
                self._notes.drop()
                rejected.append((line, raw, error))
                continue
            noted = self._notes.take()
            if record is None:
                self._left_out += 1
                continue
            ranks = [record.pop(RANK)] if self._ranks else []
            origins.append((line, raw, noted, *ranks))
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
