"""``python -m lib demo``: fill the databases with the invented organization."""

import sys
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from lib.data.migrate import migrate_all
from lib.demo.filling import make
from lib.demo.plan import DemoError


def demo(
    members: Annotated[int, typer.Option(help="Members over three years.")] = 40_000,
    seed: Annotated[int, typer.Option(help="Another seed makes another organization.")] = 7,
    committees: Annotated[int, typer.Option(help="Committees over three years.")] = 120,
) -> None:
    """Migrate empty databases, fill them with an invented organization and refresh the rollups."""
    from lib.data.refresh import refresh_all

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn()) as bar:
        task = bar.add_task("Making room", total=1.0)
        try:
            migrate_all()
            bar.update(task, description=f"Inventing {members:,} members")
            make(
                members, seed, committees, progress=lambda share: bar.update(task, completed=share)
            )
        except DemoError as error:
            bar.stop()
            sys.exit(str(error))
        task = bar.add_task("Adding up", total=None)
        refresh_all()
        bar.update(task, total=1.0, completed=1.0)
