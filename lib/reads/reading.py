"""One statement of ``queries/``, read inside a scope and kept for all who read the same."""

from collections.abc import Hashable, Sequence
from datetime import date
from threading import Condition

import pandas as pd
from cachetools import TTLCache, cached

from lib.data import lineage, reading
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language.collation import as_sorted
from lib.reads.keeping import TTL_SECONDS, note, version

MOST_FRAMES = 2_000

Parameter = str | int | date


@cached(TTLCache[Hashable, pd.DataFrame](MOST_FRAMES, TTL_SECONDS), condition=Condition())
def _kept(
    _version: str,
    database: str,
    name: str,
    scope: Scope,
    *,
    by_name: bool = False,
    many: bool = False,
    **parameters: Parameter,
) -> pd.DataFrame:
    rows_of = reading.read_many if many else reading.read
    frame = rows_of(database, name, scope, **parameters)
    if not by_name:
        return frame
    key = frame["name"].fillna("").map(as_sorted)
    return frame.iloc[key.argsort(kind="stable")].reset_index(drop=True)


def read(
    database: str,
    name: str,
    scope: Scope,
    *,
    columns: Sequence[str] | None = None,
    by_name: bool = False,
    many: bool = False,
    **parameters: Parameter,
) -> pd.DataFrame:
    """The rows of ``queries/<database>/reads/<name>.sql`` inside a scope, kept for a minute.

    What is made of them may be kept for longer: so they are never those of an older version. All
    viewers of a scope share one frame, and each gets a view of it that copies what it changes
    (pandas copies on write).

    :param columns: only these: what is made of them rests on no more than they do.
    :param by_name: in the order of their ``name`` as people sort names, instead of that of the
        statement; no server's own is that everywhere.
    :param many: that they may be thousands of rows (:func:`lib.data.reading.read_many`).
    :raises Unavailable: if the database can't be read.
    """
    try:
        frame = _kept(version(), database, name, scope, by_name=by_name, many=many, **parameters)
    except Unavailable:
        note(lineage.sources(database, name, columns), is_partial=True)
        raise
    note_read(database, name, list(frame.columns) if columns is None else columns)
    return frame.copy(deep=False) if columns is None else frame[list(columns)]


def glance(database: str, name: str, scope: Scope) -> pd.DataFrame:
    """The same rows as :func:`read`, without a note of what they rest on.

    :raises Unavailable: if the database can't be read.
    """
    return _kept(version(), database, name, scope).copy(deep=False)


def note_read(database: str, name: str, columns: Sequence[str]) -> None:
    """Note that what is being made rests on these columns of a read."""
    note(lineage.sources(database, name, columns))
