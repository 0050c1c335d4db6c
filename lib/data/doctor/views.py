"""Whether the organization's own views hold what constraints would hold in tables."""

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    Connection,
    Select,
    Table,
    func,
    literal,
    literal_column,
    select,
)

from lib.data import present
from lib.data.contract import SOURCES
from lib.data.doctor.finding import Finding, wrong


def check(database: str, connection: Connection) -> list[Finding]:
    """What the rows of the views break: unique keys, references, required values, codes."""
    views = present.columns(connection, "source", present.VIEWS)
    tables = views.keys() | present.columns(connection, "source", present.TABLES).keys()
    findings = []
    for table in SOURCES[database].sorted_tables:
        if table.name not in views:
            continue
        for what, condition in _broken(table, views[table.name], tables):
            if connection.scalar(select(select(literal(1)).where(condition).exists())):
                mend = f"let the view {table.fullname} leave out or correct such rows"
                findings.append(wrong(database, f"{table.fullname} has rows {what}", mend))
    return findings


def _some(table: Table) -> Select[int]:
    # Not the table's own columns: a view may lack one.
    return select(literal(1)).select_from(table)


def _broken(
    table: Table, columns: frozenset[str], tables: set[str]
) -> Iterator[tuple[str, ColumnElement[bool]]]:
    (key,) = table.primary_key.columns
    if key.name in columns:
        twice = select(key).group_by(key).having(func.count() > 1).exists()
        yield f"that share a {key.name}", twice
    for column in table.columns:
        if column.name in columns and not column.nullable:
            yield f"without {column.name}", _some(table).where(column.is_(None)).exists()
    for reference in table.foreign_keys:
        if reference.parent.name in columns and reference.column.table.name in tables:
            other = reference.column.table.alias("other")
            unmet = (
                ~select(literal(1))
                .where(other.c[reference.column.name] == reference.parent)
                .correlate(table)
                .exists()
            )
            what = f"whose {reference.parent.name} is not in {reference.column.table.fullname}"
            yield what, _some(table).where(reference.parent.is_not(None), unmet).exists()
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint) and columns >= {
            c.name for c in constraint.columns
        }:
            rule = str(constraint.sqltext)
            broken = literal_column(f"NOT ({rule})", Boolean())
            yield f"that break the rule: {rule}", _some(table).where(broken).exists()
