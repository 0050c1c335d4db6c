"""Incidents a week, stacked by kind, what late reports will likely add, and what else happened."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from lib.language import _
from lib.language.formats import number
from lib.language.vocabulary import name_of
from lib.topics.response.weekly_events import Event, above
from lib.ui.charts.plot import HEIGHT, LEGEND, Trace, axis, days, plot
from lib.ui.charts.weeks import mondays, weeks_over
from lib.ui.palette import BACKGROUND, FAINT_TEXT, KIND, NOTHING, TEXT, filled

_TOP = 5
_REST = "other"
_UNFINISHED = {"": "/", "|": "\\"}
"""What fills a bar that is not final, by what fills it otherwise."""
_LEGEND_PIXELS = 230
"""Room for ten lines of a phone."""


def stacked_weeks(
    frame: pd.DataFrame,
    *,
    incomplete_from: date | None,
    late: pd.DataFrame | None = None,
    events: Sequence[Event] = (),
) -> go.Figure:
    """Bars of incidents a week, stacked by kind; the current week is hatched.

    A kind looks as everywhere (``palette.KIND``). The five most frequent are drawn, the rest is
    added up.

    :param frame: ``week_start, kind, incidents``, several rows a week and kind allowed; weeks
        without a row are drawn as empty.
    :param late: one row a week that late reports may still raise, with ``reported`` so far and,
        once all are in, ``estimate``, ``low`` and ``high``, drawn on top of the week's bar; where
        they are null nobody can tell, and the week is hatched too.
    """
    weeks, counts = _by_kind(frame)
    over = weeks_over(weeks, incomplete_from)
    late = pd.DataFrame(columns=["estimate", "week_start"]) if late is None else late
    told = late["estimate"].notna()
    hatched_too = set(days(late.loc[~told, "week_start"]))
    partial = [position >= over or week in hatched_too for position, week in enumerate(weeks)]
    traces = [_bars(code, weeks, values, partial) for code, values in counts.items()]
    if told.any():
        traces.append(_to_come(late[told]))
    if any(partial):
        traces.append(_incomplete_key(_("Not complete yet") if hatched_too else None))
    traces += above(events, _tops(weeks, counts, late[told]))
    return plot(
        traces,
        # The legend of many kinds takes its lines from the figure's height.
        height=HEIGHT + 120,
        legend=LEGEND | {"maxheight": _LEGEND_PIXELS},
        barmode="stack",
        bargap=0.15,
        showlegend=True,
        xaxis=axis(type="date", hoverformat="%-d %b %Y", **mondays(frame["week_start"])),
        yaxis=axis(rangemode="tozero", tickformat=",~f", nticks=5),
    )


def _by_kind(frame: pd.DataFrame) -> tuple[list[str], dict[str, list[int]]]:
    """Every week from the first to the last, and the counts of each kind, most frequent first.

    Kinds that are not among the most frequent, or that nobody gave a look, are added up last.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows = zip(
        days(frame["week_start"].tolist()),
        frame["kind"].tolist(),
        frame["incidents"].tolist(),
        strict=True,
    )
    for week, code, n in rows:
        counts[code][week] += int(n)
    weeks = _every_week({week for of_kind in counts.values() for week in of_kind})
    order = sorted(counts, key=lambda code: (-counts[code].total(), code))
    top = [code for code in order if code in KIND and code != _REST][:_TOP]
    rest = [code for code in order if code not in top]
    shown = {code: [counts[code][w] for w in weeks] for code in top}
    if rest:
        # One kind alone is shown by its name rather than as "other kinds".
        name = rest[0] if len(rest) == 1 else ""
        shown[name] = [sum(counts[code][week] for code in rest) for week in weeks]
    return weeks, shown


def _every_week(weeks: set[str]) -> list[str]:
    if not weeks:
        return []
    first, last = date.fromisoformat(min(weeks)), date.fromisoformat(max(weeks))
    return [(first + timedelta(7 * n)).isoformat() for n in range((last - first).days // 7 + 1)]


def _bars(code: str, weeks: list[str], values: list[int], partial: list[bool]) -> Trace:
    mark = KIND.get(code, KIND[_REST])
    return {
        "type": "bar",
        "name": name_of("incident_kind", code) if code else _("Other kinds"),
        "x": weeks,
        "y": values,
        "marker": {
            "color": mark.color,
            "line": {"color": BACKGROUND, "width": 1},
            "pattern": filled([mark] * len(weeks))
            | {
                "shape": [_UNFINISHED[mark.pattern] if p else mark.pattern for p in partial],
                "bgcolor": [NOTHING if p else mark.color for p in partial],
                "fgcolor": [mark.color if p else BACKGROUND for p in partial],
            },
        },
        "hovertemplate": "%{y:,}",
    }


def _tops(weeks: list[str], counts: dict[str, list[int]], late: pd.DataFrame) -> dict[str, float]:
    """Where each week's bar ends, with what stands on it."""
    columns = zip(*counts.values(), strict=True)
    tops = dict(zip(weeks, (float(sum(column)) for column in columns), strict=True))
    for week, high in zip(days(late["week_start"]), late.get("high", []), strict=True):
        tops[week] = max(tops.get(week, 0.0), float(high))
    return tops


def _to_come(late: pd.DataFrame) -> Trace:
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
        "x": days(late["week_start"].tolist()),
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


def _incomplete_key(name: str | None = None) -> Trace:
    """The legend's entry for the hatching, in no kind's colour."""
    return {
        "type": "bar",
        "name": name or _("This week so far"),
        "x": [None],
        "y": [None],
        "marker": {
            "color": FAINT_TEXT,
            "pattern": {"shape": ["/"], "size": 6, "solidity": 0.4},
        },
        "hoverinfo": "skip",
    }
