"""Around figures: how old their sources are, grey where one is late, and what was left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pandas as pd
import streamlit as st

from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.reads.keeping import Tables, freshness, is_stale, late_tables, prepared
from lib.ui import flagged
from lib.ui import headlines as figures
from lib.ui.frame import part


@contextmanager
def behind(scope: Scope, key: str, **sources: Tables) -> Iterator[None]:
    """Draw what rests on source tables above their clocks; below them, in grey, where one is late.

    :param key: unique on the page.
    :param sources: database → its source tables.
    """
    late = is_late(scope, **sources)
    if late:
        draw(scope, **sources)
    with figures.greyed(key, when=late):
        yield
    if not late:
        draw(scope, **sources)


def draw(scope: Scope, **sources: Tables) -> None:
    """Draw the clocks of source tables, a line a database, and what was left out of them."""
    names = {"membership": _("Membership"), "incidents": _("Incidents")}
    for database, tables in sources.items():
        with part():
            _draw_line(database, scope, tables, names[database] if len(sources) > 1 else "")


def is_late(scope: Scope, **sources: Tables) -> bool:
    """Whether one of these source tables is late; of a database that is down nobody can say no."""
    try:
        return any(is_stale(database, scope, *tables) for database, tables in sources.items())
    except Unavailable:
        return True


def _draw_line(database: str, scope: Scope, tables: Tables, name: str) -> None:
    # Said anew in each run: "today" depends on the viewer's clock.
    late = late_tables(database, scope, *tables)
    # Of what is late alone: a table beside it that is new would hide how late it is.
    said = figures.clocks_sentence(*_clocks(database, scope, late or tables))
    if late:
        named = formats.listing(name_of("source_table", table) for table in late)
        said = f"{figures.LATE_SIGN} " + _("Late: {sources}. {clocks}", sources=named, clocks=said)
    if name:
        said = f"{name}: {said}"
    missing = flagged.sentence(database, scope, tables)
    if missing is None:
        st.caption(said)
        return
    # Two spaces end a line in Markdown.
    st.caption(f"{said}  \n{missing}", help=flagged.how_to_list())


@prepared
def _clocks(database: str, scope: Scope, tables: Tables) -> tuple[datetime | None, datetime | None]:
    frame = freshness(database, scope)
    behind = frame[frame["source_table"].isin(tables)]
    newest, loaded = behind["newest_record"].max(), behind["refreshed_at"].min()
    return None if pd.isna(newest) else newest, None if pd.isna(loaded) else loaded
