"""Around figures: how old their sources are, grey where one is late, and what was left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.reads import Sources, Tables
from lib.ui import flagged
from lib.ui.frame import part

LATE_SIGN = ":material/history_toggle_off:"

_GREY = """<style>
[class*="st-key-late-"] :is([data-testid="stPlotlyChart"] .js-plotly-plot,
[data-testid="stDataFrame"] canvas) { filter: grayscale(1); opacity: 0.6; }
[class*="st-key-late-"] :is(h2, h3, [data-testid="stMarkdown"] li),
[class*="st-key-late-"] [data-testid="stMarkdown"] :not([data-testid="stCaptionContainer"]) > p
{ opacity: 0.75; }
</style>"""
# Not the container itself: a filter there would hold a chart that is opened over the whole screen.


@contextmanager
def greyed(key: str, *, when: bool) -> Iterator[None]:
    """Draw charts, maps, tables and sentences in grey: what they rest on is late.

    :param key: unique on the page.
    :param when: whether it is late.
    """
    if not when:
        yield
        return
    with st.container(key=f"late-{key}"):
        st.html(_GREY)
        yield


@contextmanager
def behind(scope: Scope, key: str, sources: Sources) -> Iterator[None]:
    """Draw what rests on source tables above their clocks; below them, in grey, where one is late.

    :param key: unique on the page.
    """
    late = reads.is_late(sources)
    if late:
        draw(scope, sources)
    with greyed(key, when=late):
        yield
    if not late:
        draw(scope, sources)


def draw(scope: Scope, sources: Sources) -> None:
    """Draw the clocks of source tables, a line a database, and what was left out of them."""
    names = {"membership": _("Membership"), "incidents": _("Incidents")}
    databases = reads.by_database(sources)
    for database, tables in databases.items():
        with part():
            _draw_line(database, scope, tables, names[database] if len(databases) > 1 else "")


def sentence(newest_record: datetime | None, loaded_at: datetime | None) -> str:
    """``Newest record Nov 3 · loaded today 06:10``."""
    if loaded_at is None:
        return _("Not loaded yet")
    if newest_record is None:
        return _("No record yet · loaded {loaded}", loaded=formats.recent(loaded_at))
    return _(
        "Newest record {newest} · loaded {loaded}",
        newest=formats.recent(newest_record),
        loaded=formats.recent(loaded_at),
    )


def _draw_line(database: str, scope: Scope, tables: Tables, name: str) -> None:
    # Put in words anew in each run: "today" depends on the viewer's clock.
    clocks = reads.clocks(database, tables)
    line = sentence(clocks.newest_record, clocks.loaded_at)
    if clocks.late:
        late = formats.listing(sorted(name_of("source_table", table) for table in clocks.late))
        line = f"{LATE_SIGN} " + _("Late: {sources}. {clocks}", sources=late, clocks=line)
    if name:
        line = f"{name}: {line}"
    left_out = flagged.sentence(database, scope, tables)
    if left_out is None:
        st.caption(line)
        return
    # Two spaces end a line in Markdown.
    st.caption(f"{line}  \n{left_out}", help=flagged.how_to_list())
