"""``python -m lib``: the command line."""

import errno
import logging
import sys
import tomllib
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from lib.commands import OnDemand
from lib.expected import Expected

# Streamlit warns of being loaded outside a server, which is where a command line is.
logging.getLogger("streamlit").setLevel(logging.ERROR)

app = typer.Typer(
    cls=OnDemand,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def version() -> str:
    """The version of this copy, as ``pyproject.toml`` beside it has it."""
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"Tejido {version()}")
        raise typer.Exit


@app.callback()
def _options(
    asked: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="print the version and do nothing else",
        ),
    ] = False,
) -> None:
    """Tejido, the dashboard of a membership organization and its local committees."""


@app.command()
def migrate(
    places: Annotated[
        bool, typer.Option(help="add regions, states, counties, cities and agreements that lack")
    ] = True,
) -> None:
    """Create or update the databases: schemas, tables, roles, row security, places."""
    from lib.data import command as data
    from lib.reference.load import load_all_places

    data.migrate()
    if places:
        load_all_places()


@app.command()
def doctor(
    records: Annotated[
        Path | None,
        typer.Option(help="a CSV file to list the ids of all records that can't be right in"),
    ] = None,
) -> None:
    """Check the three databases and what was published; exit status 1 if anything is wrong."""
    from lib.data import command as data
    from lib.publication import doctor as publishing

    data.report({publishing.NAME: publishing.examine}, records, publishing.CHECKED)


def main() -> None:
    """Run a command; an expected error, or any of a database, becomes one line and status 1."""
    try:
        app(prog_name="python -m lib")
    except Expected as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        from lib.data import command as data

        # Which database it was is not known here, and SQL and rows stay out of what is said.
        sys.exit(data.in_one_sentence(error))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        from lib.data.command import FULL_DISK

        sys.exit(FULL_DISK)


if __name__ == "__main__":
    main()
