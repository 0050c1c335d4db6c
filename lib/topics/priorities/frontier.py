"""How many people each number of organizers would bring within reach at best."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.ui.charts import Chart
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.columns import Column
from lib.ui.palette import SERIES, TEXT


def frontier(points: pd.DataFrame, chosen: int) -> Chart:
    """The chart of the frontier; the parameters are those of ``frontier_plot``."""
    return Chart(
        title=_title(points, chosen),
        alt=_("Share of the people counted who are within reach, by number of organizers."),
        plot=frontier_plot(points, chosen),
        table=points,
        columns={
            "organizers": Column(_("Organizers"), kind="number", pinned=True),
            "best": Column(_("People within reach"), kind="number"),
            "best_share": Column(_("Best answer"), kind="percent"),
            "greedy_share": Column(_("Largest first"), kind="percent"),
            "gap": Column(_("Gap to the optimum"), kind="percent"),
        },
    )


def _title(points: pd.DataFrame, chosen: int) -> str:
    at = points.set_index("organizers")["best"]
    if chosen + 1 not in at.index or chosen not in at.index:
        return _("How many each number of organizers reaches at best")
    return _(
        "One organizer more than {n} would bring {people} more people within reach",
        n=chosen,
        people=formats.number(at[chosen + 1] - at[chosen]),
    )


def frontier_plot(points: pd.DataFrame, chosen: int) -> go.Figure:
    """The share within reach at best, and by taking the largest each time.

    :param points: by ``lib.topics.priorities.cover.curve``.
    :param chosen: the number of organizers that was asked for; marked.
    """
    at = points["organizers"].tolist()
    here = points[points["organizers"] == chosen]
    traces: list[Trace] = [
        _steps(at, points["greedy_share"], _("largest first"), SERIES[1], "dot"),
        _steps(at, points["best_share"], _("best answer"), SERIES[0], "solid"),
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("asked for"),
            "x": here["organizers"].tolist(),
            "y": numbers(here["best_share"]),
            "marker": {"size": 13, "symbol": "diamond", "color": SERIES[0]},
            "hoverinfo": "skip",
        },
    ]
    return plot(
        traces,
        showlegend=True,
        xaxis=axis(
            title={"text": _("Organizers"), "font": {"color": TEXT}},
            rangemode="tozero",
            tickformat="d",
            nticks=8,
            zeroline=False,
        ),
        yaxis=axis(tickformat=".0%", rangemode="tozero", nticks=5, zeroline=False),
    )


def _steps(at: list[int], values: "pd.Series[float]", name: str, color: str, dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": at,
        "y": numbers(values),
        "line": {"color": color, "width": 2, "dash": dash},
        "marker": {"size": 5, "color": color},
        "hovertemplate": "%{y:.1%}<extra>" + name + "</extra>",
    }
