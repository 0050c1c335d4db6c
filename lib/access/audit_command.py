"""``python -m lib audit``: verify the audit, and keep it no longer than configured."""

from typing import Annotated

import typer

from lib.access import audit_chain
from lib.access.audit_chain import Head
from lib.data.configuration import configuration

app = typer.Typer(help="The audit: who looked, exported and changed what.", no_args_is_help=True)


@app.command()
def verify(
    head: Annotated[
        str, typer.Option(help="a head printed before; it must still be in the chain")
    ] = "",
) -> None:
    """Compute the chain of hashes again; exit status 1 names the first row that is broken."""
    try:
        known_head = Head.parsed(head) if head else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--head") from None
    verdict = audit_chain.verify(known_head)
    if verdict.broken is not None:
        typer.echo(f"row {verdict.broken} of the audit is broken: {verdict.reason}", err=True)
        typer.echo(f"{verdict.rows:,} rows before it are sound", err=True)
        raise typer.Exit(1)
    typer.echo(f"{verdict.rows:,} rows, unbroken")
    if verdict.head:
        typer.echo(f"head {verdict.head}")
        typer.echo("Keep the head elsewhere; verify --head HEAD shows that nothing was cut off.")


@app.command()
def prune() -> None:
    """Take away rows older than audit.keep_days; the chain verifies from the row that says so."""
    days = configuration().audit.keep_days
    pruned_rows = audit_chain.prune(days)
    typer.echo(f"{pruned_rows:,} rows older than {days} days taken away")
