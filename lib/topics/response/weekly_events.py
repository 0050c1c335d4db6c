"""What else happened in a week: marks above the bars of weekly counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib.language.formats import number
from lib.ui.charts.plot import Trace
from lib.ui.palette import TEXT

_ABOVE = 0.07
"""How far above a bar an event stands, of the highest bar."""


@dataclass(frozen=True)
class Event:
    """Something that happened in some of the weeks, marked above their bars.

    :ivar name: what it is, for the legend.
    :ivar symbol: Plotly's name of its shape.
    :ivar counts: Monday → how many there were, of weeks with any.
    """

    name: str
    symbol: str
    counts: Mapping[date, int]


def above(events: Sequence[Event], tops: dict[str, float]) -> list[Trace]:
    """Each event above its weeks' bars, those of one week above each other.

    :param tops: where each week's bar ends, by its Monday (``2026-11-02``); an event of any other
        week is left out.
    """
    step = _ABOVE * max(tops.values(), default=1.0)
    traces: list[Trace] = []
    at = dict(tops)
    for event in events:
        named = {week.isoformat(): n for week, n in sorted(event.counts.items()) if n}
        inside = {week: n for week, n in named.items() if week in at}
        if not inside:
            continue
        for week in inside:
            at[week] += step
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": event.name,
                "x": list(inside),
                "y": [at[week] for week in inside],
                "marker": {"symbol": event.symbol, "size": 9, "color": TEXT},
                "customdata": [number(n) for n in inside.values()],
                "hovertemplate": "%{customdata}",
            }
        )
    return traces
