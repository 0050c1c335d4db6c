"""The list of committees: who needs someone first, why, what to do, and the way to each."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lib import reads
from lib.access.taking import Taken
from lib.language import _, formats, ngettext
from lib.topics.committees import list_filters
from lib.topics.committees.committee_table import columns, how_they_stand, in_words, rows
from lib.topics.committees.list_filters import Filters
from lib.topics.health import taking, words
from lib.topics.health.listing import notes
from lib.topics.health.standing import following, standing
from lib.ui import clocks, links
from lib.ui.downloads import download
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.listing import Cell, Listing, Row
from lib.ui.sections import section

STEP = 25
"""Committees that are listed at first, and more each time."""
MOST = 20_000


def draw(choice: Choice) -> None:
    """Draw the filters, the list and its file."""
    with part():
        made = reads.made(rows, choice)
        if made.value.empty:
            section(_("No committee is recorded in these regions"))
            return
        filters, shown = list_filters.draw(), _shown()
        with clocks.behind(choice.scope, "committees", made.sources):
            # Who has taken which is the dashboard's own: without it they are listed all the same.
            takings = tuple(taking.in_scope(choice.scope).values())
            # Kept is what most see: of what is searched for there is no end.
            is_first = filters == Filters() and shown == STEP
            listed = (_first if is_first else _listed)(choice, filters, shown, takings)
            section(listed.title)
            if listed.frame.empty:
                st.caption(_("No committee fits these filters."))
                return
            _draw_rows(listed, shown)
            finish = partial(in_words, health=how_they_stand(choice.scope))
            download(listed.frame, columns(choice), key="committees", finish=finish)
            with part():
                for note in notes(standing(choice.scope)):
                    st.caption(note)


@dataclass(frozen=True)
class _Listed:
    """What the filters leave.

    :ivar frame: the rows of its file, but for what is put in words once it is made.
    :ivar listing: those of them that are listed.
    """

    title: str
    frame: pd.DataFrame
    listing: Listing


def _listed(choice: Choice, filters: Filters, shown: int, takings: tuple[Taken, ...]) -> _Listed:
    everyone = rows(choice)
    left = filters.of(everyone)
    by_id = {taken.committee_id: taken for taken in takings}
    first, health = left.head(shown), how_they_stand(choice.scope)
    next_steps = following(choice.scope, tuple(first["committee_id"])) if health else None
    first = in_words(first, health, next_steps)
    today = reads.as_of("membership")
    return _Listed(
        title(left, everyone),
        taking.with_takings(left, by_id),
        listing(first, by_id, several=choice.is_country, today=today),
    )


_first = reads.worded(_listed)


def title(listed: pd.DataFrame, everyone: pd.DataFrame) -> str:
    """How many committees are listed, and how many of them need someone.

    :param listed: those that the filters leave, ``status`` and ``is_pressing`` of each.
    :param everyone: of the regions in view.
    """
    n, is_open = len(listed), everyone["status"] != "closed"
    if n == is_open.sum() and (listed["status"] != "closed").all():
        counted = ngettext("{n} committee", "{n} committees", n, n=formats.number(n))
    else:
        counted = ngettext(
            "{n} committee fits these filters",
            "{n} committees fit these filters",
            n,
            n=formats.number(n),
        )
    pressing = int(listed["is_pressing"].sum())
    if not pressing:
        return counted
    of_them = ngettext(
        "{n} needs support", "{n} need support", pressing, n=formats.number(pressing)
    )
    return _("{committees}: {fragile}", committees=counted, fragile=of_them)


def _shown() -> int:
    """How many are listed."""
    links.take("shown", range(STEP, MOST + 1, STEP), default=STEP)
    shown = int(st.session_state["shown"])
    links.keep("shown", shown, default=STEP)
    return shown


def _draw_rows(listed: _Listed, shown: int) -> None:
    listed.listing.show("committees")
    left = len(listed.frame) - shown
    if left > 0:
        st.button(
            ngettext("Show {n} more", "Show {n} more", min(left, STEP)),
            key="more_committees",
            icon=":material/expand_more:",
            on_click=_show_more,
        )
        st.caption(
            _(
                "{shown} of {all} are listed; the file has all of them.",
                shown=formats.number(shown),
                all=formats.number(len(listed.frame)),
            )
        )


def _show_more() -> None:
    st.session_state["shown"] = min(int(st.session_state["shown"]) + STEP, MOST)


def listing(
    committees: pd.DataFrame, takings: Mapping[str, Taken], *, several: bool, today: date
) -> Listing:
    """The committees as a list, each row a link to its page.

    :param committees: of ``committee_table.rows``.
    :param takings: by the committee's id.
    :param several: whether the regions are told.
    :param today: days of another year are written with theirs.
    """
    return Listing(
        headers=(
            _("Committee"),
            _("Why now"),
            _("What to do next"),
            _("Last gathering"),
            # Translators: of a committee: which organizer has said that they look after it now
            _("Taken by"),
        ),
        rows=tuple(
            _row(row, takings.get(row["committee_id"]), several=several, today=today)
            for row in committees.to_dict("records")
        ),
        alt=_("Table of the committees, who needs someone first in front, with the reason."),
    )


def _row(
    committee: dict[Hashable, object], taken: Taken | None, *, several: bool, today: date
) -> Row:
    text = {str(name): str(value) for name, value in committee.items()}
    where = [text["where"], *([text["region"]] if several else []), *_members(committee)]
    last = committee["last_gathering_on"]
    return Row(
        (
            Cell(text["label"], (_stands(committee), " · ".join(where))),
            Cell(_known(committee["why"])),
            Cell(_known(committee["what"])),
            Cell(
                formats.near_day(last, today)
                if isinstance(last, pd.Timestamp) and not pd.isna(last)
                else _("None is known")
            ),
            taking.taken_cell(taken),
        ),
        href=address(text["committee_id"]),
    )


def _stands(committee: dict[Hashable, object]) -> str:
    """``▼ Fragile · 41 of 100``; the status where health is not known."""
    level = committee["level"]
    if not isinstance(level, str):
        return words.level(str(committee["status"]), "committee_status")
    for points in (committee["score"], committee["progress"]):
        if isinstance(points, float) and not pd.isna(points):
            return _("{level} · {n} of 100", level=words.level(level), n=formats.number(points))
    return words.level(level)


def _members(committee: dict[Hashable, object]) -> list[str]:
    """How many members, if anybody ever recorded one."""
    if pd.isna(committee["members"]):
        return []
    n = int(float(str(committee["members"])))
    return [ngettext("{n} member", "{n} members", n, n=formats.number(n))]


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""


def address(committee_id: str, **more: str) -> str:
    """Where a committee's page is, from the page beside it.

    :param more: what else the link says.
    """
    query: Sequence[tuple[str, str]] = [("committee", committee_id), *more.items()]
    return f"committee?{urlencode(query)}"
