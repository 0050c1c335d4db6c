"""Counts a week, stacked by kind, and what late reports will likely add to them."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.ui.charts.plot import HEIGHT, Trace, axis, days, hatched, plot
from lib.ui.charts.weeks import mondays, weeks_over
from lib.ui.palette import BACKGROUND, FAINT_TEXT, TEXT, series_color

_TOP = 5


def stacked_weeks(
    frame: pd.DataFrame,
    *,
    x: str = "week_start",
    kind: str,
    value: str,
    names: Callable[[str], str],
    incomplete_from: date | None,
    late: pd.DataFrame | None = None,
) -> go.Figure:
    """Bars of counts a week, stacked by kind; the current week is hatched.

    :param frame: one row a week and kind; weeks without a row are drawn as empty.
    :param names: the name of a kind. The five most frequent kinds have a colour of their own,
        the rest is added up.
    :param late: one row a week that late reports may still raise, with ``reported`` so far and,
        once all are in, ``estimate``, ``low`` and ``high``, drawn on top of the week's bar; where
        they are null nobody can tell, and the week is hatched too.
    """
    weeks, counts = _by_kind(frame, x, kind, value)
    over = weeks_over(weeks, incomplete_from)
    late = pd.DataFrame(columns=["estimate", x]) if late is None else late
    told = late["estimate"].notna()
    hatched_too = set(days(late.loc[~told, x]))
    partial = [position >= over or week in hatched_too for position, week in enumerate(weeks)]
    traces: list[Trace] = [
        {
            "type": "bar",
            "name": _("Other kinds") if code is None else names(code),
            "x": weeks,
            "y": values,
            "marker": {
                "color": series_color(position),
                "line": {"color": BACKGROUND, "width": 1},
                "pattern": hatched(partial),
            },
            "hovertemplate": "%{y:,}",
        }
        for position, (code, values) in enumerate(counts.items())
    ]
    if told.any():
        traces.append(_to_come(late[told], x))
    if any(partial):
        traces.append(_incomplete_key(_("Not complete yet") if hatched_too else None))
    return plot(
        traces,
        # The legend of many kinds takes its lines from the figure's height.
        height=HEIGHT + 60,
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        xaxis=axis(type="date", hoverformat="%-d %b %Y", **mondays(frame[x])),
        yaxis=axis(rangemode="tozero", tickformat=",~f", nticks=5),
    )


def _by_kind(
    frame: pd.DataFrame, x: str, kind: str, value: str
) -> tuple[list[str], dict[str | None, list[int]]]:
    """Every week from the first to the last, and the counts of each kind, most frequent first.

    The kind ``None`` adds up those that are not among the most frequent.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for week, code, n in zip(
        days(frame[x].tolist()), frame[kind].tolist(), frame[value].tolist(), strict=True
    ):
        counts[code][week] += int(n)
    weeks = _every_week({week for of_kind in counts.values() for week in of_kind})
    order = sorted(counts, key=lambda code: (-counts[code].total(), code))
    # One kind alone is shown by its name rather than as "other".
    top = order if len(order) == _TOP + 1 else order[:_TOP]
    shown: dict[str | None, list[int]] = {code: [counts[code][w] for w in weeks] for code in top}
    rest = order[len(top) :]
    if rest:
        shown[None] = [sum(counts[code][week] for code in rest) for week in weeks]
    return weeks, shown


def _every_week(weeks: set[str]) -> list[str]:
    if not weeks:
        return []
    first, last = date.fromisoformat(min(weeks)), date.fromisoformat(max(weeks))
    return [(first + timedelta(7 * n)).isoformat() for n in range((last - first).days // 7 + 1)]


def _to_come(late: pd.DataFrame, x: str) -> Trace:
    """What late reports will likely add to each bar, and from where to where."""
    estimate, low, high = (late[name] for name in ("estimate", "low", "high"))
    said = [
        _(
            "{estimate} in all (from {low} to {high})",
            estimate=number(round(middle)),
            low=number(least),
            high=number(most),
        )
        for middle, least, most in zip(estimate, low, high, strict=True)
    ]
    return {
        "type": "bar",
        "name": _("Likely once late reports are in"),
        "x": days(late[x].tolist()),
        "y": [round(value, 1) for value in (estimate - late["reported"]).tolist()],
        "marker": {
            "color": FAINT_TEXT,
            "line": {"color": FAINT_TEXT, "width": 1},
            "pattern": {"shape": ".", "size": 5, "solidity": 0.35},
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(value, 1) for value in (high - estimate).tolist()],
            "arrayminus": [round(value, 1) for value in (estimate - low).tolist()],
            "color": TEXT,
            "thickness": 1.5,
            "width": 2,
        },
        "customdata": said,
        "hovertemplate": "%{customdata}",
    }


def _incomplete_key(name: str | None = None) -> dict[str, Any]:
    """The legend's entry for the hatching."""
    return {
        "type": "bar",
        "name": name or _("This week so far"),
        "x": [None],
        "y": [None],
        "marker": {"color": series_color(0), "pattern": hatched([True])},
        "hoverinfo": "skip",
    }
