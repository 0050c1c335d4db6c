"""One statement of ``queries/``, read inside a scope and kept for all who read the same."""

from collections.abc import Hashable, Sequence
from datetime import date
from threading import Condition

import pandas as pd
from cachetools import TTLCache, cached

from lib.data import lineage, reading
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.reads.keeping import TTL_SECONDS, note, version

MOST_FRAMES = 2_000

Parameter = str | int | date


@cached(TTLCache[Hashable, pd.DataFrame](MOST_FRAMES, TTL_SECONDS), condition=Condition())
def _kept(
    _version: str, database: str, name: str, scope: Scope, **parameters: Parameter
) -> pd.DataFrame:
    return reading.read(database, name, scope, **parameters)


def read(
    database: str,
    name: str,
    scope: Scope,
    *,
    columns: Sequence[str] | None = None,
    **parameters: Parameter,
) -> pd.DataFrame:
    """The rows of ``queries/<database>/reads/<name>.sql`` inside a scope, kept for a minute.

    What is made of them may be kept for longer: so they are never those of an older version. All
    viewers of a scope share one frame, and each gets a view of it that copies what it changes
    (pandas copies on write).

    :param columns: only these: what is made of them rests on no more than they do.
    :raises Unavailable: if the database can't be read.
    """
    try:
        frame = _kept(version(), database, name, scope, **parameters)
    except Unavailable:
        note(lineage.sources(database, name, columns), is_partial=True)
        raise
    note(lineage.sources(database, name, list(frame.columns) if columns is None else columns))
    return frame.copy(deep=False) if columns is None else frame[list(columns)]
