"""Rows that are in the table under another spelling of their key, or that of an earlier version."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    SmallInteger,
    Table,
    and_,
    cast,
    func,
    inspect,
    literal,
    literal_column,
    select,
    text,
    update,
)

from lib.exchange.identity import FORMER_DIGEST_BYTES
from lib.exchange.notes import NOTES

FORMER = "file_former_key"
"""The column of staged rows with the key that earlier versions gave a row, where that differs."""
REKEYED = "there under the key of an earlier version: given its new one"
_HEX = 2 * FORMER_DIGEST_BYTES


def _key(table: Table) -> Column[Any]:
    (column,) = table.primary_key.columns
    return column


def _is_former(key: ColumnElement[Any], prefix: str) -> ColumnElement[bool]:
    """Whether a key is one of a whole row by earlier versions: prefix, 32 digits, a number."""
    start = len(prefix) + 1
    return and_(
        func.starts_with(key, prefix),
        func.substr(key, start + _HEX, 1) == "-",
        func.substr(key, start).regexp_match(f"^[0-9a-f]{{{_HEX}}}-[0-9]+$"),
    )


def has_former(connection: Connection, table: Table, prefix: str) -> bool:
    """Whether a table has rows under keys of whole rows by earlier versions."""
    key = _key(table)
    return bool(connection.scalar(select(select(key).where(_is_former(key, prefix)).exists())))


def adopt(connection: Connection, table: Table, rows: Table, note: int) -> None:
    """Give staged rows the key under which they are in the table already.

    First that of earlier versions, exactly; then, where the key has an e-mail address and is not
    there, one that differs by case alone.

    :param note: the number of the note for rows that are found by case.
    """
    mine, theirs, former = rows.c[_key(table).name], _key(table), rows.c[FORMER]
    if _any(connection, former.is_not(None)):
        connection.execute(update(rows).where(former == theirs).values({mine: former}))
    if not _any(connection, _is_address(mine)):
        return
    known = _by_case(theirs).subquery()
    connection.execute(
        update(rows)
        .where(_is_address(mine), known.c.low == func.lower(mine), _lacks(theirs, mine))
        .values({mine: known.c.key, rows.c[NOTES]: _noted(rows, note)})
    )


def adopt_parents(
    connection: Connection, rows: Table, child: str, parent: Column[Any], note: int
) -> None:
    """Give staged rows that name another by an e-mail address the spelling which that one has."""
    mine = rows.c[child]
    if not _any(connection, _is_address(mine)):
        return
    known = _by_case(parent).having(func.count() == 1).subquery()
    connection.execute(
        update(rows)
        .where(_is_address(mine), known.c.low == func.lower(mine), _lacks(parent, mine))
        .values({mine: known.c.key, rows.c[NOTES]: _noted(rows, note)})
    )


def _any(connection: Connection, condition: ColumnElement[bool]) -> bool:
    return bool(connection.scalar(select(select(literal(1)).where(condition).exists())))


def _is_address(key: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.strpos(key, "@") > 0


def _lacks(key: Column[Any], text: ColumnElement[Any]) -> ColumnElement[bool]:
    other = key.table.alias("exact")
    return ~select(other.c[key.name]).where(other.c[key.name] == text).exists()


def _by_case(key: Column[Any]) -> Any:
    low = func.lower(key)
    return (
        select(low.label("low"), func.min(key).label("key")).where(_is_address(key)).group_by(low)
    )


def _noted(rows: Table, note: int) -> ColumnElement[Any]:
    return func.array_append(rows.c[NOTES], cast(literal(note), SmallInteger))


def rekey(connection: Connection, table: Table, rows: Table, prefix: str) -> int:
    """Give rows of the table that have a key of a whole row by earlier versions the key of today.

    They are found by their former key, or, where the cells have changed since in what nobody sees,
    by all that the file says of them; as many as are alike on both sides.

    :return: how many rows there were.
    """
    if not _any(connection, rows.c[FORMER].is_not(None)):
        return 0
    key = _key(table).name
    columns = [c.name for c in rows.c if c.name in table.c and c.name not in (key, "updated_at")]
    values = ", ".join(f'"{name}"' for name in columns)
    former = _is_former(literal_column(f'"{key}"'), prefix).compile(
        dialect=connection.dialect, compile_kwargs={"literal_binds": True}
    )
    # All names are those of the contract, and the prefix is bound by SQLAlchemy.
    connection.execute(text(_STAGED_KEYS.format(rows=rows.name, key=key, values=values)))
    connection.execute(text(_BY_KEY.format(table=table.fullname, key=key)))
    by_values = _BY_VALUES.format(table=table.fullname, key=key, values=values, former=former)
    connection.exec_driver_sql(by_values)
    rename(connection, table, key)
    number = connection.scalar(text("SELECT count(*) FROM import_rekey")) or 0
    connection.execute(text("DROP TABLE import_key, import_rekey"))
    return number


_STAGED_KEYS = """
CREATE TEMPORARY TABLE import_key ON COMMIT DROP AS
SELECT concat("{key}", '-', row_number() OVER (PARTITION BY "{key}" ORDER BY file_place)) AS key,
    concat(file_former_key, '-',
        row_number() OVER (PARTITION BY file_former_key ORDER BY file_place)) AS former,
    md5(ROW({values})::text) AS said
FROM {rows}
"""
_BY_KEY = """
CREATE TEMPORARY TABLE import_rekey ON COMMIT DROP AS
SELECT staged.former, staged.key
FROM import_key AS staged
JOIN {table} AS known ON known."{key}" = staged.former
WHERE NOT EXISTS (SELECT FROM {table} AS other WHERE other."{key}" = staged.key)
"""
_BY_VALUES = """
INSERT INTO import_rekey
SELECT known.key, staged.key
FROM (
    SELECT "{key}" AS key, said, row_number() OVER (PARTITION BY said ORDER BY "{key}") AS nth
    FROM (SELECT *, md5(ROW({values})::text) AS said FROM {table}) AS known
    WHERE {former} AND "{key}" NOT IN (SELECT former FROM import_rekey)
) AS known
JOIN (
    SELECT key, said, row_number() OVER (PARTITION BY said ORDER BY key) AS nth
    FROM import_key
    WHERE key NOT IN (SELECT key FROM import_rekey)
    AND NOT EXISTS (SELECT FROM {table} AS other WHERE other."{key}" = import_key.key)
) AS staged USING (said, nth)
"""


def rename(connection: Connection, table: Table, key: str) -> None:
    """Give rows the keys of the temporary table ``import_rekey``, and what names them with them."""
    named = [c for c in children(connection, table) if _is_named(connection, *c)]
    if not named:
        connection.execute(
            text(
                f'UPDATE {table.fullname} AS known SET "{key}" = import_rekey.key'  # noqa: S608
                f' FROM import_rekey WHERE known."{key}" = import_rekey.former'
            )
        )
        return
    # Rows that others name stand under both keys until those name the new one.
    names = [column["name"] for column in inspect(connection).get_columns(table.name, table.schema)]
    copied = ", ".join("import_rekey.key" if n == key else f'known."{n}"' for n in names)
    listed = ", ".join(f'"{name}"' for name in names)
    matched = f'import_rekey WHERE known."{key}" = import_rekey.former'
    connection.execute(
        text(
            f"INSERT INTO {table.fullname} ({listed})"  # noqa: S608
            f" SELECT {copied} FROM {table.fullname} AS known, {matched}"
        )
    )
    for child, name in named:
        connection.execute(
            text(
                f'UPDATE {child} AS child SET "{name}" = import_rekey.key'  # noqa: S608
                f' FROM import_rekey WHERE child."{name}" = import_rekey.former'
            )
        )
    connection.execute(text(f"DELETE FROM {table.fullname} AS known USING {matched}"))  # noqa: S608


def children(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    """The tables and columns that name rows of a table."""
    there = set(inspect(connection).get_table_names(table.schema))
    for child in table.metadata.sorted_tables:
        for foreign in child.foreign_keys:
            if foreign.column.table is table and child.name in there:
                yield child.fullname, foreign.parent.name


def _is_named(connection: Connection, child: str, name: str) -> bool:
    statement = f'SELECT EXISTS (SELECT FROM {child}, import_rekey WHERE "{name}" = former)'  # noqa: S608
    return bool(connection.scalar(text(statement)))
