"""``python -m lib publish``: make a release, check a copy, make the key."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from lib.publication import signing
from lib.publication.gate.examining import describe
from lib.publication.proposing import Proposal, propose
from lib.publication.release import publish as make
from lib.publication.rounding import MASKED

app = typer.Typer(help="Public numbers: make a release, check a copy.", invoke_without_command=True)


@app.callback()
def publish(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="show the release beside the raw numbers; keep none")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="with --dry-run: every atom, not only the newest of each")
    ] = False,
) -> None:
    """Publish what has become due; it can't be taken back."""
    if context.invoked_subcommand is not None:
        return
    proposal = propose()
    if dry_run:
        _show(proposal, everything)
        return
    make(proposal)
    typer.echo(f"release {proposal.number}: {_summary(proposal)}.")


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(help="datapackage.json of a release, or a file beside it")
    ],
    key: Annotated[
        str | None, typer.Option(help="the organization's public key, as it says it elsewhere")
    ] = None,
) -> None:
    """Check that a copy is what was published; exit status 1 if it is not."""
    copy = signing.verify(file, key)
    names = ", ".join(copy.names) or "no data file beside it"
    typer.echo(f"release {copy.release} is unchanged: {names}")
    typer.echo(f"signed by {copy.public_key}" + ("" if key else " (compare it)"))


@app.command()
def key() -> None:
    """Make the organization's key; it is never replaced."""
    public = signing.make_key()
    typer.echo(f"{signing.key_path()}: keep it secret and keep a copy of it")
    typer.echo(f"public key, for everyone to know: {public}")


def _summary(proposal: Proposal) -> str:
    cells = proposal.cells
    withheld = cells.loc[cells["reason"] != "", "reason"].value_counts()
    parts = ", ".join(f"{count:,} {reason}" for reason, count in withheld.items())
    published = (cells["value"] != MASKED).sum()
    noise = f"; ε = {proposal.epsilon:g} spent" if proposal.epsilon else ""
    return f"{len(cells):,} atoms, {published:,} of them told ({parts or 'none withheld'}){noise}"


def _number(value: int) -> str:
    """A value as the dry run shows it; blank where there is none, or no period before."""
    return "" if pd.isna(value) or value == MASKED else f"{value:,}"


def _show(proposal: Proposal, everything: bool) -> None:
    frame = proposal.beside_raw().sort_values(["metric", "area", "period_start"])
    rows = frame if everything else frame.groupby(["metric", "area"], sort=False).tail(1)
    table = Table("metric", "area", "from", "weeks", "raw", "told", "before", "why withheld")
    for row in rows.itertuples():
        value, value_before = (_number(value) for value in (row.value, row.value_before))
        day = f"{row.period_start:%Y-%m-%d}"
        table.add_row(
            row.metric, row.area, day, str(row.weeks), f"{row.raw:,}", value, value_before,
            f"{row.reason} {row.verdict}".strip(),
        )  # fmt: skip
    Console(width=max(Console().width, 110)).print(table)
    typer.echo(f"release {proposal.number} would have {_summary(proposal)}.")
    refused = proposal.examined.refused
    typer.echo("the gate lets it pass." if refused.empty else describe(refused) + ".")
    if not refused.empty:
        raise typer.Exit(1)
