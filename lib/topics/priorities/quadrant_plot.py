"""The picture of need against capacity: a point a place."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.ui.charts.plot import Trace, axis, numbers, plot
from lib.ui.palette import BACKGROUND, FAINT_TEXT, SERIES, TEXT

_HEIGHT = 460
_EDGE = 0.04
_MARKER = 16


def quadrant_plot(points: pd.DataFrame, middle: tuple[float, float]) -> go.Figure:
    """Need against capacity, a point a place; the first places are numbered by their rank.

    Capacity stands at its square root: most places have little of it, and would lie on one another.

    :param points: one row a place: ``place`` (name), ``need`` and ``capacity`` (0 to 1), ``label``
        (empty: one of the many) and, of those with a label, ``need_low`` and ``need_high``.
    :param middle: capacity and need that divide the quadrants.
    """
    points = points.assign(across=np.sqrt(points["capacity"]))
    middle = float(np.sqrt(middle[0])), middle[1]
    named = points[points["label"] != ""]
    many = points[points["label"] == ""]
    ends = _ends(points["across"]), _ends(points["need"], named)
    return plot(
        [_many(many), _first(named)],
        height=_HEIGHT,
        margin={"l": 4, "r": 8, "t": 8, "b": 4},
        showlegend=False,
        hovermode="closest",
        xaxis=axis(
            title={"text": _("Capacity → more"), "font": {"color": TEXT}},
            range=ends[0],
            showticklabels=False,
            showgrid=False,
            zeroline=False,
        ),
        yaxis=axis(
            title={"text": _("Need → more"), "font": {"color": TEXT}},
            range=ends[1],
            showticklabels=False,
            showgrid=False,
            zeroline=False,
        ),
        shapes=_cross(middle),
        annotations=_quadrants(),
    )


def _ends(values: "pd.Series[float]", named: pd.DataFrame | None = None) -> list[float]:
    shown = [*values.dropna()]
    if named is not None:
        shown += [*named["need_low"].dropna(), *named["need_high"].dropna()]
    low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    # Room for the names of the quadrants above and below.
    edge = max(high - low, 0.1) * (_EDGE if named is None else 4 * _EDGE)
    return [low - edge, high + edge]


def _many(rows: pd.DataFrame) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["across"].to_numpy(np.float32),
        "y": rows["need"].to_numpy(np.float32),
        "marker": {
            "symbol": "circle-open",
            "size": 8,
            "color": SERIES[0],
            "opacity": 0.6,
            "line": {"width": 1.2},
        },
        **hovering(rows),
    }


def hovering(rows: pd.DataFrame) -> Trace:
    """What a trace says of each place: the browser puts it together, so that little is sent.

    :param rows: one row a place: ``place`` (name), ``need`` and ``capacity`` (0 to 1, none null).
    """
    template = _(
        "{place}: need {need}, capacity {capacity}",
        place="%{hovertext}",
        need="%{customdata[0]}%",
        capacity="%{customdata[1]}%",
    )
    percents = (100 * rows[["need", "capacity"]].to_numpy(np.float64)).round()
    return {
        "hovertext": rows["place"].to_numpy(str),
        "customdata": percents.astype(np.uint8),
        "hovertemplate": template + "<extra></extra>",
    }


def _first(rows: pd.DataFrame) -> Trace:
    # The first one on top.
    rows = rows.iloc[::-1]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": numbers(rows["across"]),
        "y": numbers(rows["need"]),
        "text": rows["label"].tolist(),
        "textfont": {"color": BACKGROUND, "size": 11},
        "marker": {"size": _MARKER, "color": SERIES[1], "line": {"color": BACKGROUND, "width": 1}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": numbers(rows["need_high"] - rows["need"]),
            "arrayminus": numbers(rows["need"] - rows["need_low"]),
            "color": FAINT_TEXT,
            "thickness": 1,
            "width": 0,
        },
        **hovering(rows),
    }


def _cross(middle: tuple[float, float]) -> list[dict[str, object]]:
    line = {"color": FAINT_TEXT, "width": 1, "dash": "dot"}
    x, y = middle
    return [
        {"type": "line", "xref": "x", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        | {"line": line, "layer": "below"},
        {"type": "line", "yref": "y", "y0": y, "y1": y, "xref": "paper", "x0": 0, "x1": 1}
        | {"line": line, "layer": "below"},
    ]


def _quadrants() -> list[dict[str, object]]:
    return [
        _name(_("Much need,<br>little capacity:<br><b>go here first</b>"), 0, 1),
        _name(_("Much need,<br>much capacity:<br><b>stand with them</b>"), 1, 1),
        _name(_("Little need,<br>little capacity:<br><b>keep in touch</b>"), 0, 0),
        _name(_("Little need,<br>much capacity:<br><b>ask them to help</b>"), 1, 0),
    ]


def _name(text: str, x: int, y: int) -> dict[str, object]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "xanchor": "right" if x else "left",
        "yanchor": "top" if y else "bottom",
        "align": "right" if x else "left",
        "showarrow": False,
        "font": {"color": TEXT, "size": 12},
    }
