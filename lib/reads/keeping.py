"""Cached reads of the rollups; the scope is part of every cache key."""

import time
from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from threading import Condition
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import streamlit as st
from cachetools import LRUCache, TTLCache, cached

from lib.access import organization
from lib.data import reading
from lib.data.errors import Reason, Unavailable
from lib.data.scope import CATALOGUES, Scope
from lib.language import current
from lib.measures.freshness import with_staleness

TTL_SECONDS = 60
PREPARED = 200
"""Most things that are kept of each function."""

_STAMPS = {
    "membership": ("freshness", "refreshed_at"),
    "incidents": ("freshness", "refreshed_at"),
    "dashboard": ("health_saved", "saved_at"),
}
"""Database → the query and its column that say when what pages read of it was last derived."""

Tables = tuple[str, ...]
"""Source tables of one database."""

P = ParamSpec("P")
R = TypeVar("R")


@st.cache_data(show_spinner=False)
def _since() -> float:
    """When Streamlit's caches were last emptied."""
    return time.monotonic()


@st.cache_data(ttl=TTL_SECONDS, show_spinner=False)
def minute() -> float:
    """When the minute began that is now, or was last looked at."""
    return time.monotonic()


# Not Streamlit's: what is prepared asks for it again and again, and that one copies each time.
@cached(TTLCache(maxsize=8, ttl=TTL_SECONDS), condition=Condition())
def _stamp(database: str, _since: float) -> str:
    """What tells a database's contents of now from those before and after; looked up each minute.

    A failure is a stamp too: what is asked for then is read anew, and says why it can't be.
    """
    name, column = _STAMPS[database]
    try:
        return str(reading.read(database, name, CATALOGUES)[column].max())
    except Unavailable as problem:
        return str(problem.reason)


def version() -> str:
    """What tells the data of now from those before and after.

    The hour is in it because what is late depends on the clock as well.
    """
    since, hour = _since(), int(time.time() // 3600)
    return "|".join([f"{since}|{hour}", *(_stamp(database, since) for database in _STAMPS)])


def prepared_while(same: Callable[[], Hashable]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function makes, once a language and arguments, as long as something is the same.

    Everyone who comes with the same arguments is given the same object, so nobody may change it,
    the scope must be among the arguments, and nothing else about the viewer may go into it. Of many
    who come at once one makes it and the others wait for it; a failure is kept for nobody.
    """

    def keeping(make: Callable[P, R]) -> Callable[P, R]:
        @cached(LRUCache[Hashable, R](PREPARED), condition=Condition())
        def kept(_same: Hashable, _language: str, *args: P.args, **kwargs: P.kwargs) -> R:
            return make(*args, **kwargs)

        @wraps(make)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            return kept(same(), current(), *args, **kwargs)

        return remembered

    return keeping


def prepared(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes of the data until they are refreshed; see ``prepared_while``."""
    return prepared_while(version)(make)


@st.cache_resource(ttl=TTL_SECONDS, max_entries=2_000, show_spinner=False)
def _kept(
    of: Hashable,  # noqa: ARG001 - part of the key
    database: str,
    name: str,
    scope: Scope,
    **parameters: Any,
) -> pd.DataFrame:
    return reading.read(database, name, scope, **parameters)


def read(database: str, name: str, scope: Scope, **parameters: Any) -> pd.DataFrame:
    """The rows of ``queries/<database>/reads/<name>.sql`` inside a scope, kept for a minute.

    What is prepared of them may be kept for longer: so they are never those of an older version.
    All viewers of a scope share one frame, and each gets a view of it that copies what it changes
    (pandas copies on write), instead of the pickled copy that ``st.cache_data`` would make.

    :raises Unavailable: if the database can't be read.
    """
    return _kept(version(), database, name, scope, **parameters).copy(deep=False)


@st.cache_resource(ttl=TTL_SECONDS, show_spinner=False)
def _regions(of: Hashable) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    return organization.regions()


def regions() -> pd.DataFrame:
    """The organization's regions: ``region_id, name_en, name_es, is_priority``, kept for a minute.

    :raises Unavailable: if neither source database can be read.
    """
    return _regions(version()).copy(deep=False)


@prepared
def freshness(database: str, scope: Scope) -> pd.DataFrame:
    """The two clocks of a database's source tables, late ones first.

    Columns ``source_table, newest_record, row_count, refreshed_at, as_of, seconds, limit_days,
    is_stale``.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    frame = reading.read(database, "freshness", scope)
    if frame.empty:
        raise Unavailable(database, Reason.NOT_REFRESHED)
    return with_staleness(frame, pd.Timestamp.now(tz="UTC"))


@prepared
def late_tables(database: str, scope: Scope, *tables: str) -> Tables:
    """Those of these source tables that are late.

    :raises Unavailable: as ``freshness``.
    """
    frame = freshness(database, scope)
    late = set(frame.loc[frame["is_stale"], "source_table"])
    return tuple(table for table in tables if table in late)


def is_stale(database: str, scope: Scope, *tables: str) -> bool:
    """Whether any of these source tables is late.

    :raises Unavailable: as ``freshness``.
    """
    return bool(late_tables(database, scope, *tables))


@prepared
def as_of(database: str, scope: Scope) -> date:
    """The day that a database's rollups speak of.

    :raises Unavailable: as ``freshness``.
    """
    day: date = freshness(database, scope)["as_of"].max().date()
    return day
