"""What pages make of the data, kept until a refresh, with the source tables that it rests on.

``measured`` keeps what has no words in it, once for all languages; ``worded`` keeps what has, once
a language. Both note which source tables were read on the way: what was made of what was made rests
on what both rest on. Nobody keeps a list of it by hand.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from threading import Condition
from typing import Generic, ParamSpec, TypeVar

import streamlit as st
from cachetools import LRUCache, TTLCache, cached

from lib.data import reading
from lib.data.errors import Unavailable
from lib.data.scope import CATALOGUES
from lib.language import current

TTL_SECONDS = 60
MOST = 200
"""Most things that are kept of each function."""

Sources = frozenset[tuple[str, str]]
"""Pairs of a database and one of its source tables."""

_STAMPS = {
    "membership": ("freshness", "refreshed_at"),
    "incidents": ("freshness", "refreshed_at"),
    "dashboard": ("health_saved", "saved_at"),
}
"""Database → the query and its column that say when what pages read of it was last derived."""

_version: ContextVar[str | None] = ContextVar("version", default=None)
_noted: ContextVar[set[tuple[str, str]] | None] = ContextVar("noted", default=None)

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What was made of the data.

    :ivar value: shared by all who come with the same arguments: nobody may change it.
    :ivar sources: what it rests on.
    """

    value: T
    sources: Sources


@st.cache_data(show_spinner=False)
def _since() -> float:
    """When Streamlit's caches were last emptied."""
    return time.monotonic()


@st.cache_data(ttl=TTL_SECONDS, show_spinner=False)
def minute() -> float:
    """When the minute began that is now, or was last looked at."""
    return time.monotonic()


@cached(TTLCache(maxsize=8, ttl=TTL_SECONDS), condition=Condition())
def _stamp(database: str, _since: float) -> str:
    """What tells a database's contents of now from those before and after; looked up each minute.

    A failure is a stamp too: the next reader tries again, and says why it fails.
    """
    name, column = _STAMPS[database]
    try:
        return str(reading.read(database, name, CATALOGUES)[column].max())
    except Unavailable as problem:
        return str(problem.reason)


def _version_of_now() -> str:
    since, hour = _since(), int(time.time() // 3600)
    return "|".join([f"{since}|{hour}", *(_stamp(database, since) for database in _STAMPS)])


def begin() -> None:
    """Begin a run of a page or of a fragment: all of it reads one version of the data."""
    _version.set(_version_of_now())


def version() -> str:
    """What tells the data of this run from those before and after; outside a run, those of now.

    The hour is in it because what is late depends on the clock as well.
    """
    return _version.get() or _version_of_now()


def note(sources: Sources) -> None:
    """Note that what is being made rests on these source tables."""
    noted = _noted.get()
    if noted is not None:
        noted |= sources


@contextmanager
def _noting() -> Iterator[set[tuple[str, str]]]:
    noted: set[tuple[str, str]] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def made(make: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Made[R]:
    """Make something of the data now, and tell what it rests on.

    :raises Unavailable: if a database can't be read.
    """
    with _noting() as noted:
        value = make(*args, **kwargs)
    sources = frozenset(noted)
    note(sources)
    return Made(value, sources)


def kept_while(
    same: Callable[[], Hashable], most: int = MOST
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function makes, once for its arguments, as long as something is the same.

    The viewer's scope must be among the arguments, and nothing else about the viewer may go into
    what is made. Of many who come at once one makes it and the others wait; a failure is not kept.

    :param same: says what has to be the same; its answer is a part of the key.
    :param most: how many things are kept of the function.
    """

    def keep(make: Callable[P, R]) -> Callable[P, R]:
        @cached(LRUCache[Hashable, Made[R]](most), condition=Condition())
        def made_once(_same: Hashable, *args: P.args, **kwargs: P.kwargs) -> Made[R]:
            return made(make, *args, **kwargs)

        @wraps(make)
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            result = made_once(same(), *args, **kwargs)
            note(result.sources)
            return result.value

        return kept

    return keep


def measured(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function measures until the data are refreshed; it may have no words in it."""
    return kept_while(version)(make)


def worded(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes until the data are refreshed, once a language."""
    return kept_while(lambda: (version(), current()))(make)
