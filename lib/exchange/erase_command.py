"""``python -m lib erase``."""

from typing import Annotated

import typer
from sqlalchemy import inspect, select

from lib.data import engines
from lib.data.layout import refuse_newer
from lib.data.refresh.excluding import write_beside_no_refresh
from lib.exchange.erasing import Erased, erase
from lib.exchange.errors import NotImportable
from lib.exchange.plan import find_table


def erase_(
    table: Annotated[str, typer.Argument(help="A table of the contract, such as member.")],
    key: Annotated[str, typer.Argument(metavar="ID", help="The key of the row there.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a row out of the source for good, and what hangs on it: a person who asks for it."""
    try:
        database, found = find_table(table)
    except NotImportable as error:
        typer.echo(f"Nothing was erased. {error}", err=True)
        raise typer.Exit(1) from None
    with engines.owner(database).connect() as connection, connection.begin() as transaction:
        refuse_newer(connection)
        write_beside_no_refresh(connection, database)
        (column,) = found.primary_key.columns
        is_there = found.name in inspect(connection).get_table_names(found.schema)
        if not is_there or connection.scalar(select(column).where(column == key)) is None:
            typer.echo(f"Nothing was erased: {found.fullname} has no row {key}.", err=True)
            raise typer.Exit(1)
        for each in erase(connection, found, [key]):
            typer.echo(_told(each))
        if not yes and not typer.confirm("Erase this for good?"):
            transaction.rollback()
            typer.echo("Nothing was erased.")
            raise typer.Exit(1)
    typer.echo(
        f"Erased. Pages forget it with the next refresh (python -m lib refresh). Take {key} out of"
        " the lists that you import, too: one that still has it brings it back."
    )


def _told(erased: Erased) -> str:
    rows = f"{erased.rows:,} row{'' if erased.rows == 1 else 's'}"
    if erased.column is None:
        return f"{erased.table}: {rows} deleted"
    return f"{erased.table}: {rows} kept without {erased.column}"
