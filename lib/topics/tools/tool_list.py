"""The library: every tool with what it is for, in which languages, and the way to open it."""

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.collation import as_sorted, has_all
from lib.language.vocabulary import name_of
from lib.topics.tools import recorded, words
from lib.topics.tools.review import titled
from lib.ui import clocks, links
from lib.ui.columns import Column, Columns
from lib.ui.downloads import download
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.listing import Cell, Listing, Row
from lib.ui.sections import finding

STEP = 10
"""Tools that are listed at first, and more each time."""
MOST = 5_000
LONGEST = 60
"""Characters of what is searched for."""
OFFERED = {
    "topic": recorded.TOPICS,
    "repression_type": recorded.LISTED["repression_type"],
    "audience_sector": recorded.LISTED["audience_sector"],
}
_FAMILY = {"topic": "course_topic"}


def draw(choice: Choice) -> None:
    """Draw the search, the list and its file."""
    with part():
        made = reads.made(rows, choice)
        if made.value.empty:
            finding(_(recorded.NO_TOOLS))
            return
        sought = _search()
        chosen = _filters()
        is_filtered = bool(sought) or any(chosen.values())
        listed = filtered(made.value, sought, chosen) if is_filtered else made.value
        with clocks.behind(choice.scope, "tool_list", made.sources):
            finding(title(len(listed), len(made.value)))
            if listed.empty:
                st.caption(_("No tool fits these filters."))
                return
            _draw_rows(listed, choice if not is_filtered else None)
            download(listed, columns(), key="tool_list")


@reads.worded
def rows(choice: Choice) -> pd.DataFrame:
    """The tools by title, with what is searched and shown of each.

    :raises Unavailable: if the membership database can't be read.
    """
    used = recorded.used(choice.scope)
    tools = titled(recorded.library(choice.scope) if used is None else used)
    if "committees" not in tools:
        tools = tools.assign(committees=float("nan"), last_used_on=pd.NaT)
    reviewed = recorded.reviewed(choice.scope)
    old = set() if reviewed is None else set(reviewed["tool_id"])
    tools = tools.assign(
        is_old=tools["tool_id"].isin(old),
        spoken=[words.languages(codes) for codes in tools["languages"]],
        address=tools["url"].map(words.address),
    )
    searched = tools["title_en"] + " " + tools["title_es"].fillna("") + " " + tools["spoken"]
    tools = tools.assign(searched=searched)
    return tools.sort_values("title", key=lambda titles: titles.map(as_sorted), ignore_index=True)


def filtered(tools: pd.DataFrame, sought: str, chosen: dict[str, list[str]]) -> pd.DataFrame:
    """The tools that fit; nothing chosen is everything.

    :param tools: of :func:`rows`.
    :param sought: in a title of either language or a language's name, in any case and accents.
    :param chosen: column → codes.
    """
    fits = pd.Series(data=True, index=tools.index)
    for column, codes in chosen.items():
        if codes:
            fits &= tools[column].isin(codes)
    return tools[fits & has_all(tools["searched"], sought)].reset_index(drop=True)


def title(listed: int, everything: int) -> str:
    """How many tools the library has, or how many of them fit."""
    if listed == everything:
        return ngettext(
            "The library has {n} tool",
            "The library has {n} tools",
            everything,
            n=formats.number(everything),
        )
    return _(
        "{n} of {all} tools of the library fit these filters",
        n=formats.number(listed),
        all=formats.number(everything),
    )


def _search() -> str:
    links.take_text("sought", LONGEST)
    sought = st.text_input(
        # Translators: for a tool by its title or language
        _("Search the library"),
        key="sought",
        placeholder=_("Title or language"),
        max_chars=LONGEST,
        width=260,
        persist_state="session",
    )
    links.keep("sought", sought or "", default="")
    return sought or ""


def _filters() -> dict[str, list[str]]:
    for key, offered in OFFERED.items():
        links.take_several(key, offered)
    chosen = sum(len(st.session_state[key]) for key in OFFERED)
    # Translators: button: choose what is listed
    label = _("Filter")
    if chosen:
        label = ngettext("{n} filter", "{n} filters", chosen)
    names = {
        "topic": _("Topic (none chosen: all)"),
        "repression_type": _("Form of repression (none chosen: all)"),
        "audience_sector": _("For whom (none chosen: all)"),
    }
    with st.popover(label, icon=":material/tune:", key="tool_filters"):
        return {key: _choose(names[key], key) for key in OFFERED}


def _choose(label: str, key: str) -> list[str]:
    chosen: list[str] = st.pills(
        label,
        OFFERED[key],
        selection_mode="multi",
        format_func=lambda code: name_of(_FAMILY.get(key, key), code),
        key=key,
        persist_state="session",
    )
    links.keep(key, chosen)
    return chosen


@reads.worded
def _first(choice: Choice) -> Listing:
    """The library's first tools: what most see, kept."""
    return listing(rows(choice).head(STEP))


def _draw_rows(listed: pd.DataFrame, unfiltered: Choice | None) -> None:
    """Draw the tools that are listed.

    :param unfiltered: whose all they are, if they are.
    """
    links.take("tools_shown", range(STEP, MOST + 1, STEP), default=STEP)
    shown = int(st.session_state["tools_shown"])
    links.keep("tools_shown", shown, default=STEP)
    if unfiltered is not None and shown == STEP:
        _first(unfiltered).show("tool_list")
    else:
        listing(listed.head(shown)).show("tool_list")
    left = len(listed) - shown
    if left > 0:
        st.button(
            ngettext("Show {n} more", "Show {n} more", min(left, STEP)),
            key="more_tools",
            icon=":material/expand_more:",
            on_click=_show_more,
        )


def _show_more() -> None:
    st.session_state["tools_shown"] = min(int(st.session_state["tools_shown"]) + STEP, MOST)


def listing(tools: pd.DataFrame) -> Listing:
    """The tools as a list; one with an address opens it.

    :param tools: of :func:`rows`.
    """
    return Listing(
        headers=(_("Tool"), _("What for"), _("For whom"), _("Languages"), _("Used in 12 months")),
        rows=tuple(_row(tool) for tool in tools.to_dict("records")),
        alt=_("The tools of the library, with what they are for, and the way to open them."),
    )


def _row(tool: dict[Hashable, object]) -> Row:
    topic, answers_to = (
        name_of(family, code) if isinstance(code, str) else ""
        for family, code in (
            ("course_topic", tool["topic"]),
            ("repression_type", tool["repression_type"]),
        )
    )
    sector, address = tool["audience_sector"], tool["address"]
    return Row(
        (
            Cell(str(tool["title"]), _notes(tool)),
            Cell(topic or answers_to, (answers_to,) if topic and answers_to else ()),
            Cell(name_of("audience_sector", sector) if isinstance(sector, str) else ""),
            Cell(str(tool["spoken"])),
            Cell(_used(tool["committees"])),
        ),
        href=address if isinstance(address, str) else None,
    )


def _notes(tool: dict[Hashable, object]) -> tuple[str, ...]:
    """Its kind and when it was published; who vouches for it; whether it is to be reviewed."""
    published, says_so = tool["published_on"], tool["says_so"]
    kind = [name_of("tool_kind", str(tool["kind"]))]
    if isinstance(published, pd.Timestamp) and not pd.isna(published):
        kind.append(formats.month(published))
    notes = [" · ".join(kind)]
    if tool["is_proven"]:
        notes.append(
            _("✓ Tried and true, says {partner}", partner=says_so)
            if isinstance(says_so, str)
            else _("✓ Tried and true; by whom is not on record")
        )
    if tool["is_old"]:
        notes.append(_("▲ To review: the law is newer"))
    return tuple(notes)


def _used(committees: object) -> str:
    """By how many committees; nothing where nobody records it."""
    if not isinstance(committees, int | float) or pd.isna(committees):
        return ""
    n = int(committees)
    if not n:
        return _("by nobody here")
    return ngettext("by {n} committee", "by {n} committees", n, n=formats.number(n))


def columns() -> Columns:
    """The columns of the list's file."""
    return {
        "title": Column(_("Tool")),
        "kind": Column(_("Kind"), family="tool_kind"),
        "topic": Column(_("Topic"), family="course_topic"),
        "repression_type": Column(_("Form of repression"), family="repression_type"),
        "audience_sector": Column(_("For whom"), family="audience_sector"),
        "spoken": Column(_("Languages")),
        "published_on": Column(_("Published on"), kind="date"),
        "is_proven": Column(_("Tried and true"), kind="flag"),
        "says_so": Column(_("Who says so")),
        "is_old": Column(_("To review"), kind="flag"),
        "committees": Column(_("Committees, 12 months"), kind="number"),
        "last_used_on": Column(_("Last used"), kind="date"),
        # Translators: of a tool on the web
        "address": Column(_("Address"), kind="link"),
    }
