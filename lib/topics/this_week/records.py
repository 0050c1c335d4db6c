"""Whether there is any record of what a statement counts: without one there is no zero to say."""

from lib import reads
from lib.language import _, formats
from lib.language.vocabulary import name_of


def missing(database: str, *tables: str) -> str | None:
    """The sentence that says of which of these source tables there is no record at all.

    :return: ``None`` where each has one.
    :raises Unavailable: if the database can't be read.
    """
    frame = reads.freshness(database)
    filled = set(frame.loc[frame["row_count"] > 0, "source_table"])
    empty = [name_of("source_table", table).lower() for table in tables if table not in filled]
    if not empty:
        return None
    return _("no record yet: {sources}", sources=formats.listing(empty))
