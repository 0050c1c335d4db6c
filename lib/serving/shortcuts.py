"""Streamlit's and Plotly's ways, cut short where a run of a page spends its time on them.

What is sent is the same to the byte.
"""

from copy import copy
from typing import Any

import plotly.io
from streamlit.cursor import Cursor, LockedCursor, RunningCursor, SparseList

from lib.ui.charts.plot import Plot

_write = plotly.io.to_json


def copied(cursor: Cursor, _memo: dict[int, Any]) -> Cursor:
    """A cursor that moves without the other.

    Its numbers and its path can't change. Elements that are drawn for a moment are in a list of its
    own; they themselves are never changed.
    """
    other = copy(cursor)
    other._transient_elements = SparseList()
    other._transient_elements._data.update(cursor._transient_elements._data)
    return other


def written(figure: object, *options: Any, **named: Any) -> str:
    """A figure as JSON: one that many are shown is written once for all of them."""
    if isinstance(figure, Plot) and not options and named == {"validate": False}:
        return figure.written(_write)
    return str(_write(figure, *options, **named))


def take_shortcuts() -> None:
    """Have Streamlit copy the places of fragments, and write figures, by the functions above.

    For each fragment it notes where the page stands, with ``copy.deepcopy`` of every container that
    it stands in; taken apart object by object, that is a tenth of a page with many figures.
    """
    cursors: tuple[Any, ...] = (RunningCursor, LockedCursor)
    for kind in cursors:
        kind.__deepcopy__ = copied
    plotly.io.to_json = written
