"""What pages read of the rollups, kept until a refresh."""

from lib.reads.keeping import (
    Tables,
    as_of,
    freshness,
    is_stale,
    late_tables,
    minute,
    prepared,
    prepared_while,
    read,
    regions,
    version,
)

__all__ = [
    "Tables",
    "as_of",
    "freshness",
    "is_stale",
    "late_tables",
    "minute",
    "prepared",
    "prepared_while",
    "read",
    "regions",
    "version",
]
