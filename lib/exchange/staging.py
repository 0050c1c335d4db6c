"""A temporary table that holds a file's valid rows until all of them go into ``source`` at once.

Whatever the database would refuse, a key of no parent or a broken check, becomes a rejected row.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Identity,
    MetaData,
    Select,
    SmallInteger,
    Table,
    Text,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql

from lib.data.configuration import configuration
from lib.exchange import editions, rekeying, several_rows
from lib.exchange.errors import Rejected
from lib.exchange.gone import Gone, take_leave
from lib.exchange.mapping import ImportMapping
from lib.exchange.notes import EXAMPLES, NOTES, Note, Notes
from lib.exchange.refusals import Refusals
from lib.exchange.several_rows import PLACE
from lib.exchange.spelling import BY_SPELLING
from lib.exchange.upserting import source, upsert

Rejection = tuple[int, str, Rejected]
"""Line of the file, the row's cells as a JSON array, what is wrong."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the staged rows."""

    new: int
    changed: int
    unchanged: int
    taken_together: int
    told: tuple[Note, ...]
    """What is to be told of rows of the table that came to be named otherwise."""


class Staging:
    """The valid and the rejected rows of one file, inside the import's transaction.

    :param columns: the columns of the table that are filled, its key among them.
    :param mapping: says what becomes of rows of one key: different rows, told apart by a number in
        the order of the file (whole_row); one row, by what it says under several; else a later row
        of the same key is rejected, or counted as unchanged if it says the same. In an edition a
        row keeps the first of the lists that had it and the last, and what else it says of the
        newest.
    :param notes: where kinds of notes have their number.
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        columns: Sequence[str],
        mapping: ImportMapping,
        notes: Notes,
    ):
        self._edition = mapping.edition
        self._mapping = mapping
        self._connection = connection
        self._table = table
        self._columns = columns
        self._notes = notes
        self._numbered = bool(mapping.identity.whole_row)
        (self._key,) = (column.name for column in table.primary_key.columns)
        metadata = self._metadata = MetaData()
        noted: Column[Any] = Column(NOTES, postgresql.ARRAY(SmallInteger))
        ranks = [Column(several_rows.RANK, Double)] if mapping.several else []
        values = (Column(name, table.c[name].type) for name in columns)
        former: Column[Any] = Column(rekeying.FORMER, Text)
        place: Column[Any] = Column(PLACE, BigInteger, Identity())
        self._rows = _temporary("import_row", metadata, place, noted, former, *ranks, *values)
        self._rejected = _temporary(
            "import_rejection", metadata, Column("about", Text), Column("reason", Text)
        )
        metadata.create_all(connection)
        self._refusals = Refusals(
            connection, table, columns, self._rows, self._rejected, numbered=self._numbered
        )

    def put(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add valid rows: line, cells as a JSON array, notes, the former key, the rank among rows
        of one key if those may be taken together, then the values in the columns' order."""
        self._copy(self._rows, rows)

    def reject(self, rows: Iterable[Rejection]) -> None:
        """Add rejected rows."""
        self._copy(self._rejected, ((n, cells, r.column, r.reason) for n, cells, r in rows))

    def _copy(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        buffer.seek(0)
        names = ", ".join(f'"{column.name}"' for column in table.c if column.identity is None)
        cursor: Any = self._connection.connection.cursor()
        cursor.copy_expert(f"COPY {table.name} ({names}) FROM STDIN (FORMAT csv)", buffer)
        cursor.close()

    def merge(self) -> Merged:
        """Reject what the database would refuse, then put all other rows into the table."""
        self._connection.execute(text(f"ANALYZE {self._rows.name}"))
        self._find_keys()
        self._refusals.reject_orphans()
        self._refusals.reject_broken_checks()
        together = self._take_together()
        repeated = 0 if self._numbered else self._refusals.settle_repetitions()
        self._refusals.reject_own_orphans()
        # Other writers wait from here to the end; readers don't.
        lock = f"LOCK TABLE {self._table.fullname} IN SHARE ROW EXCLUSIVE MODE"
        self._connection.execute(text(lock))
        told = self._rekey()
        staged = self._connection.scalar(select(func.count()).select_from(self._rows)) or 0
        statement = upsert(self._table, self._source(), self._mapping)
        new, changed = self._connection.execute(statement).one()
        return Merged(new, changed, repeated + staged - new - changed, together, told)

    def _source(self) -> Select[Any]:
        return source(self._rows, self._columns, self._key, numbered=self._numbered)

    def _find_keys(self) -> None:
        """Take the keys under which rows are there, if those differ in what nobody would see."""
        if not self._numbered:
            note = self._notes.number(self._key, BY_SPELLING)
            rekeying.adopt(self._connection, self._table, self._rows, note)
        for name, parent in self._refusals.parents(of_itself=False):
            note = self._notes.number(name, BY_SPELLING)
            rekeying.adopt_parents(self._connection, self._rows, name, parent, note)

    def _rekey(self) -> tuple[Note, ...]:
        if not self._numbered:
            return ()
        prefix = self._mapping.identity.former_prefix
        number = rekeying.rekey(self._connection, self._table, self._rows, prefix)
        return (Note(self._key, rekeying.REKEYED, number, ()),) if number else ()

    def _take_together(self) -> int:
        over_all, several = self._mapping.over_all, self._mapping.several
        several_rows.sum_up(self._connection, self._rows, self._key, over_all)
        if several is None:
            return 0
        return several_rows.keep_one(self._connection, self._rows, self._key, several)

    def end(self, new: int) -> Gone:
        """End or delete what is of a whole list and no longer on it.

        :param new: how many rows the list brought.
        :raises NotImportable: if it is more than the mapping permits, or rows of an edition say
            several days.
        """
        if self._edition:
            return editions.end(self._connection, self._table, self._rows, self._edition)
        whole, identity = self._mapping.whole_list, self._mapping.identity
        assert whole is not None
        named = whole.model_copy(update={"keys": whole.keys or identity.beginning})
        listed = select(self._source().subquery().c[self._key])
        zone = configuration().organization.zone
        today = datetime.now(zone).date()
        return take_leave(self._connection, self._table, listed, named, day=today, new=new)

    def drop(self) -> None:
        """Drop what was staged, so that a further table may be."""
        self._metadata.drop_all(self._connection)

    def rejections(self) -> Iterator[tuple[int, str, str, str]]:
        """Line, column, reason and cells (a JSON array) of the rejected rows, by line."""
        rejected = self._rejected.c
        query = select(rejected.file_line, rejected.about, rejected.reason, rejected.file_cells)
        # Of this statement alone: said to the connection, it would go for all that follow.
        streamed = query.order_by(rejected.file_line).execution_options(yield_per=1000)
        for line, about, reason, cells in self._connection.execute(streamed):
            yield line, about or "", reason, cells

    def notes(self, kinds: Sequence[tuple[str, str]]) -> Iterator[Note]:
        """What was noted of the rows that are in the table now, most rows first.

        :param kinds: what notes are about and what they say, by their number.
        """
        noted, line = self._rows.c[NOTES], self._rows.c.file_line
        numbers = select(func.unnest(noted).label("number")).subquery()
        counts = (
            select(numbers.c.number, func.count())
            .group_by(numbers.c.number)
            .order_by(func.count().desc(), numbers.c.number)
        )
        for number, rows in self._connection.execute(counts).all():
            first = select(line).where(noted.contains([number])).order_by(line).limit(EXAMPLES)
            about, what = kinds[number]
            yield Note(about, what, rows, tuple(self._connection.scalars(first)))

    def rejected_by_column(self) -> dict[str, int]:
        """How many rows were rejected, by the column of the contract that they failed at."""
        about = self._rejected.c.about
        query = select(func.coalesce(about, ""), func.count()).group_by(about).order_by(about)
        return {name: count for name, count in self._connection.execute(query)}  # noqa: C416


def _temporary(name: str, metadata: MetaData, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("file_line", BigInteger),
        Column("file_cells", Text),
        *columns,
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
