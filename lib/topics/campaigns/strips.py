"""A strip a campaign: how long it was in each stage, and its target."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, ngettext
from lib.language.formats import number
from lib.language.vocabulary import name_of
from lib.topics.campaigns.marks import LINE, PATTERNS, STAGE_COLORS
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import LEGEND, Trace, axis, days, plot, rows_axis
from lib.ui.palette import BACKGROUND, SERIES, TEXT

_ROW, _ROOM = 46, 90
_DAY_MS = 86_400_000


def strips(campaigns: pd.DataFrame, spells: pd.DataFrame, day: date) -> go.Figure:
    """Strips of campaigns, first on top.

    :param campaigns: ``campaign_id, name, stage, stage_since, target_on``, a row a strip.
    :param spells: ``campaign_id, stage, entered_on, until, days``.
    """
    rows = {campaign: row for row, campaign in enumerate(campaigns["campaign_id"])}
    traces = [
        _stage(spells[spells["stage"] == stage], stage, rows)
        for stage in STAGE_COLORS
        if (spells["stage"] == stage).any()
    ]
    traces += _ends(campaigns)
    if campaigns["target_on"].notna().any():
        traces.append(_targets(campaigns))
    return plot(
        traces,
        height=_ROW * len(rows) + _ROOM,
        barmode="overlay",
        bargap=0.45,
        hovermode="closest",
        showlegend=True,
        legend=LEGEND,
        xaxis=axis(type="date"),
        yaxis=rows_axis([wrapped(name) for name in campaigns["name"]]) | {"automargin": True},
        shapes=[
            {
                "type": "line",
                "x0": str(day),
                "x1": str(day),
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": TEXT, "width": 1, "dash": "dot"},
            }
        ],
    )


def _stage(spells: pd.DataFrame, stage: str, rows: dict[str, int]) -> Trace:
    name = name_of("campaign_stage", stage)
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": [rows[campaign] for campaign in spells["campaign_id"]],
        "base": days(spells["entered_on"]),
        "x": [_DAY_MS * float(n) for n in spells["days"]],
        "hovertext": [
            ngettext("{stage}: {n} day", "{stage}: {n} days", int(n), stage=name, n=number(n))
            for n in spells["days"]
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": STAGE_COLORS[stage],
            "line": LINE,
            "pattern": {
                "shape": PATTERNS.get(stage, ""),
                "bgcolor": STAGE_COLORS[stage],
                "fgcolor": BACKGROUND,
                "solidity": 0.2,
            },
        },
    }


def _ends(campaigns: pd.DataFrame) -> list[Trace]:
    traces = []
    for stage, symbol in (("won", "star"), ("lost", "x")):
        over = campaigns[(campaigns["stage"] == stage) & campaigns["stage_since"].notna()]
        if len(over):
            traces.append(
                _points(over, "stage_since", name_of("campaign_stage", stage))
                | {"marker": {"symbol": symbol, "size": 13, "color": STAGE_COLORS[stage]}}
            )
    return traces


def _targets(campaigns: pd.DataFrame) -> Trace:
    # Translators: the day by which a campaign wants to have won
    named = _points(campaigns[campaigns["target_on"].notna()], "target_on", _("Target"))
    line = {"color": SERIES[1], "width": 2}
    return named | {"marker": {"symbol": "diamond-open", "size": 11, "line": line}}


def _points(campaigns: pd.DataFrame, column: str, name: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": days(campaigns[column]),
        "y": [int(row) for row in campaigns["row"]],
        "hovertemplate": f"{name}: %{{x|%-d %b %Y}}<extra></extra>",
    }
