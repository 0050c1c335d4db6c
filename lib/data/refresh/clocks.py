"""The two clocks of each source table: its newest record, and when it was loaded."""

import time
from datetime import date

from sqlalchemy import Connection, text, update

from lib.data.contract import DERIVED, SOURCES
from lib.data.refresh import lacking


def record(
    connection: Connection, database: str, as_of: date, begun: float, lacked: frozenset[str]
) -> dict[str, int]:
    """Write the two clocks of each source table; return the rows of each."""
    clocks = DERIVED[database].tables["rollup.refresh"]
    connection.execute(clocks.delete())
    # A change that is still to come would hide for years that a source is late.
    newest = "max(updated_at) FILTER (WHERE updated_at <= now())"
    read = " UNION ALL ".join(
        f"SELECT '{table.name}', {newest}, count(*), now(), CAST(:as_of AS date), 0.0"  # noqa: S608
        f" FROM {table.fullname}"
        for table in SOURCES[database].sorted_tables
    )
    columns = "source_table, newest_record, row_count, refreshed_at, as_of, seconds"
    written = connection.execute(
        text(
            f"INSERT INTO {clocks.fullname} ({columns}) {lacking.over(read, lacked)}"  # noqa: S608
            " RETURNING source_table, row_count"
        ),
        {"as_of": as_of},
    )
    counts = {str(name): int(rows) for name, rows in written}
    connection.execute(update(clocks).values(seconds=time.monotonic() - begun))
    return counts
