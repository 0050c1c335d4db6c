"""Ids that changed: rows that were merged or renumbered in their source go under the new one."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, insert, text
from sqlalchemy import Table as SourceTable
from sqlalchemy.schema import Column, MetaData
from sqlalchemy.types import Text

from lib.exchange.errors import NotImportable
from lib.exchange.header import Cells, Header
from lib.exchange.mapping import Alias, FileFormat
from lib.exchange.notes import Notes
from lib.exchange.reading.opening import open_rows
from lib.exchange.rekeying import children, rename
from lib.exchange.templates import Template
from lib.exchange.validation import Record

MOST = 1_000_000
"""Ids of a file; they are held in memory."""
CHANGED = "an id that changed: taken for the new one"


def pairs(alias: Alias, directory: Path, form: FileFormat) -> dict[str, str]:
    """The new key of each old one, whatever they were in between.

    :raises NotImportable: if the file can't be read, or its ids lead back to themselves.
    """
    found: dict[str, str] = {}
    with open_rows(directory / alias.file, alias.format or form) as table:
        header = Header(table.name, table.header)
        old, new = (_filled(header, t, f"alias.{k}") for k, t in alias.templates.items())
        for _, cells in table:
            former, key = old(cells), new(cells)
            if former and key and former != key:
                found[former] = key
            if len(found) > MOST:
                raise NotImportable(f"{table.name}: has more than {MOST:,} ids")
    return {former: _last(former, found, alias.file) for former in found}


def _filled(header: Header, template: str, needed_by: str) -> Callable[[Cells], str | None]:
    parts = Template(template)
    picks = [header.pick([name], needed_by) for name in parts.fields]

    def fill(cells: Cells) -> str | None:
        values = [pick(cells) for pick in picks]
        return None if None in values else parts.fill(values)

    return fill


def _last(former: str, found: dict[str, str], file: str) -> str:
    seen, key = {former}, found[former]
    while key in found:
        if key in seen:
            raise NotImportable(f"{file}: the ids of {former} lead back to themselves")
        seen.add(key)
        key = found[key]
    return key


def apply(connection: Connection, table: SourceTable, new_keys: dict[str, str]) -> None:
    """Give rows of a table their new keys; one whose new key is there already is merged into it,
    with all that names it."""
    if not new_keys:
        return
    (key,) = table.primary_key.columns.keys()
    alias = Table(
        "import_alias",
        MetaData(),
        Column("former", Text, primary_key=True),
        Column("key", Text),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
    alias.create(connection)
    connection.execute(
        insert(alias), [{"former": former, "key": new} for former, new in new_keys.items()]
    )
    # All names are those of the contract.
    connection.execute(text(_NOT_THERE.format(table=table.fullname, key=key)))
    rename(connection, table, key)
    for statement in _merging(connection, table, key):
        connection.execute(text(statement))
    connection.execute(text("DROP TABLE import_alias, import_rekey"))


_NOT_THERE = """
CREATE TEMPORARY TABLE import_rekey ON COMMIT DROP AS
SELECT DISTINCT ON (alias.key) alias.former, alias.key
FROM import_alias AS alias
JOIN {table} AS known ON known."{key}" = alias.former
WHERE NOT EXISTS (SELECT FROM {table} AS other WHERE other."{key}" = alias.key)
ORDER BY alias.key, alias.former
"""


def _merging(connection: Connection, table: SourceTable, key: str) -> Iterator[str]:
    is_former = f'alias.former IN (SELECT "{key}" FROM {table.fullname})'  # noqa: S608
    for child, name in children(connection, table):
        yield (
            f'UPDATE {child} AS child SET "{name}" = alias.key FROM import_alias AS alias'  # noqa: S608
            f' WHERE child."{name}" = alias.former AND {is_former}'
        )
    yield (
        f"DELETE FROM {table.fullname} AS known USING import_alias AS alias"  # noqa: S608
        f' WHERE known."{key}" = alias.former'
    )


class Renaming:
    """Takes old ids in records for the new ones.

    :param of: the table whose ids changed.
    """

    def __init__(self, table: SourceTable, of: SourceTable, new_keys: dict[str, str], notes: Notes):
        self._new_keys = new_keys
        self._notes = notes
        (key,) = table.primary_key.columns.keys()
        self._columns = [key] if table is of else []
        self._columns += [f.parent.name for f in table.foreign_keys if f.column.table is of]

    def __call__(self, record: Record) -> None:
        """Change the ids of a record in place."""
        for name in self._columns:
            new = self._new_keys.get(record.get(name) or "")
            if new is not None:
                record[name] = new
                self._notes.add(name, CHANGED)
