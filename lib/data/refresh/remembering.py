"""What the last refresh of a database was made of, so that the next derives what has changed.

It stands in schema ``kept`` of the database, which belongs to the owner; no role of the app may so
much as look into it. The table is unlogged: after a crash of the server, in a restored copy and on
a replica that took over it is empty, and the next refresh derives everything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import ProgrammingError

from lib.data.contract import DERIVED, SOURCES
from lib.data.refresh import lacking

EVERYTHING_AFTER = timedelta(days=7)
"""How long parts alone are derived before a refresh derives everything again."""

_MADE = "kept.made"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a refresh was made of, and what it made.

    :ivar basis: digest of all that decides the rollups beside the sources' rows.
    :ivar digests: source table → digest of its rows; empty if they can't be told.
    :ivar rows: rollup → number of its rows.
    """

    basis: str
    digests: Mapping[str, str]
    rows: Mapping[str, int]

    def changed(self, digests: Mapping[str, str]) -> tuple[str, ...]:
        """The source tables of which any row came, went or changed since."""
        return tuple(table for table, one in digests.items() if self.digests.get(table) != one)


def recall(connection: Connection, database: str, basis: str) -> Memory | None:
    """What the last refresh left.

    :return: None if nobody knows, if anything but rows of the sources is another now, if something
        else wrote the rollups since, or if everything was derived for the last time a week ago.
    """
    if not _is_there(connection):
        return None
    clocks = DERIVED[database].tables["rollup.refresh"].fullname
    found = connection.execute(
        text(
            f"SELECT digests, rows FROM {_MADE}"  # noqa: S608
            " WHERE basis = :basis AND derived_at > now() - CAST(:most AS interval)"
            f" AND refreshed_at = (SELECT min(refreshed_at) FROM {clocks})"
        ),
        {"basis": basis, "most": EVERYTHING_AFTER},
    ).first()
    return Memory(basis, found.digests, found.rows) if found else None


def remember(connection: Connection, memory: Memory, *, everything: bool) -> None:
    """Put down what this refresh leaves, in its own transaction.

    :param everything: whether it derived everything; else the day on which one did stays.
    """
    if not memory.digests:
        forget(connection)
        return
    connection.execute(
        text(
            f"CREATE UNLOGGED TABLE IF NOT EXISTS {_MADE} (basis text NOT NULL,"
            " digests jsonb NOT NULL, rows jsonb NOT NULL, refreshed_at timestamptz NOT NULL,"
            " derived_at timestamptz NOT NULL)"
        )
    )
    connection.execute(
        text(
            f"WITH before AS (DELETE FROM {_MADE} RETURNING derived_at)"  # noqa: S608
            f" INSERT INTO {_MADE} SELECT :basis, CAST(:digests AS jsonb), CAST(:rows AS jsonb),"
            " now(), CASE WHEN :everything THEN now() ELSE (SELECT max(derived_at) FROM before) END"
        ),
        {
            "basis": memory.basis,
            "digests": json.dumps(dict(memory.digests)),
            "rows": json.dumps(dict(memory.rows)),
            "everything": everything,
        },
    )


def make_schema(connection: Connection) -> None:
    """Make the schema in which it stands, unless it is there."""
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS kept"))


def forget(connection: Connection) -> None:
    """Let the next refresh derive everything."""
    if _is_there(connection):
        connection.execute(text(f"DELETE FROM {_MADE}"))  # noqa: S608


def _is_there(connection: Connection) -> bool:
    return connection.scalar(text(f"SELECT to_regclass('{_MADE}')")) is not None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at all rows of a source table tells.

    :ivar rows: how many there are.
    :ivar newest: the latest ``updated_at`` that is not still to come; None without any.
    :ivar total: the sum of the rows' digests; None if they can't be told.
    """

    rows: int
    newest: datetime | None
    total: int | None


def look(connection: Connection, database: str, lacked: frozenset[str]) -> dict[str, Seen]:
    """Look at all rows of each source table once.

    :param lacked: the source tables that :func:`lib.data.refresh.lacking.stand_in` stands in for.
    """
    found = {}
    # One statement a table, so that a large one is read by several processes.
    for table in sorted(SOURCES[database].sorted_tables, key=lambda t: t.name):
        try:
            with connection.begin_nested():
                total = f"coalesce(sum({digest_of(table)}), 0)"
                found[table.name] = _look(connection, table, total, lacked)
        except ProgrammingError:
            found[table.name] = _look(connection, table, "NULL", lacked)
    return found


def _look(connection: Connection, table: Table, total: str, lacked: frozenset[str]) -> Seen:
    # A change that is still to come would hide for years that a source is late.
    newest = "max(updated_at) FILTER (WHERE updated_at <= now())"
    asked = f"SELECT count(*), {newest}, {total} FROM {table.fullname}"  # noqa: S608
    rows, at, found = connection.execute(text(lacking.over(asked, lacked))).one()
    return Seen(rows, at, None if found is None else int(found))


def digests(seen: Mapping[str, Seen]) -> dict[str, str]:
    """Each source table with a digest of all its rows, whatever ``updated_at`` says of them.

    The sum of a 63-bit hash a row: the same in whatever order rows come, another where a row came,
    went or changed. Personal columns are left out, as from everything that a refresh reads.

    :return: empty if a view has a column of a type that has no hash, such as json.
    """
    if any(one.total is None for one in seen.values()):
        return {}
    return {name: f"{one.rows}:{one.total}" for name, one in seen.items()}


def counts_of(digests: Mapping[str, str]) -> dict[str, int]:
    """How many rows each source table has, as its digest says."""
    return {table: int(one.partition(":")[0]) for table, one in digests.items()}


def totals_of(digests: Mapping[str, str]) -> dict[str, int]:
    """The sum of the digests of each source table's rows."""
    return {table: int(one.partition(":")[2]) for table, one in digests.items()}


def digest_of(table: Table) -> str:
    """The digest of a row of a source table, in SQL: 63 bits, so that its negative is one, too."""
    return f"(hash_record_extended(ROW({columns_of(table)}), 0) >> 1)"


def columns_of(table: Table) -> str:
    """The columns of a source table that are not personal, with commas between."""
    return ", ".join(c.name for c in table.columns if not c.info.get("personal"))
