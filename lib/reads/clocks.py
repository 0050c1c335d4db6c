"""How fresh the source tables are: their newest records, when they were loaded, what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from lib.data import reading
from lib.data.errors import Reason, Unavailable
from lib.data.scope import CATALOGUES
from lib.measures.freshness import with_staleness
from lib.reads.keeping import Sources, measured

Tables = tuple[str, ...]
"""Source tables of one database, by name."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of some source tables of one database.

    :ivar newest_record: of those tables whose records come day by day; ``None``: no record yet.
    :ivar loaded_at: when the one loaded longest ago was; ``None``: none was.
    :ivar late: those that are late.
    """

    newest_record: datetime | None
    loaded_at: datetime | None
    late: Tables


@measured
def freshness(database: str) -> pd.DataFrame:
    """The source tables of a database, late ones first.

    Columns ``source_table, newest_record, row_count, refreshed_at, as_of, seconds, limit_days,
    is_stale``.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    frame = reading.read(database, "freshness", CATALOGUES)
    if frame.empty:
        raise Unavailable(database, Reason.NOT_REFRESHED)
    return with_staleness(frame, pd.Timestamp.now(tz="UTC"))


@measured
def as_of(database: str) -> date:
    """The day that a database's rollups speak of.

    :raises Unavailable: as ``freshness``.
    """
    day: date = freshness(database)["as_of"].max().date()
    return day


@measured
def clocks(database: str, tables: Tables) -> Clocks:
    """The clocks of source tables of a database.

    Of late ones alone, where there are some: a new one beside them would hide how late they are.
    A catalogue (regions, courses …) has no limit, and its newest record says nothing of how new
    figures are: it counts only where there is nothing else.

    :raises Unavailable: as ``freshness``.
    """
    frame = freshness(database)
    behind = frame[frame["source_table"].isin(tables)]
    late = behind.loc[behind["is_stale"], "source_table"]
    shown = behind[behind["is_stale"]] if len(late) else behind
    dated = shown[shown["limit_days"].notna()]
    newest = (dated if len(dated) else shown)["newest_record"].max()
    loaded = shown["refreshed_at"].min()
    return Clocks(
        newest_record=None if pd.isna(newest) else newest,
        loaded_at=None if pd.isna(loaded) else loaded,
        late=tuple(sorted(late)),
    )


@measured
def newest(database: str) -> Clocks:
    """The newest record of a whole database, when it was loaded, and what of it is late.

    :raises Unavailable: as ``freshness``.
    """
    frame = freshness(database)
    dated = frame.loc[frame["limit_days"].notna(), "newest_record"].max()
    loaded = frame["refreshed_at"].min()
    return Clocks(
        newest_record=None if pd.isna(dated) else dated,
        loaded_at=None if pd.isna(loaded) else loaded,
        late=tuple(sorted(frame.loc[frame["is_stale"], "source_table"])),
    )


def late_tables(sources: Iterable[tuple[str, str]]) -> Sources:
    """Those of these source tables that are late.

    :raises Unavailable: as ``freshness``.
    """
    return frozenset(
        (database, table)
        for database, tables in by_database(sources).items()
        for table in clocks(database, tables).late
    )


def is_late(sources: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these is late; of a database that is down nobody can say no."""
    try:
        return bool(late_tables(sources))
    except Unavailable:
        return True


def by_database(sources: Iterable[tuple[str, str]]) -> dict[str, Tables]:
    """Database → its tables among these; membership first."""
    pairs = sorted(sources)
    order = sorted({database for database, _table in pairs}, reverse=True)
    return {d: tuple(table for database, table in pairs if database == d) for d in order}
