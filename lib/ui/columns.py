"""What a table's columns are: one description for the screen and for the CSV file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from lib.language import DEFAULT, current, formats
from lib.language.vocabulary import name_of
from lib.ui.palette import MARKS

Kind = Literal[
    "text", "status", "number", "decimal", "change", "percent", "bar", "minutes",
    "date", "month", "moment", "flag", "link", "trend",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column to show.

    :ivar label: the header, in the viewer's language.
    :ivar kind: ``change`` takes differences, ``percent`` ratios, ``bar`` ratios of 0 to 1 that are
        drawn as a bar, ``minutes`` minutes, ``date`` and
        ``month`` dates, ``trend`` lists of numbers, ``link`` addresses, ``status`` codes that have
        a mark: those of ``committee_status`` unless a family is given.
    :ivar family: the family of :mod:`lib.language.vocabulary` that the column's codes belong to.
    :ivar help: what the header explains.
    :ivar pinned: whether the column stays when a phone scrolls sideways.
    :ivar wide: whether the column has room for a sentence; one that is pinned, for a long name.
    """

    label: str
    kind: Kind = "text"
    family: str | None = None
    help: str | None = None
    pinned: bool = False
    wide: bool = False


Columns = Mapping[str, Column]


def named(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame's described columns, codes replaced by their names; what a CSV file carries."""
    shown = frame[[name for name in columns if name in frame.columns]].copy()
    for name in shown.columns:
        family = _family(columns[name])
        if family is not None:
            shown[name] = _translated(shown[name], family)
    return shown


def displayed(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The frame as the screen needs it: codes named, a status with its sign, ratios times 100.

    In a language whose months Streamlit doesn't know, dates are ISO text, which sorts as they do.
    """
    shown = named(frame, columns)
    for name in shown.columns:
        if _is_named_by_us(columns[name]):
            shown[name] = _iso(shown[name], columns[name].kind)
        elif columns[name].kind in ("percent", "bar"):
            shown[name] = shown[name] * 100
        elif columns[name].kind == "change":
            # A difference that rounds to nothing has no sign: adding 0 takes it from -0.
            shown[name] = shown[name].round() + 0
        elif columns[name].kind == "status":
            marks = MARKS[str(_family(columns[name]))]
            signs = frame[name].map({code: mark.sign for code, mark in marks.items()})
            signs = signs.astype(object).fillna("")
            shown[name] = (signs + " " + shown[name]).str.strip()
    return shown


def configuration(columns: Columns, shown: pd.DataFrame) -> dict[str, Any]:
    """The columns as ``st.dataframe`` takes them.

    :param shown: what :func:`displayed` made of the frame.
    """
    return {
        name: _written_dates(column, shown[name])
        if _is_named_by_us(column) and name in shown
        else _configured(column)
        for name, column in columns.items()
    }


def _family(column: Column) -> str | None:
    return column.family or ("committee_status" if column.kind == "status" else None)


def _translated(codes: "pd.Series[Any]", family: str) -> "pd.Series[Any]":
    names = {code: name_of(family, code) for code in codes.dropna().unique()}
    return codes.astype(object).map(names)


# Numbers are the same in both languages of the United States; Streamlit's "localized" would follow
# the browser's language, not the one that the viewer chose.
_FORMATS: dict[str, str] = {
    "number": "%,d",
    "decimal": "%,.1f",
    "change": "%.0f",
    "percent": "%.0f%%",
    "minutes": "%,d min",
}
_DATES: dict[str, str] = {
    "date": "MMM D, YYYY",
    "month": "MMM YYYY",
    "moment": "MMM D, YYYY, HH:mm",
}
"""For English, the one language whose months Streamlit can name."""
_WRITTEN: dict[str, Callable[[datetime], str]] = {
    "date": formats.day,
    "month": formats.month,
    "moment": formats.moment,
}


def _is_named_by_us(column: Column) -> bool:
    return column.kind in _WRITTEN and current() != DEFAULT


def _iso(dates: "pd.Series[Any]", kind: Kind) -> "pd.Series[Any]":
    """``2026-11-09``, or ``2026-11-09T14:05`` by the viewer's clock; what is missing is None."""
    if kind == "moment":
        there = pd.to_datetime(dates, utc=True).dt.tz_convert(str(formats.viewer_zone()))
        text = there.dt.strftime("%Y-%m-%dT%H:%M")
    else:
        text = pd.to_datetime(dates).dt.strftime("%Y-%m-%d")
    return text.astype(object).where(dates.notna(), None)


def _written_dates(column: Column, iso: "pd.Series[Any]") -> Any:
    """A column that shows a name for each value and sorts by the value: a choice of one."""
    write = _WRITTEN[column.kind]
    return st.column_config.SelectboxColumn(
        column.label,
        options=sorted(iso.dropna().unique()),
        format_func=lambda text: write(datetime.fromisoformat(str(text))),
        **_shared(column),
    )


_PINNED_PIXELS = 190
"""Half of a phone: what stays must leave room for what scrolls."""
_PINNED_WIDE_PIXELS = 230
"""Where names are long and what scrolls is short."""
_STATUS_PIXELS = 140
"""Room for a sign and up to three words: Streamlit measures only the first rows."""


def _width(column: Column) -> int | Literal["large"] | None:
    if column.pinned:
        return _PINNED_WIDE_PIXELS if column.wide else _PINNED_PIXELS
    if column.kind == "status":
        return _STATUS_PIXELS
    return "large" if column.wide else None


def _shared(column: Column) -> dict[str, Any]:
    return {"help": column.help, "pinned": column.pinned or None, "width": _width(column)}


def _configured(column: Column) -> Any:
    shared = _shared(column)
    kinds = st.column_config
    match column.kind:
        case "number" | "decimal" | "change" | "percent" | "minutes":
            return kinds.NumberColumn(column.label, format=_FORMATS[column.kind], **shared)
        case "bar":
            return kinds.ProgressColumn(
                column.label, format="%.0f%%", min_value=0, max_value=100, **shared
            )
        case "date" | "month":
            return kinds.DateColumn(column.label, format=_DATES[column.kind], **shared)
        case "moment":
            written, zone = _DATES[column.kind], str(formats.viewer_zone())
            return kinds.DatetimeColumn(column.label, format=written, timezone=zone, **shared)
        case "flag":
            return kinds.CheckboxColumn(column.label, **shared)
        case "link":
            return kinds.LinkColumn(column.label, **shared)
        case "trend":
            return kinds.LineChartColumn(column.label, y_min=0, **shared)
        case "text" | "status":
            return kinds.TextColumn(column.label, **shared)
