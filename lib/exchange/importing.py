"""Import a file into ``source``: every row loaded, unchanged or rejected, in one transaction."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Table, inspect, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from lib.data import engines
from lib.data.errors import unavailable
from lib.data.layout import refuse_newer
from lib.data.refresh.excluding import write_beside_no_refresh
from lib.exchange import rejections
from lib.exchange.errors import NotImportable
from lib.exchange.joins import Joins
from lib.exchange.mapping import load
from lib.exchange.one_table import Progress, TableImport
from lib.exchange.outcome import Outcome as Outcome
from lib.exchange.plan import Step, find_table, ordered
from lib.exchange.reading.opening import open_rows
from lib.exchange.records import Target

LOCK_TIMEOUT_S = 60
"""How long the import waits for another writer of the table."""


def import_file(
    table_name: str,
    file: Path,
    mapping_file: Path,
    rejects: Path | None = None,
    progress: Progress = lambda _: None,
    *,
    commit: bool = True,
) -> Outcome:
    """Import a file into the table of that name, in whichever source database it is, and into the
    further tables that the mapping names.

    :param rejects: where rejected rows go; beside the file if none is named.
    :param progress: called with the number of rows read so far, now and then.
    :param commit: whether what was done stays; otherwise it is taken back in the end.
    :raises NotImportable: if the file can't be imported, with the reason; nothing is changed then.
    :raises ConfigurationError: if the database's owner is not configured.
    :raises NotOurs: if a newer version laid the database out.
    :raises Unavailable: if the database can't be written.
    """
    mapping = load(mapping_file)
    database, table = find_table(table_name)
    steps = ordered(mapping, database, table)
    rejects = rejects or rejections.default_path(file)
    rejections.check_path(rejects, file)
    try:
        with engines.owner(database).connect() as connection, connection.begin() as transaction:
            write_beside_no_refresh(connection, database)
            outcomes = [
                _run(step, Target(database, step.table, connection), file, rejects, progress)
                for step in steps
            ]
            if not commit:
                transaction.rollback()
    except DBAPIError as error:
        raise _import_error(database, table, error) from None
    first = next(i for i, step in enumerate(steps) if step.mapping is mapping)
    also = (
        (step.table.name, outcome)
        for i, (step, outcome) in enumerate(zip(steps, outcomes, strict=True))
        if i != first
    )
    return replace(outcomes[first], also=tuple(also))


def _run(step: Step, target: Target, file: Path, rejects: Path, progress: Progress) -> Outcome:
    with (
        open_rows(file, step.mapping.file) as rows,
        closing(Joins(step.mapping, file.parent)) as joins,
    ):
        _prepare(target.connection, target.table)
        path = rejections.path_of_table(rejects, step.name)
        rejections.check_path(path, file)
        return TableImport(step.mapping, target, rows, joins).run(path, progress)


def _prepare(connection: Connection, table: Table) -> None:
    refuse_newer(connection)
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'"))
    connection.execute(text("SET LOCAL work_mem = '64MB'"))
    if table.name in inspect(connection).get_view_names(table.schema):
        raise NotImportable(
            f"{table.fullname} is a view of the organization's own; import into the table behind it"
        )


def _import_error(database: str, table: Table, error: DBAPIError) -> Exception:
    if isinstance(error, IntegrityError | DataError):
        constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        by = f"its constraint {constraint}" if constraint else "the type of a column"
        return NotImportable(f"{table.fullname}: the database refuses the rows by {by}")
    if getattr(error.orig, "pgcode", None) == "55P03":  # lock_not_available
        return NotImportable(
            f"{table.fullname}: another writer has held it for {LOCK_TIMEOUT_S} seconds;"
            " try again later"
        )
    return unavailable(database, error)
