"""Who joined, returned and lapsed, month by month, and how that adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.measures.membership import CAME, FLOWS, by_span, told
from lib.topics.membership.recorded import (
    NOBODY,
    are_dues_recorded,
    are_returns_recorded,
    between,
    members,
    months,
    not_shown,
)
from lib.ui.charts import Chart
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.palette import SERIES
from lib.ui.tables import Column
from lib.ui.text import Text

_COLORS = {
    "joined": SERIES[0],
    "came": SERIES[0],
    "returned": SERIES[2],
    "lapsed": SERIES[1],
}


def flow_columns(counts: pd.DataFrame) -> dict[str, Column]:
    """The columns of what adds up: start + joined + returned − lapsed = end.

    :param counts: without ``returned`` where no return can be on record.
    """
    columns = {
        # Translators: members at the beginning of a span of months
        "start": Column(_("At the start"), kind="number"),
        # Translators: people whose first time of membership began
        "joined": Column(_("Joined"), kind="number"),
        # Translators: people who had lapsed, and are members again
        "returned": Column(_("Returned"), kind="number"),
        "came": Column(_("Joined or returned"), kind="number"),
        # Translators: people whose membership ended
        "lapsed": Column(_("Lapsed"), kind="number"),
        # Translators: members at the end of a span of months
        "end": Column(_("At the end"), kind="number"),
    }
    return {name: column for name, column in columns.items() if name in counts}


@dataclass(frozen=True)
class Flows:
    """Who came and went, and of which regions that can't be told.

    :ivar spans: of ``lib.measures.membership.by_span``.
    """

    spans: pd.DataFrame
    left_out: frozenset[str]


def _read(choice: Choice) -> Flows | None:
    monthly = members(choice)
    if monthly is None:
        return None
    starts = months(choice).starts
    of = told(monthly, starts)
    if of.monthly.empty:
        return None
    unknown = [] if are_returns_recorded() else ["returned"]
    unknown += [] if are_dues_recorded() else ["good_standing", "behind"]
    return Flows(by_span(of, starts).drop(columns=unknown, errors="ignore"), of.left_out)


def _chart(flows: Flows, choice: Choice) -> Chart | Text:
    spans = flows.spans
    period = between(*months(choice).span)
    if spans[["start", "end"]].isna().to_numpy().any():
        return Text(title=_("{period}: too few members to say who came and went", period=period))
    named = spans.assign(
        months=[between(a, b) for a, b in zip(spans["first"], spans["last"], strict=True)]
    )
    columns = _columns(spans)
    return Chart(
        title=_title(spans, period),
        alt=_("People who joined, returned and lapsed, by months."),
        plot=_bars(named, {name: columns[name].label for name in _flows(spans)}),
        table=named,
        columns=columns,
        caption=" ".join([*_caption(spans), *without(flows.left_out)]),
    )


def without(left_out: Iterable[str]) -> list[str]:
    """Which regions are not counted, in a sentence or none."""
    names = [region_name(region) for region in sorted(left_out)]
    if not names:
        return []
    return [
        _(
            "Without {regions}: so few came or went there that all less the others would tell"
            " of single people.",
            regions=formats.listing(names),
        )
    ]


def _columns(spans: pd.DataFrame) -> dict[str, Column]:
    # Translators: a span of months, such as Nov 2025 to Oct 2026
    columns = {"months": Column(_("Months"), pinned=True), **flow_columns(spans)}
    standing = {
        "good_standing": Column(_("… in good standing"), kind="number"),
        # Translators: members whose dues are not paid, though not for long enough to lapse
        "behind": Column(_("… behind"), kind="number"),
        # Translators: members of whom no payment is on record, or whom the list leaves out
        "other": Column(_("… not known"), kind="number"),
    }
    return columns | {name: column for name, column in standing.items() if name in spans}


def _flows(spans: pd.DataFrame) -> list[str]:
    return [name for name in (CAME, *FLOWS) if name in spans]


def _title(spans: pd.DataFrame, period: str) -> str:
    start, end = spans["start"].iloc[0], spans["end"].iloc[-1]
    if spans[_flows(spans)].isna().to_numpy().any():
        return _(
            "{period}: {start} members by dues became {end}",
            period=period,
            start=formats.number(start),
            end=formats.number(end),
        )
    counts = {name: formats.number(spans[name].sum()) for name in _flows(spans)}
    if CAME in spans:
        return _(
            "{period}: {came} joined or returned and {lapsed} lapsed; {start} members by dues"
            " became {end}",
            period=period,
            start=formats.number(start),
            end=formats.number(end),
            **counts,
        )
    if "returned" not in spans:
        return _(
            "{period}: {joined} joined and {lapsed} lapsed; {start} members by dues became {end}",
            period=period,
            start=formats.number(start),
            end=formats.number(end),
            **counts,
        )
    return _(
        "{period}: {joined} joined, {returned} returned and {lapsed} lapsed; {start} members by"
        " dues became {end}",
        period=period,
        start=formats.number(start),
        end=formats.number(end),
        **counts,
    )


def _caption(spans: pd.DataFrame) -> list[str]:
    if "good_standing" not in spans and CAME not in spans and "returned" not in spans:
        said = [_("Members here are people on the list, until the day of lapsing that it has. Who"
                  " returned can't be told, nor who is in good standing: no payment of dues was"
                  " ever recorded.")]  # fmt: skip
    else:
        said = [_("Members here are people whose membership goes on, by their dues. Start +"
                  " joined + returned − lapsed = end. At the end they are in good standing, or"
                  " behind, or it is not known: no payment is on record, or the list leaves them"
                  " out.")]  # fmt: skip
    if spans.isna().to_numpy().any():
        said.append(not_shown())
    return said


def _bars(spans: pd.DataFrame, names: dict[str, str]) -> go.Figure:
    """Who came above the line, who went below it."""
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": name,
            "x": spans["months"].tolist(),
            "y": numbers(-spans[code] if code == "lapsed" else spans[code]),
            "customdata": numbers(spans[code]),
            "marker": {"color": _COLORS[code], "pattern": _pattern(code)},
            "hovertemplate": "%{customdata:,}",
        }
        for code, name in names.items()
    ]
    return plot(
        traces,
        barmode="relative",
        bargap=0.2,
        showlegend=True,
        xaxis=axis(type="category", nticks=6, tickangle=0),
        yaxis=axis(tickformat=",~f", nticks=5, zeroline=True),
    )


def _pattern(code: str) -> dict[str, Any]:
    return {"shape": "/" if code == "returned" else "", "size": 6, "solidity": 0.3}


CAME_AND_WENT = Figure("came_and_went", _read, _chart, empty=NOBODY)
