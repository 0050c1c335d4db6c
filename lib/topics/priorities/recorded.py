"""Whether anything of a kind was ever recorded: what never was is unknown, and no zero."""

from lib import reads


def is_recorded(database: str, table: str) -> bool:
    """Whether a source table has any row, of anyone.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    counts = reads.freshness(database).set_index("source_table")["row_count"]
    return bool(counts.get(table, 0))
