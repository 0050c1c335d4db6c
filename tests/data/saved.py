"""What tables hold, to be put back later: quicker than to make it anew for each test."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from lib.data import engines
from lib.data.contract import DATABASES, metadata_of

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"


class Saved:
    """A copy of every row of the three databases as they are now, in memory.

    :param only: database → those of its tables that are copied, in place of all.
    """

    def __init__(self, only: Mapping[str, Sequence[str]] | None = None) -> None:
        names = only or {database: _tables(database) for database in DATABASES}
        self._rows = {database: _taken(database, names[database]) for database in names}

    def put_back(self) -> None:
        """Put the rows into the same tables, which must be empty."""
        for database, rows in self._rows.items():
            if not rows:
                continue
            with engines.owner(database).begin() as connection:
                connection.exec_driver_sql(WITHOUT_TRIGGERS)
                cursor = connection.connection.cursor()
                for table, content in rows.items():
                    cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", BytesIO(content))


def _tables(database: str) -> list[str]:
    return [table.fullname for m in metadata_of(database) for table in m.sorted_tables]


def _taken(database: str, names: Sequence[str]) -> dict[str, bytes]:
    rows = {}
    with engines.owner(database).connect() as connection:
        cursor = connection.connection.cursor()
        for name in names:
            if connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first():
                content = BytesIO()
                cursor.copy_expert(f"COPY {name} TO STDOUT (FORMAT binary)", content)
                rows[name] = content.getvalue()
    return rows
