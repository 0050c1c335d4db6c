"""Bars of incidents by kind, each in its kind's look, with the part that nobody answered."""

import pandas as pd
import plotly.graph_objects as go

from lib.language import _, formats
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import Trace, axis, numbers, plot, rows_axis
from lib.ui.palette import KIND, TEXT, filled

_ROW = 38
_ROOM_FOR_WORDS = 1.75
"""How far the axis goes on for what is written beside the longest bar."""
_PALE = 0.35


def kind_bars(kinds: pd.DataFrame) -> go.Figure:
    """A bar a kind: full for what nobody answered, pale for what was.

    :param kinds: one row a kind in the order to draw: ``kind, name, unanswered, incidents``.
    """
    rows = list(range(len(kinds)))
    answered = kinds["incidents"] - kinds["unanswered"]
    bars = [
        _bar(code, row, n, opacity)
        for counts, opacity in ((kinds["unanswered"], 1.0), (answered, _PALE))
        for row, code, n in zip(rows, kinds["kind"], counts, strict=True)
    ]
    beside: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": numbers(kinds["incidents"]),
        "y": rows,
        "text": [
            _beside(n, of) for n, of in zip(kinds["unanswered"], kinds["incidents"], strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    greatest = max(kinds["incidents"].tolist(), default=0) or 1
    return plot(
        [*bars, beside],
        height=_ROW * max(1, len(kinds)) + 16,
        barmode="stack",
        bargap=0.4,
        showlegend=False,
        hovermode=False,
        xaxis=axis(visible=False, range=[0, greatest * _ROOM_FOR_WORDS]),
        yaxis=rows_axis([wrapped(name) for name in kinds["name"]]),
    )


def _bar(code: str, row: int, n: float, opacity: float) -> Trace:
    """One part of one bar: Plotly gives several in one trace no stripes of another colour."""
    mark = KIND.get(code, KIND["other"])
    return {
        "type": "bar",
        "orientation": "h",
        "x": [n],
        "y": [row],
        "marker": {"color": mark.color, "pattern": filled([mark])},
        "opacity": opacity,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _beside(unanswered: float, incidents: float) -> str:
    # The space keeps the words off the bar.
    return "\N{EN SPACE}" + _(
        "{unanswered} of {incidents} unanswered",
        unanswered=formats.number(unanswered),
        incidents=formats.number(incidents),
    )
