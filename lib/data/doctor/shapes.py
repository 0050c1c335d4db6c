"""Whether every table and column of the contract is there, with a type that fits."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Inspector, Table, inspect, types
from sqlalchemy.dialects.postgresql import DOMAIN

from lib.data.contract import metadata_of
from lib.data.doctor.finding import Finding, advice, wrong
from lib.data.refresh.lacking import is_optional

_FAMILIES: dict[type[Any], Any] = {
    types.Float: types.Float | types.Numeric | types.Integer,
    types.String: types.String,
    types.Boolean: types.Boolean,
    types.Date: types.Date,
    types.ARRAY: types.ARRAY,
    types.JSON: types.JSON,
    types.LargeBinary: types.LargeBinary,
}
"""The contract's kinds of column, and the types found that can serve as one."""


def check(database: str, connection: Connection) -> list[Finding]:
    """Compare what the catalogue holds with the contract, column by column.

    A view may stand for a table of schema ``source``; it may leave out the personal columns.
    """
    inspector = inspect(connection)
    return [
        finding
        for metadata in metadata_of(database)
        for table in metadata.sorted_tables
        for finding in _table(database, inspector, table, _views(inspector, metadata.schema))
    ]


def _views(inspector: Inspector, schema: str | None) -> set[str]:
    return {*inspector.get_view_names(schema), *inspector.get_materialized_view_names(schema)}


def _table(database: str, inspector: Inspector, table: Table, views: set[str]) -> Iterator[Finding]:
    is_view = table.name in views
    if not is_view and not inspector.has_table(table.name, table.schema):
        yield _missing(database, table, table.fullname, "run python -m lib migrate")
        return
    present = {c["name"]: c["type"] for c in inspector.get_columns(table.name, table.schema)}
    for column in table.columns:
        kind = column.type.compile(dialect=inspector.dialect)
        name = f"{table.fullname}.{column.name}"
        if column.name not in present:
            if not (is_view and column.info.get("personal")):
                mend = f"give the view a column {column.name} of type {kind}"
                yield _missing(
                    database, column, name, mend if is_view else "run python -m lib migrate"
                )
        elif not fits(column, present[column.name]):
            actual = present[column.name].compile(dialect=inspector.dialect)
            yield wrong(
                database,
                f"{name} is {actual}, which does not fit {kind}",
                _conversion(table, column, kind, is_view),
            )


def _missing(database: str, part: Table | Column[Any], name: str, mend: str) -> Finding:
    if is_optional(part):
        mend = f"{mend}; without it pages say what they can't tell"
        return advice(database, f"{name} is missing", mend)
    return wrong(database, f"{name} is missing", mend)


def _conversion(table: Table, column: Column[Any], kind: str, is_view: bool) -> str:
    if is_view:
        return f"let the view select {column.name}::{kind.lower()} (a time needs AT TIME ZONE)"
    return (
        f"ALTER TABLE {table.fullname} ALTER COLUMN {column.name} TYPE {kind}"
        f" USING {column.name}::{kind.lower()};"
    )


def fits(column: Column[Any], actual: Any) -> bool:
    """Whether a column of the actual type can serve as the contract's column.

    The same family is enough: any length of text, any size of whole number, whole numbers where
    fractions are allowed. A time without a zone does not fit one with a zone: it could mean any.
    """
    wanted, kind = column.type, actual.data_type if isinstance(actual, DOMAIN) else actual
    if isinstance(wanted, types.DateTime):
        return isinstance(kind, types.DateTime) and bool(kind.timezone)
    if isinstance(wanted, types.Integer):
        return isinstance(kind, types.Integer) or (
            isinstance(kind, types.Numeric) and kind.precision is not None and not kind.scale
        )
    if isinstance(kind, types.Enum):
        return False
    return any(
        isinstance(wanted, ours) and isinstance(kind, theirs) for ours, theirs in _FAMILIES.items()
    )
