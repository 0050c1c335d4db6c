"""The tables of the sources in words: what a column holds and which values it may have.

``python -m lib.data.described`` writes ``docs/tables.md``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    Column,
    Date,
    Double,
    Integer,
    Table,
)

from lib.data.contract import SOURCES
from lib.data.contract.checks import checks, one_of

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"

_TYPES: tuple[tuple[type, str], ...] = (
    (Boolean, "yes or no"),
    (Integer, "whole number"),
    (Double, "number"),
    (Date, "day"),
    (TIMESTAMP, "time"),
)
_DEMANDS = {">=": "{} or more", "BETWEEN": "{}", "~": "written like `{}`"}
_HEADER = """# Tables

What an organization may fill, by import or otherwise: every table of the contract.
[Importing](importing.md) says how. A column in **bold** must have a value. Personal columns are for
the organization itself: no page reads them. A table or column that is *optional* may lack in a
database. Every table has `updated_at`, when the source last changed the row.

This page is generated: `python -m lib.data.described`.
"""


def permitted(table: Table, column: str) -> list[str]:
    """The codes that a column may have; none where it may have any text."""
    choices = (one_of(text) for text, _ in checks(table))
    return next((each.codes for each in choices if each and each.column == column), [])


def page() -> str:
    """The page of all source tables, as Markdown."""
    return _HEADER + "".join(
        f"\n## The {database} database\n" + "".join(_table(t) for t in metadata.sorted_tables)
        for database, metadata in SOURCES.items()
    )


def _table(table: Table) -> str:
    optional = " *Optional.*" if table.info.get("optional") else ""
    rows = "".join(f"{row}\n" for row in _rows(table))
    head = "| column | is | and |\n|---|---|---|\n"
    return f"\n### `{table.name}`\n\n{table.comment}.{optional}\n\n{head}{rows}"


def _rows(table: Table) -> Iterator[str]:
    for column in table.c:
        if column.name == "updated_at":
            continue
        name = f"`{column.name}`"
        is_needed = not column.nullable and column.server_default is None
        told = "; ".join(_told(table, column))
        yield f"| {f'**{name}**' if is_needed else name} | {_kind(table, column)} | {told} |"


def _kind(table: Table, column: Column[Any]) -> str:
    if column.primary_key:
        return "key"
    if column.foreign_keys:
        (foreign,) = column.foreign_keys
        return f"a row of `{foreign.column.table.name}`"
    codes = permitted(table, column.name)
    if codes:
        return "one of " + ", ".join(f"`{code}`" for code in codes)
    return next((name for kind, name in _TYPES if isinstance(column.type, kind)), "text")


def _told(table: Table, column: Column[Any]) -> Iterator[str]:
    if column.comment:
        yield column.comment.replace("|", "/")
    if column.info.get("optional") and not table.info.get("optional"):
        yield "optional"
    for text, _ in checks(table):
        if found := re.fullmatch(rf"{column.name} (>=|BETWEEN|~) (.+)", text):
            yield _DEMANDS[found[1]].format(found[2].strip("'").replace(" AND ", " to "))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
