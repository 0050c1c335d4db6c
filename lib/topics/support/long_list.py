"""A list of committees that may be thousands: its first rows, a search, and a file of all."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from lib import again
from lib.language import _, formats, ngettext
from lib.language.collation import has_all
from lib.ui.columns import Columns
from lib.ui.downloads import download
from lib.ui.fragments import fragment
from lib.ui.listing import Listing, Row
from lib.ui.sections import finding

STEP = 5
"""Rows at first, and more each time."""
LONGEST = 60
"""Characters of what is searched for."""

Record = dict[Hashable, object]


@dataclass(frozen=True)
class LongList:
    """A list, in the viewer's language.

    :ivar title: the finding in one sentence.
    :ivar frame: one row an entry in its order: ``label`` and ``where`` are searched.
    :ivar row: what an entry says.
    :ivar headers: of the list.
    :ivar columns: of the file.
    :ivar alt: what the list is, for a screen reader.
    :ivar caption: what else stands below it.
    """

    title: str
    frame: pd.DataFrame
    row: Callable[[Record], Row]
    headers: tuple[str, ...]
    columns: Columns
    alt: str
    caption: str | None = None

    @cached_property
    def first(self) -> Listing:
        """Its first rows: what most see, made once for all who are shown the same list."""
        return listing(self, self.frame.head(STEP))

    def show(self, key: str) -> None:
        """Draw the list.

        :param key: names the list and its file; unique on the page.
        """
        finding(self.title)
        if len(self.frame):
            _draw(self, key)
        if self.caption:
            st.caption(self.caption)


@fragment
def _draw(listed: LongList, key: str) -> None:
    rows, sought = listed.frame, ""
    if len(rows) > STEP:
        # Translators: for a committee by its name or place
        search, where = _("Search"), _("Name or place")
        sought = (
            st.text_input(
                search, key=f"{key}_search", placeholder=where, max_chars=LONGEST, width=240
            )
            or ""
        )
        rows = found(rows, sought) if sought else rows
    shown = again.remembered(f"{key}_shown", STEP)
    if rows.empty:
        st.caption(_("No committee fits these filters."))
    else:
        is_first = shown == STEP and not sought
        (listed.first if is_first else listing(listed, rows.head(shown))).show(key)
    left = len(rows) - shown
    if left > 0:
        st.button(
            ngettext("Show {n} more", "Show {n} more", min(left, STEP)),
            key=f"{key}_more",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(key,),
        )
        st.caption(
            _(
                "{shown} of {all} are listed; the file has all of them.",
                shown=formats.number(shown),
                all=formats.number(len(rows)),
            )
        )
    download(listed.frame, listed.columns, key=key)


def found(rows: pd.DataFrame, sought: str) -> pd.DataFrame:
    """The entries whose name or place has all of the words, in any case and with any accents."""
    return rows[has_all(rows["label"] + " " + rows["where"], sought)]


def listing(listed: LongList, rows: pd.DataFrame) -> Listing:
    """Some entries as a table, cards on a phone."""
    return Listing(
        headers=listed.headers,
        rows=tuple(listed.row(record) for record in rows.to_dict("records")),
        alt=listed.alt,
    )


def _show_more(key: str) -> None:
    st.session_state[f"{key}_shown"] = int(st.session_state.get(f"{key}_shown", STEP)) + STEP
