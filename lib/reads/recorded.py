"""What nobody ever recorded: whatever is counted there is not zero but unknown."""

from lib.language import _
from lib.language.vocabulary import names_of
from lib.reads.clocks import Tables, freshness
from lib.reads.keeping import measured


@measured
def unrecorded(database: str, *tables: str) -> Tables:
    """Those of these source tables that have no row, of anyone; none where each has one.

    Whether a region has any is another question: see :func:`lib.reads.incidents.records_begin`.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    counts = freshness(database).set_index("source_table")["row_count"]
    return tuple(table for table in tables if not counts.get(table, 0) > 0)


def no_record(database: str, *tables: str) -> str | None:
    """The sentence that says of which of these source tables there is no record at all.

    :return: ``None`` where each has one.
    :raises Unavailable: as :func:`unrecorded`.
    """
    empty = unrecorded(database, *tables)
    if not empty:
        return None
    return _("no record yet: {sources}", sources=names_of("source_table", empty).lower())
