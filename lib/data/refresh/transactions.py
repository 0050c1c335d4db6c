"""The transactions in which a refresh runs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from lib.data.refresh.excluding import refresh_alone
from lib.data.role_names import names

WORK_MEMORY = "128MB"
"""For each sort and hash of a statement; what needs more goes to disk."""


@contextmanager
def alone(engine: Engine, database: str) -> Iterator[Connection]:
    """A repeatable-read transaction, as the owner, begun once nobody else refreshes or imports."""
    with _connected(engine) as connection, connection.begin():
        _settle(connection)
        refresh_alone(connection, database)
        yield connection


@contextmanager
def beside(first: Connection) -> Iterator[Connection | None]:
    """Another transaction, which sees the moment that the first sees; it leaves nothing behind.

    :return: None if there is no further connection to be had.
    """
    moment = first.scalar(text("SELECT pg_export_snapshot()"))
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(_connected(first.engine))
            # It has to be told before a statement looks at anything.
            connection.execute(text(f"SET TRANSACTION SNAPSHOT '{moment}'"))
        except OperationalError:
            yield None
            return
        _settle(connection)
        yield connection


def _connected(engine: Engine) -> Connection:
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _settle(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
    connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEMORY}'"))
    # Compiling a statement takes longer than it saves in these.
    connection.execute(text("SET LOCAL jit = off"))
