"""``python -m lib import``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lib.exchange import suggest_command
from lib.exchange.errors import NotImportable
from lib.exchange.importing import Outcome, import_file
from lib.exchange.notes import EXAMPLES

_console = Console()
_errors = Console(stderr=True)


def import_(
    table: Annotated[str, typer.Argument(help="A table of the contract, such as incident.")],
    file: Annotated[
        Path,
        typer.Argument(
            help="A delimited file, a workbook (XLSX, ODS, XLS), Parquet or JSON, plain or in a"
            " gzip or zip; or several by a pattern such as 'export-*.csv'."
        ),
    ],
    mapping: Annotated[
        Path | None, typer.Option(help="The TOML file that says what FILE's columns are.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where rejected rows go; beside FILE unless named.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do everything, and take it back in the end.")
    ] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Propose a mapping instead, and import nothing.")
    ] = False,
) -> None:
    """Load FILE into TABLE, all or nothing; rows that can't be loaded go to a file of their own."""
    name = escape(file.name)
    try:
        if suggest:
            suggest_command.tell(table, file)
            raise typer.Exit
        if mapping is None:
            raise NotImportable("Say --mapping, or --suggest to have one proposed.")
        with _errors.status(f"Reading {name} …") as status:
            outcome = import_file(
                table,
                file,
                mapping,
                rejects,
                lambda rows: status.update(f"Reading {name} … {rows:,} rows"),
                commit=not dry_run,
            )
    except NotImportable as error:
        typer.echo(f"Nothing was imported. {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{'Imported' if not dry_run else 'This is what would become of'} {file.name}")
    if outcome.also:
        typer.echo(table)
    _tell(outcome)
    for name, further in outcome.also:
        typer.echo(name)
        _tell(further)
    if outcome.ignored:
        typer.echo(_unused(outcome.ignored))
    if dry_run:
        typer.echo("Nothing was imported: it was a dry run.")
    if outcome.rows_in and outcome.rejected == outcome.rows_in:
        typer.echo("Nothing was imported: every row was rejected.", err=True)
        raise typer.Exit(1)


def _tell(outcome: Outcome) -> None:
    _console.print(_summary(outcome))
    if outcome.notes:
        _console.print(_noted(outcome))
    if outcome.gone:
        more = ", …" if (outcome.ended or 0) > len(outcome.gone) else ""
        typer.echo(f"No longer listed: {', '.join(outcome.gone)}{more}")
    if outcome.is_whole_list and outcome.rejected:
        typer.echo(
            "Nothing was ended, for a list without some of its rows is not whole:"
            " mend the rejected rows in the file and import it again."
        )
    if outcome.rejected:
        typer.echo(f"The rejected rows, with their reasons, are in {outcome.rejects}")


def _summary(outcome: Outcome) -> Table:
    summary = Table(show_header=False)
    summary.add_column()
    summary.add_column(justify="right")
    if outcome.rows_read is not None:
        summary.add_row("rows of the file", f"{outcome.rows_read:,}")
    for name in ("rows_in", "new", "changed", "unchanged", "rejected"):
        label = name.replace("_", " ")
        summary.add_row(label, f"{getattr(outcome, name):,}", end_section=name == "rows_in")
    if outcome.left_out:
        summary.add_row("left out by only or without", f"{outcome.left_out:,}")
    if outcome.taken_together:
        summary.add_row("taken together with another row", f"{outcome.taken_together:,}")
    if outcome.ended is not None:
        summary.add_row("no longer listed", f"{outcome.ended:,}")
    for column, count in outcome.rejected_by_column.items():
        summary.add_row(f"  for {column or 'the number of cells'}", f"{count:,}", style="dim")
    return summary


def _unused(names: Sequence[str]) -> str:
    more = ", …" if len(names) > EXAMPLES else ""
    columns = "column" if len(names) == 1 else "columns"
    first = ", ".join(repr(name) for name in names[:EXAMPLES])
    return f"{len(names):,} {columns} of the file that the mapping does not use: {first}{more}"


def _noted(outcome: Outcome) -> Table:
    noted = Table("of rows imported", "rows", "such as lines")
    noted.columns[1].justify = "right"
    for note in outcome.notes:
        more = ", …" if note.rows > len(note.lines) else ""
        lines = ", ".join(map(str, note.lines)) + more
        noted.add_row(escape(f"{note.about}: {note.what}"), f"{note.rows:,}", lines)
    return noted
