"""``python -m lib serve``: check the configuration, prepare the demo if there is no data, serve."""

import os
import sys
from typing import Annotated

import typer

from lib.access.prefix import prefix
from lib.data.configuration import ROOT, configuration
from lib.serving import starting


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="where the dashboard is")] = 8501,
    address: Annotated[str, typer.Option(help="where to listen")] = "localhost",
    members: Annotated[int, typer.Option(help="of the invented organization")] = 40_000,
) -> None:
    """Serve the dashboard; without configured databases, with the invented organization."""
    starting.check_exposure(address)
    if configuration().is_embedded:
        starting.check_no_demo_is_asked_for(address)
    if configuration().is_embedded and not starting.is_exposed(address, configuration()):
        _prepare_demo(members, port)
    starting.check_connections()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")),
        *("--server.port", str(port), "--server.address", address),
    ]
    os.chdir(ROOT)
    os.execv(sys.executable, command)  # noqa: S606 - fixed program, no shell


def _prepare_demo(members: int, port: int) -> None:
    # Only here: a server of configured databases needs none of this.
    from lib.access import demo_accounts
    from lib.serving import preparing

    preparing.prepare(members)
    lines = [f"  {name:<12}{demo_accounts.PASSWORD}" for name, *_ in demo_accounts.DEMO]
    typer.echo(
        f"\nTejido is at http://localhost:{port}{prefix()}\n\nAccounts of the demo, with passwords:"
    )
    typer.echo("\n".join(lines) + "\n")
