"""The statement that puts staged rows into their table: new ones in, others changed where they are
told otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, literal_column, not_, null, or_, select
from sqlalchemy.dialects import postgresql

from lib.exchange import editions
from lib.exchange.mapping import ImportMapping
from lib.exchange.several_rows import PLACE


def source(rows: Table, columns: Sequence[str], key: str, *, numbered: bool) -> Select[Any]:
    """The staged rows as the table's, by its columns.

    :param numbered: whether rows of one key are told apart by a number in their order.
    """
    values: dict[str, ColumnElement[Any]] = {name: rows.c[name] for name in columns}
    if numbered:
        number = func.row_number().over(partition_by=rows.c[key], order_by=rows.c[PLACE])
        values[key] = func.concat(rows.c[key], "-", number).label(key)
    return select(*values.values())


def upsert(target: Table, brought: Select[Any], mapping: ImportMapping) -> Select[int, int]:
    """Insert or change rows.

    :param brought: a row of the table for each, by the names of columns.
    :return: how many were new, and how many changed.
    """
    (key,) = (column.name for column in target.primary_key.columns)
    columns = [column.name for column in brought.selected_columns]
    merge = postgresql.insert(target).from_select(columns, brought)
    given = {n: merge.excluded[n] for n in columns if n != key}
    values = (
        editions.merged(target, given) if mapping.edition else given | _reopened(given, mapping)
    )
    differs = or_(*(target.c[n].is_distinct_from(value) for n, value in values.items()))
    merged = (
        merge.on_conflict_do_update(
            index_elements=[key],
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


def _reopened(given: Mapping[str, Any], mapping: ImportMapping) -> dict[str, Any]:
    """A row that is on a whole list again goes on, unless the file says when it ended."""
    whole = mapping.whole_list
    ends = whole.ends if whole else None
    return {ends: null()} if ends and ends not in given else {}
