"""A brief's parts: what a page says as one thing, as plain words, entries and rows.

A figure of a page becomes a part here, whatever it is drawn as there: its finding and its numbers
are the figure's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from lib import reads
from lib.access.prefix import here
from lib.brief.grids import Grid, grid, of_listing
from lib.data.errors import Unavailable
from lib.language import _
from lib.topics.committees.support import Described as Support
from lib.topics.health.calls import Call
from lib.topics.response.alarm_words import columns as alarm_columns
from lib.topics.response.alarms import FIRST
from lib.topics.response.alarms import Described as Alarms
from lib.topics.support.long_list import LongList
from lib.topics.this_week.unanswered import Described as Unanswered
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.frame import sentence
from lib.ui.listing import Row
from lib.ui.maps import Map
from lib.ui.tables import Table
from lib.ui.text import Text

MOST_ROWS = 12
"""Rows of a table that is folded; the page has all of them."""
MOST_ENTRIES = 5
"""Entries of a list."""


@dataclass(frozen=True)
class Entry:
    """An entry of a list.

    :ivar href: where its name leads; empty: nowhere.
    :ivar said: what is said of it, each with the word that says what it is; as plain text.
    """

    name: str
    href: str
    said: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallCard:
    """A committee to call.

    :ivar taken: who has taken it until when, as Markdown; empty: nobody.
    """

    call: Call
    href: str
    taken: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a brief, in the viewer's language; sentences are Markdown.

    :ivar body: sentences below the title.
    :ivar more: further ones, folded, below their label.
    :ivar grid: rows with the same numbers, folded.
    :ivar roles: rows that are not folded.
    :ivar headlines: as :meth:`lib.ui.headlines.Headline.shown` has them.
    :ivar picture: an SVG.
    :ivar left: how many entries more there are.
    :ivar note: what else stands below, smaller.
    :ivar problem: why something is missing or may be old.
    :ivar late: whether what it rests on is late.
    """

    title: str = ""
    body: str = ""
    more: tuple[str, str] = ("", "")
    cards: tuple[CallCard, ...] = ()
    entries: tuple[Entry, ...] = ()
    left: int = 0
    grid: Grid | None = None
    roles: Grid | None = None
    headlines: tuple[dict[str, Any], ...] = ()
    picture: Markup = Markup("")
    note: str = ""
    problem: str = ""
    late: bool = False


@dataclass(frozen=True)
class Section:
    """Parts below a question; on paper and on a desk two stand beside each other.

    :ivar page: the full page that has more, by its address; empty: none.
    """

    title: str
    parts: tuple[Part, ...]
    page: str = ""


@dataclass(frozen=True)
class Brief:
    """A whole brief.

    :ivar kind: ``week``, ``committee`` or ``response``.
    :ivar lead: what stands below the title.
    :ivar clocks: how new its sources are.
    """

    kind: str
    title: str
    lead: str
    clocks: str
    sections: tuple[Section, ...]
    first: tuple[Part, ...] = field(default=())


def committee_address(committee_id: str) -> str:
    """Where a committee's own brief is."""
    return here(f"/light/committee/{quote(committee_id, safe='')}")


def of(figure: Figure[Any, *tuple[Any, ...]], choice: Choice, *options: Any) -> Part:
    """A figure of a page as a part; a sentence where its database can't be read."""

    def described() -> Part:
        made = figure.made(choice, *options)
        if made.value is None:
            return Part(title=_(figure.empty) if figure.empty else "")
        return as_part(made.value)

    return made_of(described)


def made_of(make: Callable[[], Part]) -> Part:
    """A part, marked late where what it rests on is; a sentence where that can't be read."""
    try:
        made = reads.made(make)
    except Unavailable as problem:
        return Part(problem=sentence(problem))
    return replace(made.value, late=True) if reads.is_late(made.sources) else made.value


@singledispatch
def as_part(shown: Any) -> Part:
    """What a figure shows as a part.

    :raises TypeError: if nobody said how.
    """
    raise TypeError(f"no brief knows how to say a {type(shown).__name__}")


@as_part.register
def _text(shown: Text) -> Part:
    return Part(title=shown.title or "", body=shown.body or "", note=shown.caption or "")


@as_part.register
def _chart(shown: Chart) -> Part:
    rows = grid(shown.table, shown.columns, MOST_ROWS)
    return Part(title=shown.title, grid=rows, note=shown.caption or "")


@as_part.register
def _map(shown: Map) -> Part:
    return Part(title=shown.title, grid=grid(shown.table, shown.columns, MOST_ROWS))


@as_part.register
def _table(shown: Table) -> Part:
    rows = None if shown.frame.empty else grid(shown.frame, shown.columns, MOST_ENTRIES)
    empty = (shown.empty or "") if shown.frame.empty else ""
    return Part(title=shown.title, body=empty, roles=rows, note=shown.caption or "")


@as_part.register
def _alarms(shown: Alarms) -> Part:
    described = alarm_columns()
    rows = grid(shown.raised, {name: described[name] for name in FIRST}, MOST_ROWS)
    return Part(title=shown.title, grid=rows if len(shown.raised) else None, note=shown.explained)


@as_part.register
def _unanswered(shown: Unanswered) -> Part:
    body = "\n\n".join(filter(None, [shown.first, shown.ready]))
    folded = "\n\n".join(filter(None, [shown.folded, shown.folded_ready]))
    label = shown.more_label if shown.folded else ""
    return Part(title=shown.title, body=body, more=(label, folded), note=shown.whole)


@as_part.register
def _support(shown: Support) -> Part:
    lines = "\n".join(f"- {line}" for line in shown.lines)
    body = "\n\n".join(filter(None, [lines, shown.visits]))
    return Part(title=shown.title, body=body, roles=of_listing(shown.roles))


@as_part.register
def _long_list(shown: LongList) -> Part:
    records = shown.frame.head(MOST_ENTRIES).to_dict("records")
    entries = tuple(
        _entry(shown.row(record), shown.headers, str(record.get("committee_id") or ""))
        for record in records
    )
    left = len(shown.frame) - len(entries)
    return Part(title=shown.title, entries=entries, left=left, note=shown.caption or "")


def _entry(row: Row, headers: tuple[str, ...], committee_id: str) -> Entry:
    name, *others = row.cells
    said = tuple(
        (header, " · ".join([cell.text, *cell.notes]))
        for header, cell in zip(headers[1:], others, strict=True)
        if cell.text
    )
    href = committee_address(committee_id) if committee_id else ""
    return Entry(name.text, href, said, name.notes)
