"""Tables that sort, select and download."""

import weakref
from copy import copy
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.typing import DataframeState

from lib.language import _, current, formats
from lib.language.formats import NO_DATA, viewer_zone
from lib.ui.columns import Column, Columns, configuration, displayed
from lib.ui.downloads import download
from lib.ui.fragments import fragment
from lib.ui.sections import finding

_LINE, _SEEN_ROWS = 35, 10
MOST = 500
"""Rows that are sent, the first of the order; the file has all."""

__all__ = ["Column", "Columns", "Table", "table"]


def table(
    frame: pd.DataFrame,
    columns: Columns,
    *,
    key: str,
    alt: str,
    choose: str | None = None,
    empty: str | None = None,
) -> str | None:
    """Draw a table and its download.

    :param frame: the rows; columns that are not described are not sent to the browser.
    :param columns: column → :class:`Column`, in the order to show.
    :param key: names the table and its file; unique on the page.
    :param alt: what the table is, for a screen reader.
    :param choose: a column of the frame; a row can be chosen and its value there is returned.
    :param empty: the sentence that stands for a table without rows.
    :return: the chosen row's value in column ``choose``, else ``None``.
    """
    if frame.empty:
        st.caption(empty or _("Nothing to show for this choice."))
        return None
    one = {"on_select": "rerun", "selection_mode": "single-row"}
    drawn = {"key": _identity(key, frame[choose].head(MOST)), **one} if choose else {"key": key}
    state = _draw(frame, columns, key, alt, **drawn)
    if choose is None or not isinstance(state, DataframeState):
        return None
    return chosen(state["selection"]["rows"], frame[choose])


def _draw(frame: pd.DataFrame, columns: Columns, name: str, alt: str, **drawn: Any) -> object:
    rows, configured = _sent(frame, columns)
    drawn |= {"alt": alt, "height": table_height(len(frame)), "column_config": configured}
    state: object = st.dataframe(rows, hide_index=True, placeholder=NO_DATA, **drawn)
    download(frame, columns, key=name)
    if len(frame) > MOST:
        counts = {"shown": formats.number(MOST), "all": formats.number(len(frame))}
        st.caption(_("{shown} of {all} are listed and searched; the file has all.", **counts))
    return state


def table_height(rows: int) -> int:
    """Pixels of a table of so many rows: ten are seen at once.

    Streamlit would take as many by itself, but only once it has drawn the table.
    """
    return _LINE * (min(rows, _SEEN_ROWS) + 1) + 2


@dataclass(frozen=True)
class Table:
    """A table that stands for itself, in the viewer's language.

    :ivar title: the finding in one sentence.
    :ivar caption: what else stands below the table.

    The other attributes are the parameters of :func:`table`.
    """

    title: str
    frame: pd.DataFrame
    columns: Columns
    alt: str
    choose: str | None = None
    empty: str | None = None
    caption: str | None = None

    def show(self, key: str) -> str | None:
        """Draw the table.

        :param key: names the table and its file; unique on the page.
        :return: as :func:`table`.
        """
        finding(self.title)
        value = table(
            self.frame, self.columns, key=key, alt=self.alt, choose=self.choose, empty=self.empty
        )
        if self.caption:
            st.caption(self.caption)
        return value


class _Shared(dict[str, Any]):
    """A column's configuration: Streamlit copies it for each run, and changes its first level."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> dict[str, Any]:
        return {name: copy(value) for name, value in self.items()}


_SENT: dict[tuple[int, str, str], tuple[Columns, pa.Table, dict[str, Any]]] = {}


def _sent(frame: pd.DataFrame, columns: Columns) -> tuple[pa.Table, dict[str, Any]]:
    """The frame as it is sent, and its columns' configuration.

    Both are made once for as long as the same frame is shown in a language and a time zone.
    """
    key = (id(frame), current(), str(viewer_zone()))
    kept = _SENT.get(key)
    if kept is None or kept[0] != columns:
        shown = displayed(frame.head(MOST), columns)
        table = pa.Table.from_pandas(shown, preserve_index=False)
        if key not in _SENT:
            weakref.finalize(frame, _SENT.pop, key, None)
        configured = {n: _Shared(each) for n, each in configuration(columns, shown).items()}
        kept = _SENT[key] = (columns, table, configured)
    return kept[1:]


def chosen(rows: list[int], values: "pd.Series[Any]") -> str | None:
    """The value in the chosen row, if one is chosen that is there."""
    return str(values.iloc[rows[0]]) if rows and rows[0] < len(values) else None


def _identity(key: str, values: "pd.Series[Any]") -> str:
    """A key that changes with the rows.

    Streamlit remembers a chosen row by its position: after a change of filter the same position
    would be another committee.
    """
    return f"{key}_{crc32('|'.join(map(str, values)).encode()):08x}"


@fragment
def numbers_of(table: pd.DataFrame, columns: Columns, *, key: str, alt: str) -> None:
    """Draw a figure's numbers as a table with its download, folded away.

    They are made and sent only once somebody unfolds them, and then nothing else runs again.
    """
    with st.expander(
        _("The numbers"), key=f"{key}_numbers", type="compact", on_change="rerun"
    ) as unfolded:
        if unfolded.open:
            _draw(table, columns, key, alt)
