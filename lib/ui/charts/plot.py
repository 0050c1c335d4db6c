"""What all plots have in common."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from babel.dates import get_day_names, get_month_names

from lib.language import current
from lib.language.formats import is_missing, locale
from lib.ui.palette import TEXT

Trace = dict[str, Any]

HEIGHT = 300
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
LEGEND = {
    "orientation": "h",
    "yanchor": "bottom",
    "y": 1.02,
    "x": 0,
    "xanchor": "left",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}


def dash(position: int) -> str:
    """The dash of the line at a position, so that lines differ by more than colour."""
    return _DASHES[position % len(_DASHES)]


class Plot(go.Figure):  # type: ignore[misc]
    """A figure that is drawn for many viewers, and written once for all of them.

    Plotly copies every value of a figure each time that it is drawn, which for a map takes longer
    than all else. So nobody may change it once it was drawn.
    """

    def written(self, write: Callable[..., str]) -> str:
        """The figure as JSON; the same text each time.

        :param write: Plotly's way to do it.
        """
        if "_written" not in self.__dict__:
            self.__dict__["_written"] = write(self, validate=False)
        return str(self.__dict__["_written"])


def plot(traces: list[Trace], **layout: Any) -> Plot:
    """A plot of traces and layout given as plain dictionaries.

    Plotly's validation of every property takes ten times as long as the rest; the tests do it
    instead. The empty template keeps Plotly's own, seven kilobytes of it, out of each figure:
    the browser adds the theme's.
    """
    common = {
        "template": {},
        "height": HEIGHT,
        "margin": {"l": 0, "r": 8, "t": 8, "b": 0},
        "legend": LEGEND,
        "hovermode": "x unified",
        "dragmode": False,
        "separators": ".,",
    }
    return Plot(data=traces, layout=common | layout, _validate=False)


def days(values: Iterable[date]) -> list[str]:
    """Dates as Plotly reads them on a date axis: ``2026-11-02``, which also sorts as a date."""
    return [str(value)[:10] for value in values]


def numbers(values: "pd.Series[Any]") -> list[float | None]:
    """A column as JSON numbers: what is missing becomes a gap, not a zero."""
    return [None if is_missing(value) else value for value in values.tolist()]


def axis(**properties: Any) -> dict[str, Any]:
    """An axis in readable ink (the theme's own is too pale), that a finger can't drag away."""
    return {"fixedrange": True, "tickfont": {"color": TEXT}} | properties


_FEW = 5


def count_ticks(values: Iterable[float | None]) -> dict[str, Any]:
    """The ticks of an axis from zero of what is counted: whole ones, also where it is few.

    :param values: ratios below one keep their decimals.
    """
    greatest = max((value for value in values if value is not None), default=0)
    if not greatest:
        return {"tickformat": ",~f", "dtick": 1, "range": [0, 1]}
    whole = {"dtick": 1} if 1 <= greatest <= _FEW else {"nticks": 5}
    return {"tickformat": ",~f", **whole}


def rows_axis(names: list[str]) -> dict[str, Any]:
    """A vertical axis of named rows, the first on top.

    A row stands at its position, not at its name, so that two rows of one name stay two.
    """
    return axis(
        range=[len(names) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=names,
        showgrid=False,
        zeroline=False,
    )


def hatched(partial: list[bool]) -> dict[str, Any]:
    """The pattern of bars that are not final: lines in the bar's colour instead of a full bar."""
    return {"shape": ["/" if p else "" for p in partial], "size": 6, "solidity": 0.4}


def config(**more: Any) -> dict[str, Any]:
    """Plotly's configuration: no toolbar, nothing to zoom, dates in the viewer's language."""
    language = current()
    shared: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
    if language != "en":
        shared |= {"locale": language, "locales": {language: {"format": _calendar(language)}}}
    return shared | more


@cache
def _calendar(language: str) -> dict[str, Any]:  # noqa: ARG001 - the language is the cache's key
    """Names of days and months as d3-time-format takes them; Plotly brings only English."""
    there = locale()
    months = get_month_names("wide", locale=there)
    short_months = get_month_names("abbreviated", locale=there)
    weekdays = get_day_names("wide", locale=there)
    short_weekdays = get_day_names("abbreviated", locale=there)
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    return {
        "months": [months[m] for m in range(1, 13)],
        "shortMonths": [short_months[m] for m in range(1, 13)],
        "days": [weekdays[d] for d in sunday_first],
        "shortDays": [short_weekdays[d] for d in sunday_first],
        "date": "%d/%m/%Y",
    }
