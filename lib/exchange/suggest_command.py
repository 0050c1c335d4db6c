"""``python -m lib import --suggest``."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.mapping import ImportMapping, parsed
from lib.exchange.plan import find_table
from lib.exchange.suggesting.layouts import layout_of
from lib.exchange.suggesting.preview import first_rows
from lib.exchange.suggesting.proposal import propose
from lib.exchange.suggesting.shipped import fitting
from lib.exchange.suggesting.writing import written

_errors = Console(stderr=True, soft_wrap=True)


def suggested(table_name: str, file: Path) -> str:
    """The text of a mapping for a file: a shipped one that fits, or one that is proposed.

    :raises NotImportable: if the file can't be read, or there is no such table.
    """
    _, table = find_table(table_name)
    layout = layout_of(file)
    path = fitting(table.name, layout)
    if path:
        told = f"# The file fits {path.name}, which comes with Tejido. Adapt it where you need.\n"
        return told + path.read_text(encoding="utf-8")
    source = re.sub(r"[^a-z]+", "-", file.stem.lower()).strip("-") or "file"
    return written(propose(table, layout, source), file.name)


def tell(table: str, file: Path) -> None:
    """Write a proposed mapping to the output, and the first rows as they would load beside it."""
    text = suggested(table, file)
    typer.echo(text, nl=False)
    try:
        mapping = parsed(text, "the proposed mapping")
        rows = first_rows(table, file, mapping)
    except NotImportable as error:
        typer.echo(f"It can't be used yet: {error}", err=True)
        return
    if rows:
        _errors.print(_as_they_would_load(mapping, rows))
    else:
        typer.echo(
            "The file has a header and no rows, so nothing shows how they would load.", err=True
        )


def _as_they_would_load(mapping: ImportMapping, rows: list[Any]) -> Table:
    """A column a row, so that tables with many columns stay readable."""
    shown = Table(title=f"The first rows of {mapping.table} as they would load")
    shown.add_column("")
    for number in range(1, len(rows) + 1):
        shown.add_column(str(number))
    names = dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row)
    for name in names:
        cells = [_text(row.get(name)) if isinstance(row, dict) else "" for row in rows]
        shown.add_row(name, *map(escape, cells))
    if any(isinstance(row, Rejected) for row in rows):
        reasons = [f"{r.column}: {r.reason}" if isinstance(r, Rejected) else "" for r in rows]
        shown.add_row("rejected", *map(escape, reasons), style="red")
    return shown


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.strftime("%Y-%m-%d %H:%M UTC") if isinstance(value, datetime) else str(value)
