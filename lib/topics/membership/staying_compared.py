"""Groups compared by how many of their first twelve months members stay, and why so."""

import pandas as pd
import streamlit as st

from lib.language import N_, _, formats
from lib.measures.retention import Comparison
from lib.topics.membership import staying, staying_groups
from lib.ui.charts import Chart
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, plot, rows_axis
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.palette import SERIES, TEXT
from lib.ui.tables import Column

_ROW, _AXIS = 46, 60
"""Pixels."""


def _read(choice: Choice, by: str) -> Comparison | None:
    found = staying.read(choice, by)
    return None if found is None or found.comparison.means.empty else found.comparison


def _chart(comparison: Comparison, choice: Choice, by: str) -> Chart:
    means = comparison.means
    names = staying_groups.names(choice, list(means["group"]), by)
    named = means.assign(name=means["group"].map(names))
    return Chart(
        title=_title(comparison, names),
        alt=_("Mean months of membership of each group, with their intervals."),
        plot=_plot(named, comparison),
        table=named,
        columns={
            "name": Column(staying_groups.offered(choice).get(by, ""), pinned=True),
            "months": Column(_("Months on average"), kind="decimal"),
            "low": Column(_("At least (95 %)"), kind="decimal"),
            "high": Column(_("At most (95 %)"), kind="decimal"),
        },
        caption=_caption(comparison, names),
    )


def _title(comparison: Comparison, names: dict[str, str]) -> str:
    span = {"months": formats.number(comparison.horizon - comparison.start)}
    apart = comparison.differences[comparison.differences["is_apart"]]
    if len(comparison.means) == 1:
        mean = formats.number(comparison.means["months"].iloc[0], 1)
        if comparison.start:
            return _(
                "Of {months} months, those who were members {start} months after joining stay {n}"
                " on average",
                **span,
                start=formats.number(comparison.start),
                n=mean,
            )
        return _("Of {months} months, those who join stay {n} on average", **span, n=mean)
    if apart.empty:
        return _("Of {months} months, no group stays longer than another beyond chance", **span)
    first = apart.iloc[0]
    mean = comparison.means.set_index("group")["months"]
    return _(
        "{longer}: {long} of {months} months on average; {shorter}: {short}",
        **span,
        longer=formats.plain(names[str(first["longer"])]),
        shorter=formats.plain(names[str(first["shorter"])]),
        long=formats.number(mean[first["longer"]], 1),
        short=formats.number(mean[first["shorter"]], 1),
    )


def _caption(comparison: Comparison, names: dict[str, str]) -> str:
    said = []
    if comparison.start:
        said.append(
            _(
                "Compared from month {first} on, where the group that is followed latest begins.",
                first=formats.number(comparison.start),
            )
        )
    for row in comparison.differences.head(3).itertuples():
        said.append(
            _(
                "{longer} less {shorter}: {n} months ({low} to {high}).",
                longer=formats.plain(names[str(row.longer)]),
                shorter=formats.plain(names[str(row.shorter)]),
                n=formats.change(float(row.months), 1),
                low=formats.change(float(row.low), 1),
                high=formats.change(float(row.high), 1),
            )
        )
    said.append(
        _(
            "Mean months until the twelfth (restricted mean); the intervals of differences hold all"
            " at once (Tukey–Kramer), and only one that leaves 0 out is a finding."
        )
    )
    return " ".join(said)


def _plot(named: pd.DataFrame, comparison: Comparison) -> object:
    trace: Trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": named["months"].round(3).tolist(),
        "y": list(range(len(named))),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (named["high"] - named["months"]).round(3).tolist(),
            "arrayminus": (named["months"] - named["low"]).round(3).tolist(),
            "color": SERIES[0],
            "thickness": 2,
        },
        "marker": {"size": 9, "color": SERIES[0]},
        "text": [formats.number(months, 1) for months in named["months"]],
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    longest = comparison.horizon - comparison.start
    return plot(
        [trace],
        height=_ROW * len(named) + _AXIS,
        showlegend=False,
        hovermode=False,
        xaxis=axis(range=[0, longest * 1.04], dtick=3 if longest > 5 else 1),
        yaxis=rows_axis([wrapped(str(name), 16) for name in named["name"]]),
    )


@fragment
def draw(choice: Choice) -> None:
    """Draw who stays, and the difference, by what the viewer chose to compare."""
    by = choose_one("staying_by", _("Compared by"), staying_groups.offered(choice))
    over_time, on_average = st.columns([3, 2], gap="large")
    with over_time:
        staying.CURVES.draw(choice, by)
    with on_average:
        COMPARED.draw(choice, by)


COMPARED = Figure(
    "members_staying_compared",
    _read,
    _chart,
    empty=N_("No group is followed for a year yet: nothing can be compared"),
)
