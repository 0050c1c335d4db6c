"""A temporary table that holds a file's valid rows until all of them go into ``source`` at once.

Whatever the database would refuse, a key of no parent or a broken check, is found here by set-based
statements and becomes a rejected row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Delete,
    Double,
    Identity,
    MetaData,
    Select,
    SmallInteger,
    Table,
    Text,
    delete,
    func,
    insert,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql

from lib.data.configuration import configuration
from lib.data.contract.checks import checks
from lib.exchange import editions, rekeying, several_rows
from lib.exchange.errors import Rejected
from lib.exchange.gone import Gone, take_leave
from lib.exchange.mapping import ImportMapping
from lib.exchange.notes import EXAMPLES, NOTES, Note, Notes
from lib.exchange.several_rows import PLACE
from lib.exchange.spelling import BY_SPELLING
from lib.exchange.validation import unvalidated_checks

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
        self._reject_orphans(self._parents(of_itself=False))
        self._reject_broken_checks()
        together = self._take_together()
        repeated = 0 if self._numbered else self._settle_repetitions()
        # A row may name another of its file, until that one is rejected for the same reason.
        while self._reject_orphans(self._parents(of_itself=True)):
            pass
        # Other writers wait from here to the end; readers don't.
        lock = f"LOCK TABLE {self._table.fullname} IN SHARE ROW EXCLUSIVE MODE"
        self._connection.execute(text(lock))
        told = self._rekey()
        staged = self._connection.scalar(select(func.count()).select_from(self._rows)) or 0
        new, changed = self._connection.execute(self._upsert()).one()
        return Merged(new, changed, repeated + staged - new - changed, together, told)

    def _find_keys(self) -> None:
        """Take the keys under which rows are there, if those differ in what nobody would see."""
        if not self._numbered:
            note = self._notes.number(self._key, BY_SPELLING)
            rekeying.adopt(self._connection, self._table, self._rows, note)
        for name, parent in self._parents(of_itself=False):
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
        zone = ZoneInfo(configuration().organization.time_zone)
        today = datetime.now(zone).date()
        return take_leave(self._connection, self._table, listed, named, day=today, new=new)

    def drop(self) -> None:
        """Drop what was staged, so that a further table may be."""
        self._metadata.drop_all(self._connection)

    def _move(self, deletion: Delete, about: str, reason: ColumnElement[str], *more: Any) -> int:
        """Delete rows and note them as rejected; the reason may use the columns returned.

        :return: how many there were.
        """
        deleted = deletion.returning(self._rows.c.file_line, self._rows.c.file_cells, *more).cte(
            "gone"
        )
        source = select(deleted.c.file_line, deleted.c.file_cells, literal(about), reason)
        names = [column.name for column in self._rejected.c]
        return self._connection.execute(insert(self._rejected).from_select(names, source)).rowcount

    def _parents(self, *, of_itself: bool) -> Iterator[tuple[str, Column[Any]]]:
        """Each filled column that names a row of another table, or of this one, and that key."""
        for foreign in sorted(self._table.foreign_keys, key=lambda f: str(f.parent.name)):
            is_own = foreign.column.table is self._table
            if foreign.parent.name in self._columns and is_own is of_itself:
                yield foreign.parent.name, foreign.column

    def _reject_orphans(self, parents: Iterable[tuple[str, Column[Any]]]) -> int:
        """Reject rows that name no row that is there.

        :return: how many there were.
        """
        rejected = 0
        for name, parent in parents:
            child = self._rows.c[name]
            is_there: ColumnElement[bool] = select(parent).where(parent == child).exists()
            if parent.table is self._table and not self._numbered:
                beside = self._rows.alias("beside")
                is_there |= select(beside.c[self._key]).where(beside.c[self._key] == child).exists()
            orphans = delete(self._rows).where(child.is_not(None), ~is_there)
            unknown: ColumnElement[str] = literal_column(f"gone.{name}")
            reason = func.format(f"%L is not a {parent.name} of {parent.table.fullname}", unknown)
            rejected += self._move(orphans, name, reason, child)
        return rejected

    def _reject_broken_checks(self) -> None:
        unvalidated = unvalidated_checks(self._table)
        for condition, constraint in checks(self._table):
            columns = [c.name for c in self._table.c if re.search(rf"\b{c.name}\b", condition)]
            if condition in unvalidated and set(columns) <= set(self._columns):
                violations = delete(self._rows).where(text(f"NOT ({condition})"))
                self._move(
                    violations, columns[0], literal(f"breaks {constraint.name}: {condition}")
                )

    def _settle_repetitions(self) -> int:
        """Reject later rows of a key that say something else.

        :return: how many said the same; they are dropped.
        """
        rows, key = self._rows, self._rows.c[self._key]
        # Several rows may be made of one line, so it is their place that tells which comes first.
        first = (
            select(key.label("key"), func.min(rows.c[PLACE]).label("place"))
            .group_by(key)
            .having(func.count() > 1)
            .cte("first")
        )
        original = rows.alias("original")
        later = delete(rows).where(key == first.c.key, rows.c[PLACE] > first.c.place)
        differing = [
            _said(rows.c[n]).is_distinct_from(_said(original.c[n]))
            for n in self._columns
            if n != self._key
        ]
        conflicting = later.where(original.c[PLACE] == first.c.place, or_(*differing))
        reason = func.format("repeats the key of line %s with other values", text("gone.line"))
        self._move(conflicting, self._key, reason, original.c.file_line.label("line"))
        return self._connection.execute(later).rowcount

    def _source(self) -> Select[Any]:
        values: dict[str, ColumnElement[Any]] = {name: self._rows.c[name] for name in self._columns}
        if self._numbered:
            key = self._rows.c[self._key]
            number = func.row_number().over(partition_by=key, order_by=self._rows.c[PLACE])
            values[self._key] = func.concat(key, "-", number).label(self._key)
        return select(*values.values())

    def _upsert(self) -> Select[int, int]:
        target = self._table
        merge = postgresql.insert(target).from_select(list(self._columns), self._source())
        given = {n: merge.excluded[n] for n in self._columns if n != self._key}
        values = editions.merged(target, given) if self._edition else given | self._reopened(given)
        differs = or_(*(target.c[n].is_distinct_from(value) for n, value in values.items()))
        merged = (
            merge.on_conflict_do_update(
                index_elements=[self._key],
                set_={"updated_at": func.now(), **values},
                where=differs,
            )
            # The system column xmax is 0 in a row that this statement inserted, and this
            # transaction's number in one that it updated.
            .returning(literal_column("xmax = 0").label("is_new"))
            .cte("merged")
        )
        is_new = merged.c.is_new
        return select(func.count().filter(is_new), func.count().filter(not_(is_new)))

    def _reopened(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A row that is on a whole list again goes on, unless the file says when it ended."""
        whole = self._mapping.whole_list
        ends = whole.ends if whole else None
        return {ends: null()} if ends and ends not in given else {}

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


def _said(column: Column[Any]) -> ColumnElement[Any]:
    """A value as it is compared with that of another row of the file: a text by any case."""
    return func.lower(column) if isinstance(column.type, Text) else column


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
