"""What pages read of the databases, each read a named function, kept until a refresh."""

from lib.reads import dashboard, incidents, membership
from lib.reads.clocks import (
    Clocks,
    Tables,
    as_of,
    by_database,
    clocks,
    freshness,
    is_late,
    late_tables,
    newest,
)
from lib.reads.keeping import (
    Made,
    Sources,
    begin,
    kept_while,
    made,
    measured,
    minute,
    one_run,
    version,
    worded,
)
from lib.reads.organization import flagged, flagged_rules, regions
from lib.reads.recorded import no_record, unrecorded

__all__ = [
    "Clocks",
    "Made",
    "Sources",
    "Tables",
    "as_of",
    "begin",
    "by_database",
    "clocks",
    "dashboard",
    "flagged",
    "flagged_rules",
    "freshness",
    "incidents",
    "is_late",
    "kept_while",
    "late_tables",
    "made",
    "measured",
    "membership",
    "minute",
    "newest",
    "no_record",
    "one_run",
    "regions",
    "unrecorded",
    "version",
    "worded",
]
