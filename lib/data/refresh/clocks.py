"""The two clocks of each source table: its newest record, and when it was loaded."""

import time
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func

from lib.data.contract import DERIVED
from lib.data.refresh.remembering import Seen


def record(
    connection: Connection, database: str, as_of: date, begun: float, seen: Mapping[str, Seen]
) -> dict[str, int]:
    """Write the two clocks of each source table; return the rows of each."""
    clocks = DERIVED[database].tables["rollup.refresh"]
    connection.execute(clocks.delete())
    rows = [
        {
            "source_table": name,
            "newest_record": one.newest,
            "row_count": one.rows,
            "as_of": as_of,
            "seconds": time.monotonic() - begun,
        }
        for name, one in seen.items()
    ]
    connection.execute(clocks.insert().values(refreshed_at=func.now()), rows)
    return {name: one.rows for name, one in seen.items()}
