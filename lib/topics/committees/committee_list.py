"""The list of committees: who needs someone first, why, what to do, and the way to each."""

from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.topics.committees import list_filters
from lib.topics.committees.committee_table import columns, rows
from lib.topics.health import words
from lib.topics.health.listing import notes
from lib.topics.health.standing import standing
from lib.ui import clocks, links
from lib.ui.downloads import download
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.listing import Cell, Listing, Row

STEP = 25
"""Committees that are listed at first, and more each time."""
MOST = 20_000


def draw(choice: Choice) -> None:
    """Draw the filters, the list and its file."""
    with part():
        made = reads.made(rows, choice)
        if made.value.empty:
            st.header(_("No committee is recorded in these regions"), anchor=False)
            return
        listed = list_filters.draw(made.value)
        with clocks.behind(choice.scope, "committees", made.sources):
            st.header(title(listed, made.value), anchor=False)
            if listed.empty:
                st.caption(_("No committee fits these filters."))
                return
            _draw_rows(listed, choice)
            download(listed, columns(choice), key="committees")
            with part():
                for note in notes(standing(choice.scope)):
                    st.caption(note)


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
        "{n} needs someone", "{n} need someone", pressing, n=formats.number(pressing)
    )
    return _("{committees}: {fragile}", committees=counted, fragile=of_them)


def _draw_rows(listed: pd.DataFrame, choice: Choice) -> None:
    links.take("shown", range(STEP, MOST + 1, STEP), default=STEP)
    shown = int(st.session_state["shown"])
    links.keep("shown", shown, default=STEP)
    listing(listed.head(shown), several=choice.is_country).show("committees")
    left = len(listed) - shown
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
                all=formats.number(len(listed)),
            )
        )


def _show_more() -> None:
    st.session_state["shown"] = min(int(st.session_state["shown"]) + STEP, MOST)


def listing(committees: pd.DataFrame, *, several: bool) -> Listing:
    """The committees as a list, each row a link to its page.

    :param committees: of ``committee_table.rows``.
    :param several: whether the regions are told.
    """
    return Listing(
        headers=(
            _("Committee"),
            _("Why now"),
            _("What to do next"),
            _("Last gathering"),
        ),
        rows=tuple(_row(row, several=several) for row in committees.to_dict("records")),
        alt=_("Table of the committees, who needs someone first in front, with the reason."),
    )


def _row(committee: dict[str, object], *, several: bool) -> Row:
    text = {name: str(value) for name, value in committee.items()}
    where = [text["where"], *([text["region"]] if several else []), _members(committee)]
    last = committee["last_gathering_on"]
    return Row(
        (
            Cell(text["label"], (_stands(committee), " · ".join(where))),
            Cell(_known(committee["why"])),
            Cell(_known(committee["what"])),
            Cell(
                formats.day(last)
                if isinstance(last, pd.Timestamp) and not pd.isna(last)
                else _("None is known")
            ),
        ),
        href=address(text["committee_id"]),
    )


def _stands(committee: dict[str, object]) -> str:
    """``▼ Fragile · 41 of 100``; the status where health is not known."""
    level = committee["level"]
    if not isinstance(level, str):
        return words.level(str(committee["status"]), "committee_status")
    for points in (committee["score"], committee["progress"]):
        if isinstance(points, float) and not pd.isna(points):
            return _("{level} · {n} of 100", level=words.level(level), n=formats.number(points))
    return words.level(level)


def _members(committee: dict[str, object]) -> str:
    n = int(str(committee["members"]))
    return ngettext("{n} member", "{n} members", n, n=formats.number(n))


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""


def address(committee_id: str, **more: str) -> str:
    """Where a committee's page is, from the page beside it.

    :param more: what else the link says.
    """
    query: Sequence[tuple[str, str]] = [("committee", committee_id), *more.items()]
    return f"committee?{urlencode(query)}"
