"""The command line's way to the databases: lay out, derive, check."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import SQLAlchemyError

from lib.data import doctor as examination
from lib.data import migrate as migration
from lib.data import refresh as derivation
from lib.data import server
from lib.data.contract import DATABASES
from lib.data.errors import Reason, Unavailable, unavailable
from lib.data.layout import LAYOUT_VERSION
from lib.data.refresh import health_saving
from lib.expected import Expected


class CommandError(Expected):
    """A command could not be done; the message is one sentence that says what to do."""


_MEND = {
    Reason.DOWN: "no server answers; start it, or correct the URL in .streamlit/owner.toml",
    Reason.NOT_MIGRATED: "is not laid out; run python -m lib migrate",
    Reason.NOT_REFRESHED: "was never refreshed; run python -m lib refresh",
    Reason.OTHER_VERSION: "does not fit this version; run python -m lib migrate, then doctor",
    Reason.FORBIDDEN: "refuses its owner; correct the URL in .streamlit/owner.toml",
    Reason.SLOW: "is in use by something that does not let go; try again",
    Reason.BUSY: "is in use by something else; nothing was changed, try again",
    Reason.READ_ONLY: "takes no changes; name the primary server, or let it be written again"
    " (default_transaction_read_only)",
    Reason.UNSUPPORTED: "can't do what was asked of it: a distributed table, or no PostgreSQL of"
    " its own; nothing was changed: see docs/operations.md and the server's log",
    Reason.FULL: "has no room on its disk; nothing was changed: make room, then try again",
    Reason.DAMAGED: "can't read its own files; stop, keep a copy of its directory, and restore the"
    " last good backup",
    Reason.UNEXPECTED: "gave an error that Tejido doesn't know; nothing was changed: look the code"
    " up in PostgreSQL's documentation, and in the server's log",
}


def _reason_of(problem: Unavailable) -> Reason:
    """Why a database is not there; an embedded server that lacks room can't say so itself."""
    is_full = problem.reason is Reason.DOWN and server.has_no_room()
    return Reason.FULL if is_full else problem.reason


@contextmanager
def _plainly(database: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, Unavailable) as error:
        problem = error if isinstance(error, Unavailable) else unavailable(database, error)
        code = f" (SQLSTATE {problem.code})" if problem.code else ""
        sentence = f"{problem.database} database: {_MEND[_reason_of(problem)]}{code}"
        raise CommandError(sentence) from None


FULL_DISK = (
    "the disk is full: what was there before is safe, and what this command had not finished is not"
    " there; make room and run it again"
)


def in_one_sentence(error: SQLAlchemyError) -> str:
    """What is told of a database's error that no command expected: what is safe, what to do."""
    problem = unavailable("", error)
    if _reason_of(problem) is Reason.FULL:
        return FULL_DISK
    code = f" (SQLSTATE {problem.code})" if problem.code else ""
    return (
        f"a database {_MEND[problem.reason]}{code}; what was there before is safe, and what this"
        " command had not finished is not there: it can be run again"
    )


def migrate() -> None:
    """Create or update the schemas, tables, roles and row security of the three databases."""
    for database in DATABASES:
        with _plainly(database):
            before = migration.migrate(database)
        typer.echo(f"{database}: laid out, {_step(before)}")


def _step(before: int | None) -> str:
    if before is None or before == LAYOUT_VERSION:
        return f"version {LAYOUT_VERSION}" + (" already" if before else "")
    return f"version {before} → {LAYOUT_VERSION}; run python -m lib refresh next"


def refresh(
    full: Annotated[
        bool, typer.Option("--full", help="Derive everything, whether it has changed or not.")
    ] = False,
) -> None:
    """Derive the rollups that the pages read from the sources, and save the committees' health."""
    _refresh("membership", anew=full)
    try:
        _refresh("incidents", anew=full)
    finally:
        # The health of the committees is saved whatever became of the incidents.
        _save()


def _refresh(database: str, *, anew: bool) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with _plainly(database), Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(database, total=1.0)

        def show(name: str, step: str, share: float) -> None:
            bar.update(task, description=f"{name}: {step}", completed=share)

        done = derivation.refresh(database, progress=show, anew=anew)
    typer.echo(
        f"{database}: {sum(done.rows.values()):,} rollup rows from"
        f" {sum(done.source_rows.values()):,} source rows as of {done.as_of},"
        f" in {done.seconds:.1f} s: {_extent(done)}"
    )


def _extent(done: derivation.Refreshed) -> str:
    if done.changed is None:
        return "all derived anew"
    tables = ", ".join(done.changed)
    what = f"{tables} changed since the last refresh" if tables else "no source changed since"
    followed = f"; {done.moved:,} members followed" if done.moved is not None else ""
    return f"{what}{followed}; {done.derived} statements run"


def _save() -> None:
    with _plainly("dashboard"):
        saved = health_saving.save()
    typer.echo(
        f"dashboard: health of {saved.committees:,} committees saved as of {saved.as_of}:"
        f" {saved.weeks:,} weeks and {saved.months:,} months new or changed,"
        f" in {saved.seconds:.1f} s"
    )
    if saved.lacks:
        typer.echo(
            "dashboard: saved without this day's dispatches; refresh again when the"
            " incident database answers"
        )


Checks = Mapping[str, Callable[[], list[examination.Finding]]]
"""Functions that find what is wrong, by the name of what they look at."""


def report(further: Checks, records: Path | None, checked: Sequence[str] = ()) -> None:
    """Say what is wrong with the three databases, and what further checks find.

    :param checked: what those look at, as sentences.
    """
    console = Console(soft_wrap=True)
    is_wrong = False
    checks: Checks = {name: partial(examination.examine, name) for name in DATABASES}
    for name, check in {**checks, **further}.items():
        findings = check()
        for finding in findings:
            console.print(f"[bold]{name}[/bold]: {escape(finding.what)}", highlight=False)
            console.print(f"    mend: {escape(finding.mend)}", highlight=False)
        is_wrong = is_wrong or any(f.severity is examination.Severity.WRONG for f in findings)
        if not findings:
            console.print(f"[bold]{name}[/bold]: all well", highlight=False)
            refreshed = examination.last_refresh(name)
            if refreshed:
                typer.echo(f"    last refresh {refreshed:%Y-%m-%d %H:%M} UTC")
        for sentence in examination.poolers(name) if name in DATABASES and not is_wrong else ():
            typer.echo(f"    {sentence}")
    if is_wrong:
        raise typer.Exit(1)
    if records:
        typer.echo(f"{_list_flagged(records):,} lines in {records}")
    typer.echo("checked:")
    for sentence in (*examination.CHECKED, *checked):
        typer.echo(f"  - {sentence}")


def _list_flagged(file: Path) -> int:
    with _plainly("membership"):
        try:
            return examination.list_flagged(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}; name another file") from None
