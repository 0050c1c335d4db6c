"""How old the sources of a page are, what is grey for it, and what was left out of figures."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime

import streamlit as st

from lib import again, reads
from lib.data.scope import Scope
from lib.language import N_, _, formats
from lib.language.vocabulary import name_of, names_of
from lib.reads import Sources, Tables, lag, left_out
from lib.ui.frame import part

LATE_SIGN = ":material/history_toggle_off:"


@dataclass(slots=True)
class _Noted:
    """What a page has drawn so far rests on, and the scope that it was drawn for."""

    sources: set[tuple[str, str]] = field(default_factory=set)
    scope: Scope | None = None


_noted: ContextVar[_Noted | None] = ContextVar("noted", default=None)
"""Of a run; ``None`` in a part that runs alone."""


@contextmanager
def of_page(*, is_dated: bool) -> Iterator[None]:
    """A page below one line on how new its sources are, and above what was left out of them.

    The line is drawn last, when it is known what the page rests on, and holds its place until then.

    :param is_dated: whether the page says so at all.
    """
    if not is_dated:
        yield
        return
    noted = _Noted()
    _noted.set(noted)
    line = st.container(key="freshness")
    # Streamlit draws no container that has nothing in it.
    line.html('<i class="held"></i>')
    yield
    with line, part():
        _draw_page_line(noted.sources)
    if noted.scope is not None:
        _draw_left_out(noted.scope, noted.sources)


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
        yield


@contextmanager
def behind(scope: Scope, key: str, sources: Sources) -> Iterator[None]:
    """Draw what rests on source tables; in grey, below their clocks, where one is late.

    :param key: unique on the page.
    """
    draw(scope, sources)
    with greyed(key, when=reads.is_late(sources)):
        yield


def draw(scope: Scope, sources: Sources) -> None:
    """Note what something on the page rests on, and draw the clocks of what is late of it.

    :param scope: whose records it is made from.
    """
    noted = _noted.get()
    if noted is not None:
        noted.scope = scope
        noted.sources |= sources
    for database, tables in reads.by_database(sources).items():
        with part():
            _draw_late(reads.clocks(database, tables))


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


def _draw_late(clocks: reads.Clocks) -> None:
    if not clocks.late:
        return
    # Put in words anew in each run: "today" depends on the viewer's clock.
    line = sentence(clocks.newest_record, clocks.loaded_at)
    late = names_of("source_table", clocks.late)
    st.caption(f"{LATE_SIGN} " + _("Late: {sources}. {clocks}", sources=late, clocks=line))


def _draw_page_line(sources: set[tuple[str, str]]) -> None:
    """The newest record of each database, the same on every page; behind it table by table."""
    if not (databases := reads.by_database(sources)):
        return
    zone = formats.viewer_zone()
    today = datetime.now(zone).date()
    newest = _newest(tuple(databases.items()), lag.sentence(databases), str(zone), today)
    again.show(newest, "freshness-tables")


@dataclass(frozen=True, slots=True)
class _Newest:
    """The line of a page, and what stands behind it: a text a database."""

    line: str
    by_table: tuple[str, ...]

    def show(self, key: str) -> None:
        """Draw it."""
        with st.popover(self.line, type="tertiary", key=key):
            for tables in self.by_table:
                st.markdown(tables)


@reads.worded
def _newest(
    databases: tuple[tuple[str, Tables], ...], lags: str, _zone: str, _today: date
) -> _Newest:
    """What a page says of how new its sources are.

    :param lags: what it says of replicas that are behind.
    :param _zone: the viewer's, which with their day decides what is "today 06:10".
    """
    line = page_line({database: reads.newest(database) for database, _tables in databases})
    by_table = (
        "  \n".join((f"**{_(DATABASES[database])}**", *_by_table(database, tables)))
        for database, tables in databases
    )
    return _Newest(line + lags, tuple(by_table))


def _draw_left_out(scope: Scope, sources: set[tuple[str, str]]) -> None:
    """What was left out of the page's figures, as it can't be right, and who can list it."""
    said = []
    for database, tables in reads.by_database(sources).items():
        with part():
            said.append(left_out.sentence(database, scope, tables))
    sentences = [sentence for sentence in said if sentence]
    if sentences:
        st.caption("  \n".join([*sentences, left_out.how_to_list()]))


DATABASES = {"membership": N_("Membership"), "incidents": N_("Incidents")}
"""A source database → the message that names it."""


def page_line(clocks: Mapping[str, reads.Clocks]) -> str:
    """``Newest records: membership yesterday 23:50, incidents today 05:59. Loaded today 06:10``."""
    newest = [
        f"{_(DATABASES[database]).lower()} {formats.recent(of_it.newest_record)}"
        for database, of_it in clocks.items()
    ]
    loaded = [of_it.loaded_at for of_it in clocks.values() if of_it.loaded_at is not None]
    return _(
        "Newest records: {newest}. Loaded {loaded}",
        newest=", ".join(newest),
        loaded=formats.recent(min(loaded, default=None)),
    )


def _by_table(database: str, tables: Tables) -> Iterator[str]:
    """``Gatherings: yesterday 23:50``, a line a table, the newest first."""
    frame = reads.freshness(database)
    rows = frame[frame["source_table"].isin(tables)].sort_values("newest_record", ascending=False)
    for table, newest in rows[["source_table", "newest_record"]].itertuples(index=False, name=None):
        yield f"{name_of('source_table', table)}: {formats.recent(newest)}"
