"""Who writes the sources and who derives from them wait for each other.

The lock is one of a table, and goes with its transaction: it holds behind a pooler, and readers of
the table go on.
"""

from sqlalchemy import Connection, text

from lib.data.contract import DERIVED


def refresh_alone(connection: Connection, database: str) -> None:
    """Wait until nobody else refreshes a database or imports into it; keep them waiting.

    Locking takes no snapshot yet: whoever had to wait sees what is newest then, also in a
    repeatable-read transaction that begins with this.
    """
    _lock(connection, database, "SHARE ROW EXCLUSIVE")


def write_beside_no_refresh(connection: Connection, database: str) -> None:
    """Wait until nobody refreshes a database; keep refreshes waiting, but no other import."""
    _lock(connection, database, "ROW EXCLUSIVE")


def _lock(connection: Connection, database: str, mode: str) -> None:
    clocks = DERIVED[database].tables["rollup.refresh"].fullname
    connection.execute(text(f"LOCK TABLE {clocks} IN {mode} MODE"))
