"""``python -m lib accounts``: keep the accounts from the command line."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lib.access import accounts

app = typer.Typer(help="Accounts: who may sign in.", no_args_is_help=True)

Password = Annotated[
    str,
    typer.Option(
        prompt=True, hide_input=True, confirmation_prompt=True, help="asked for if not given"
    ),
]


@app.command()
def add(
    username: str,
    role: Annotated[str, typer.Option(help="organizer, national, partner or administrator")],
    password: Password,
    region: Annotated[
        list[str] | None, typer.Option(help="a region; give it again for more")
    ] = None,
    name: Annotated[str, typer.Option(help="how the dashboard greets the account")] = "",
) -> None:
    """Make an account."""
    accounts.add(username, password, role, tuple(region or ()), name)
    typer.echo(f"{username} may sign in.")


@app.command("list")
def list_() -> None:
    """Show the accounts."""
    table = Table("username", "name", "role", "regions", "state")
    for account in accounts.all_accounts():
        state = "disabled" if account.is_disabled else "open"
        table.add_row(
            account.username, account.display_name, account.role, " ".join(account.regions), state
        )
    Console().print(table)


@app.command()
def remove(username: str) -> None:
    """Take an account away."""
    accounts.remove(username)
    typer.echo(f"{username} can no longer sign in.")


@app.command()
def passwd(username: str, password: Password) -> None:
    """Give an account another password."""
    accounts.set_password(username, password)
    typer.echo(f"{username} has another password.")
