"""How true the chances of the early warning were, in a chart and in words."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.measures.early_warning import EarlyWarning
from lib.ui.charts import Chart
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.palette import FAINT_TEXT, SERIES
from lib.ui.tables import Column


def chart(fit: EarlyWarning) -> Chart:
    """The chances of a model on months that it had not seen, against what happened.

    :param fit: with the verdict ``shown``.
    """
    frame = fit.calibration
    counts = frame[["silent", "committee_months"]].itertuples(index=False, name=None)
    rates = [formats.rate(int(silent), int(months)) for silent, months in counts]
    hover = [
        _("predicted {chance}, happened {rate}", chance=formats.percent(chance), rate=rate)
        for chance, rate in zip(frame["predicted"], rates, strict=True)
    ]
    last = frame.iloc[-1]
    return Chart(
        plot=_plot(frame.assign(hover=hover)),
        title=_(
            "Of those given the highest chances, {predicted} on average, {rate} fell silent",
            predicted=formats.percent(last["predicted"]),
            rate=rates[-1],
        ),
        alt=_("Share of committees that fell silent against the predicted chance, by tenth."),
        table=frame,
        columns={
            # Translators: one of ten groups of equal size, by how likely they are to fall silent
            "tenth": Column(_("Tenth"), kind="number"),
            "committee_months": Column(_("Months of committees"), kind="number"),
            "silent": Column(_("Fell silent"), kind="number"),
            "predicted": Column(_("Predicted chance"), kind="percent"),
            "rate": Column(_("Share that fell silent"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
    )


def _plot(frame: pd.DataFrame) -> go.Figure:
    """Predicted against observed shares, a point a tenth, with its interval and the diagonal.

    :param frame: one row a tenth: ``predicted``, ``rate``, ``low`` and ``high`` (ratios) and
        ``hover`` (text).
    """
    most = max([*frame["predicted"], *frame["high"], 0.1])
    rate = frame["rate"]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _("as predicted"),
            "x": [0, most],
            "y": [0, most],
            "line": {"color": FAINT_TEXT, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": _("what happened, by tenth, with 95 % intervals"),
            "x": numbers(frame["predicted"]),
            "y": numbers(rate),
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": numbers(frame["high"] - rate),
                "arrayminus": numbers(rate - frame["low"]),
                "color": FAINT_TEXT,
                "thickness": 1.5,
                "width": 0,
            },
            "marker": {"size": 9, "color": SERIES[0]},
            "hovertext": frame["hover"].tolist(),
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    shared = {"tickformat": ".0%", "nticks": 5, "rangemode": "tozero"}
    return plot(
        traces,
        height=280,
        showlegend=True,
        hovermode="closest",
        xaxis=axis(title={"text": _("Predicted chance")}, **shared),
        yaxis=axis(title={"text": _("Share that fell silent")}, **shared),
    )


def judged(fit: EarlyWarning) -> str:
    """What it was learnt from, and how well it did on months that it had not seen."""
    return _(
        "Learnt from the history of the regions in view alone: days since the last gathering,"
        " rhythm, trend of turnout and coordinators, in {fitted} months of committees. Judged on"
        " {held_out} later ones that it had not seen, of which {silent} were followed by silence:"
        " AUC **{auc}**, against **{days}** by the days since the last gathering alone (1 is"
        " perfect, 0.5 is chance).",
        fitted=formats.number(fit.fitted),
        held_out=formats.number(fit.held_out),
        silent=formats.number(fit.silent_held_out),
        auc=formats.number(fit.auc, 2),
        days=formats.number(fit.auc_days, 2),
    )
