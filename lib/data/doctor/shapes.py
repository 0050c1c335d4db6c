"""Whether every table and column of the contract is there, with a type that fits."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Inspector, Table, inspect, types
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.engine.reflection import ObjectKind

from lib.data.contract import metadata_of
from lib.data.doctor.finding import Finding, advice, wrong
from lib.data.refresh.lacking import is_optional

Types = dict[str, Any]
"""The name of a column → its type, as SQLAlchemy reflects it."""

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
    inspector, dialect = inspect(connection), connection.dialect
    findings: list[Finding] = []
    for metadata in metadata_of(database):
        tables = _types(inspector, metadata.schema, ObjectKind.TABLE)
        views = _types(inspector, metadata.schema, ObjectKind.ANY_VIEW)
        for table in metadata.sorted_tables:
            columns = views.get(table.name) or tables.get(table.name)
            if columns is None:
                findings.append(
                    _missing(database, table, table.fullname, "run python -m lib migrate")
                )
            else:
                is_view = table.name in views
                findings += _table(database, dialect, table, columns, is_view=is_view)
    return findings


def _types(inspector: Inspector, schema: str | None, kind: ObjectKind) -> dict[str, Types]:
    """Of all of a kind at once: to ask for each by itself takes many times as long."""
    there = inspector.get_multi_columns(schema=schema, kind=kind)
    return {name: {c["name"]: c["type"] for c in columns} for (_, name), columns in there.items()}


def _table(
    database: str, dialect: Dialect, table: Table, present: Types, *, is_view: bool
) -> Iterator[Finding]:
    for column in table.columns:
        kind = column.type.compile(dialect=dialect)
        name = f"{table.fullname}.{column.name}"
        if column.name not in present:
            if not (is_view and column.info.get("personal")):
                mend = f"give the view a column {column.name} of type {kind}"
                yield _missing(
                    database, column, name, mend if is_view else "run python -m lib migrate"
                )
        elif not fits(column, present[column.name]):
            actual = present[column.name].compile(dialect=dialect)
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
