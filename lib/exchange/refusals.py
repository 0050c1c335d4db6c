"""Staged rows that the database would refuse, found by set-based statements before it does."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    Table,
    Text,
    delete,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from lib.data.contract.checks import checks
from lib.exchange.several_rows import PLACE
from lib.exchange.validation import unvalidated_checks


class Refusals:
    """Moves staged rows to the rejected ones.

    :param table: for which the rows are.
    :param columns: those of the table that are filled.
    :param rows: the staged rows.
    :param rejected: line, cells, column and reason of those that are refused.
    :param numbered: whether rows of one key are different rows, told apart by a number.
    """

    def __init__(  # noqa: PLR0913
        self,
        connection: Connection,
        table: Table,
        columns: Sequence[str],
        rows: Table,
        rejected: Table,
        *,
        numbered: bool,
    ):
        self._connection = connection
        self._table = table
        self._columns = columns
        self._rows = rows
        self._rejected = rejected
        self._numbered = numbered
        (self._key,) = (column.name for column in table.primary_key.columns)

    def parents(self, *, of_itself: bool) -> Iterator[tuple[str, Column[Any]]]:
        """Each filled column that names a row of another table, or of this one, and that key."""
        for foreign in sorted(self._table.foreign_keys, key=lambda f: str(f.parent.name)):
            is_own = foreign.column.table is self._table
            if foreign.parent.name in self._columns and is_own is of_itself:
                yield foreign.parent.name, foreign.column

    def reject_orphans(self) -> None:
        """Reject rows that name no row of another table."""
        for name, parent in self.parents(of_itself=False):
            self._reject_orphans(name, parent)

    def reject_own_orphans(self) -> None:
        """Reject rows that name no row of their table, of the file or there already.

        A row may name another of its file, until that one is rejected for the same reason.
        """
        own = list(self.parents(of_itself=True))
        while any(self._reject_orphans(*each) for each in own):
            pass

    def _reject_orphans(self, name: str, parent: Column[Any]) -> int:
        child = self._rows.c[name]
        is_there: ColumnElement[bool] = select(parent).where(parent == child).exists()
        if parent.table is self._table and not self._numbered:
            beside = self._rows.alias("beside")
            is_there |= select(beside.c[self._key]).where(beside.c[self._key] == child).exists()
        orphans = delete(self._rows).where(child.is_not(None), ~is_there)
        unknown: ColumnElement[str] = literal_column(f"gone.{name}")
        reason = func.format(f"%L is not a {parent.name} of {parent.table.fullname}", unknown)
        return self._move(orphans, name, reason, child)

    def reject_broken_checks(self) -> None:
        """Reject rows that break a check which no row was validated against."""
        unvalidated = unvalidated_checks(self._table)
        for condition, constraint in checks(self._table):
            columns = [c.name for c in self._table.c if re.search(rf"\b{c.name}\b", condition)]
            if condition in unvalidated and set(columns) <= set(self._columns):
                violations = delete(self._rows).where(text(f"NOT ({condition})"))
                self._move(
                    violations, columns[0], literal(f"breaks {constraint.name}: {condition}")
                )

    def settle_repetitions(self) -> int:
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

    def _move(self, deletion: Delete, about: str, reason: ColumnElement[str], *more: Any) -> int:
        """Delete rows and note them as rejected; the reason may use the columns returned.

        :return: how many there were.
        """
        cells = (self._rows.c.file_line, self._rows.c.file_cells)
        deleted = deletion.returning(*cells, *more).cte("gone")
        source = select(deleted.c.file_line, deleted.c.file_cells, literal(about), reason)
        names = [column.name for column in self._rejected.c]
        return self._connection.execute(insert(self._rejected).from_select(names, source)).rowcount


def _said(column: Column[Any]) -> ColumnElement[Any]:
    """A value as it is compared with that of another row of the file: a text by any case."""
    return func.lower(column) if isinstance(column.type, Text) else column
