"""``python -m lib demo``: fill the databases with the invented organization."""

import sys
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from lib.data.contract import SOURCES
from lib.data.migrate import migrate_all
from lib.demo import unfinished
from lib.demo.empty import empty_databases
from lib.demo.plan import DemoError, Plan


def demo(
    members: Annotated[int, typer.Option(help="Members over three years.")] = 40_000,
    seed: Annotated[int, typer.Option(help="Another seed makes another organization.")] = 7,
    committees: Annotated[int, typer.Option(help="Committees over three years.")] = 120,
) -> None:
    """Migrate empty databases, fill them with an invented organization and refresh the rollups."""
    try:
        migrate_all()
        _fill(Plan(members, seed, committees))
    except DemoError as error:
        sys.exit(str(error))
    refresh()


def fill() -> None:
    """Give each source database that is empty its part of the organization that was begun.

    :raises DemoError: if none was begun.
    """
    plan = unfinished.find()
    if plan is None:
        raise DemoError("demo: no organization was begun; run python -m lib serve")
    _fill(plan, empty_databases())


def refresh() -> None:
    """Derive the rollups, and say that it takes a while."""
    from lib.data.refresh import refresh_all

    with _progress() as bar:
        task = bar.add_task("Adding up", total=None)
        refresh_all()
        bar.update(task, total=1.0, completed=1.0)


def _fill(plan: Plan, databases: tuple[str, ...] = tuple(SOURCES)) -> None:
    # Only here: a start that finds all done needs none of it, and it takes two seconds to load.
    from lib.demo import filling

    with _progress() as bar:
        task = bar.add_task(f"Inventing {plan.members:,} members", total=1.0)

        def show(share: float) -> None:
            bar.update(task, completed=share)

        filling.make(plan=plan, progress=show, databases=databases)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    return Progress(*columns, TimeElapsedColumn())
