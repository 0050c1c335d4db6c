"""What pages make of the data, kept until a refresh, with the source tables that it rests on.

``measured`` keeps what has no words in it, once for all languages; ``worded`` keeps what has, once
a language. Both note which source tables were read on the way: what was made of what was made rests
on what both rest on. Nobody keeps a list of it by hand.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from threading import Condition
from typing import Any, Generic, ParamSpec, TypeVar

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

_version: ContextVar[list[str] | None] = ContextVar("version", default=None)
"""Of a run: empty until something is read."""

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What was made of the data.

    :ivar value: shared by all who come with the same arguments: nobody may change it.
    :ivar sources: what it rests on.
    :ivar is_partial: whether something that it would have been made of could not be read.
    """

    value: T
    sources: Sources
    is_partial: bool = False


@dataclass(slots=True)
class _Notes:
    """What is noted while something is being made."""

    sources: set[tuple[str, str]] = field(default_factory=set)
    is_partial: bool = False


_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


class _Partial(Exception):  # noqa: N818 - no error: it carries past the cache what may not be kept
    def __init__(self, made: "Made[Any]") -> None:
        self.made = made


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
    """Begin a run of a page, or of a fragment alone: all of it reads one version of the data."""
    _version.set([])


@contextmanager
def one_run() -> Iterator[None]:
    """All that is read in a block is of one version of the data, as in a run of a page."""
    before = _version.set([])
    try:
        yield
    finally:
        _version.reset(before)


def version() -> str:
    """What tells the data of this run from those before and after; outside a run, those of now.

    The hour is in it because what is late depends on the clock as well. It is asked for by the
    first thing that is read: a page that reads nothing waits for no database.
    """
    of_run = _version.get()
    if of_run is None:
        return _version_of_now()
    if not of_run:
        of_run.append(_version_of_now())
    return of_run[0]


def note(sources: Sources, *, is_partial: bool = False) -> None:
    """Note that what is being made rests on these source tables.

    :param is_partial: whether they could not be read.
    """
    notes = _notes.get()
    if notes is not None:
        notes.sources |= sources
        notes.is_partial |= is_partial


def made(make: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Made[R]:
    """Make something of the data now, and tell what it rests on.

    :raises Unavailable: if a database can't be read.
    """
    notes = _Notes()
    token = _notes.set(notes)
    try:
        value = make(*args, **kwargs)
    except Unavailable:
        # Whoever goes on without it has a part of what there is.
        notes.is_partial = True
        raise
    finally:
        _notes.reset(token)
        note(frozenset(notes.sources), is_partial=notes.is_partial)
    return Made(value, frozenset(notes.sources), notes.is_partial)


def kept_while(
    same: Callable[[], Hashable], most: int = MOST
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function makes, once for its arguments, as long as something is the same.

    The viewer's scope must be among the arguments, and nothing else about the viewer may go into
    what is made. Of many who come at once one makes it and the others wait. A failure is not kept,
    nor what was made without something that could not be read: the next has it made anew.

    :param same: says what has to be the same; its answer is a part of the key.
    :param most: how many things are kept of the function.
    """

    def keep(make: Callable[P, R]) -> Callable[P, R]:
        @cached(LRUCache[Hashable, Made[R]](most), condition=Condition())
        def made_once(_same: Hashable, *args: P.args, **kwargs: P.kwargs) -> Made[R]:
            result = made(make, *args, **kwargs)
            if result.is_partial:
                raise _Partial(result)
            return result

        @wraps(make)
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                result = made_once(same(), *args, **kwargs)
            except _Partial as partial:
                result = partial.made
            note(result.sources, is_partial=result.is_partial)
            return result.value

        return kept

    return keep


def measured(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function measures until the data are refreshed; it may have no words in it."""
    return kept_while(version)(make)


def worded(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes until the data are refreshed, once a language."""
    return kept_while(lambda: (version(), current()))(make)
