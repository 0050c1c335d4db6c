"""``python -m lib accounts``: keep the accounts from the command line."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lib.access import accounts, one_time_links, second_factor, sessions
from lib.access.accounts import NO_ACCOUNT, Account, AccountError

app = typer.Typer(help="Accounts: who may sign in.", no_args_is_help=True)

Password = Annotated[
    str,
    typer.Option(
        prompt=True, hide_input=True, confirmation_prompt=True, help="asked for if not given"
    ),
]
Role = Annotated[str, typer.Option(help="organizer, national, partner or administrator")]
Regions = Annotated[list[str] | None, typer.Option(help="a region; give it again for more")]


@app.command()
def add(
    username: str,
    role: Role,
    region: Regions = None,
    name: Annotated[str, typer.Option(help="how the dashboard greets the account")] = "",
    email: Annotated[str, typer.Option(help="its address at the identity provider")] = "",
    link: Annotated[
        bool, typer.Option(help="print a link to set the password by, instead of asking for it")
    ] = False,
    password: Annotated[str | None, typer.Option(help="asked for if not given")] = None,
) -> None:
    """Make an account."""
    if password is None and not link:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    accounts.add(username, password, role, tuple(region or ()), name, email=email)
    if link:
        _print_link(username)
    else:
        typer.echo(f"{username} may sign in.")


@app.command("list")
def list_() -> None:
    """Show the accounts."""
    table = Table("username", "name", "role", "regions", "second factor", "last used", "state")
    for account in accounts.all_accounts():
        table.add_row(
            account.username,
            account.display_name,
            account.role,
            " ".join(account.regions),
            "set up" if account.has_second_factor else "–",
            f"{account.last_used_at:%Y-%m-%d}" if account.last_used_at else "–",
            _state(account),
        )
    Console().print(table)


def _state(account: Account) -> str:
    if account.is_disabled:
        return "disabled"
    return "closed: unused" if account.is_unused else "open"


@app.command()
def remove(username: str) -> None:
    """Take an account away; its sessions end."""
    accounts.remove(username)
    typer.echo(f"{username} can no longer sign in.")


@app.command()
def passwd(username: str, password: Password) -> None:
    """Give an account another password; its sessions end."""
    accounts.set_password(username, password)
    typer.echo(f"{username} has another password.")


@app.command()
def role(username: str, role: Role, region: Regions = None) -> None:
    """Give an account another role and other regions; its sessions end."""
    accounts.set_role(username, role, tuple(region or ()))
    typer.echo(f"{username} has the role {role}.")


@app.command()
def disable(username: str) -> None:
    """Close an account; its sessions end."""
    accounts.disable(username)
    typer.echo(f"{username} can no longer sign in.")


@app.command()
def enable(username: str) -> None:
    """Open an account that was closed, by someone or for want of use."""
    accounts.enable(username)
    typer.echo(f"{username} may sign in again.")


@app.command()
def link(username: str) -> None:
    """Make a link by which an account's holder sets a password, once."""
    _print_link(username)


@app.command("second-factor")
def second_factor_(
    username: str,
    need: Annotated[bool | None, typer.Option(help="whatever its role")] = None,
    reset: Annotated[bool, typer.Option(help="so that another can be set up")] = False,
) -> None:
    """Say whether an account needs a second factor, or take away the one it has."""
    if need is None and not reset:
        raise typer.BadParameter("give --need, --no-need or --reset")
    if need is not None:
        second_factor.need(username, need, actor=None)
        typer.echo(f"{username} needs {'a' if need else 'no'} second factor, whatever the role.")
    if reset:
        second_factor.reset(username, actor=None)
        typer.echo(f"{username} has no second factor any more.")


@app.command("sessions")
def sessions_(
    username: str,
    end: Annotated[bool, typer.Option(help="end them all")] = False,
) -> None:
    """Show the sessions of an account, or end them."""
    if accounts.find(username) is None:
        raise AccountError(NO_ACCOUNT, username=username)
    if end:
        ended_count = sessions.revoke_all(username, actor=None)
        typer.echo(f"{ended_count} sessions of {username} are ended.")
        return
    table = Table("session", "device", "since", "last seen")
    for session in sessions.sessions_of(username):
        times = (session.created_at, session.last_seen_at)
        table.add_row(
            str(session.number), session.device, *(f"{at:%Y-%m-%d %H:%M} UTC" for at in times)
        )
    Console().print(table)


def _print_link(username: str) -> None:
    path = one_time_links.make(username, actor=None)
    typer.echo(f"Hand this to {username}; put the dashboard's own address before it:\n{path}")
