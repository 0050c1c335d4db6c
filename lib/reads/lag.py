"""How far behind its primary the copy is that pages are read from, where a replica is."""

from collections.abc import Iterable

from lib.data import reading
from lib.data.configuration import configuration
from lib.data.scope import CATALOGUES
from lib.language import _, formats
from lib.reads.keeping import kept_while, minute


@kept_while(minute)
def minutes_behind(database: str) -> float:
    """By how much the copy that is read of a database is behind; 0 for the primary itself.

    :raises Unavailable: if the database can't be read.
    """
    return float(reading.read(database, "lag", CATALOGUES)["seconds"].max()) / 60


def sentence(databases: Iterable[str]) -> str:
    """``. Read from a copy that is 25 min behind``, once that is worth a word.

    :raises Unavailable: as :func:`minutes_behind`.
    """
    return worded(max(map(minutes_behind, databases), default=0.0))


def worded(minutes: float) -> str:
    """The sentence for so many minutes; nothing below the limit of the configuration."""
    # Before the first refresh there is nothing to read, and no number.
    if not minutes >= configuration().databases.lag_minutes:
        return ""
    return ". " + _("Read from a copy that is {span} behind", span=formats.minutes(minutes))
