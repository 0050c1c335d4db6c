"""Colours and shapes.

The colours themselves are in ``.streamlit/config.toml``, once for the light theme and once for the
dark one. A figure only names them, by the stand-ins of Streamlit's Plotly theme (``#000001`` is
the first categorical colour, and so on), which the browser replaces by those of the theme that the
viewer sees. So one figure is right in both themes, at once and after a switch between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SERIES = ("#000001", "#000002", "#000003", "#000004", "#000005", "#000006")
"""Blue, terracotta, teal, plum, gold, stone: in this order as many as a chart has series."""

SEQUENTIAL = tuple(f"#0000{step}" for step in range(11, 21))
"""From little to much, ten steps."""

TEXT = "#000037"
FAINT_TEXT = "#000036"
BACKGROUND = "#000038"
NOTHING = "rgba(0, 0, 0, 0)"
"""No colour: what is behind shows through."""
LAND = "#000040"
"""A little off the background: what is there but has no value."""

IN_BOTH_THEMES = "#b5623f"
"""No stand-in, but a colour that stands out from either background: for what is no figure."""


@dataclass(frozen=True)
class Mark:
    """How a status looks: never by colour alone.

    :ivar color: a stand-in for a theme colour.
    :ivar symbol: Plotly's name of the shape.
    :ivar sign: the shape as a character, for tables and sentences.
    :ivar pattern: Plotly's name of what fills a bar; empty: the colour alone.
    """

    color: str
    symbol: str
    sign: str
    pattern: str = ""


STATUS = {
    "forming": Mark("#000007", "triangle-up", "▲"),
    "active": Mark("#000008", "circle", "●"),
    "dormant": Mark("#000009", "diamond", "◆"),
    "closed": Mark("#000010", "x", "✕"),
}
"""The marks of a committee's status."""

_NO_DATA = Mark(SERIES[5], "circle-open", "○")
LEVEL = {
    "strong": Mark(SERIES[2], "circle", "●"),
    "steady": Mark(SERIES[0], "square", "■"),
    "fragile": Mark(SERIES[1], "triangle-down", "▼"),
    "not_enough_data": _NO_DATA,
    "ready": Mark(SERIES[2], "star", "★"),
    "building": Mark(SERIES[0], "triangle-up", "▲"),
    "stalled": Mark(SERIES[1], "triangle-up-open", "△"),
    "reviving": Mark(SERIES[4], "diamond", "◆"),
    "resting": Mark(SERIES[5], "diamond-open", "◇"),
    "closed": Mark(SERIES[5], "x", "✕"),
}
"""The marks of a committee's health: of active, forming, dormant and closed ones."""

KIND = {
    "raid": Mark(SERIES[1], "circle", "●"),
    "workplace_raid": Mark(SERIES[1], "circle-open", "○", "|"),
    "home_arrest": Mark(SERIES[0], "square", "■"),
    "courthouse_arrest": Mark(SERIES[0], "square-open", "□", "|"),
    "traffic_stop": Mark(SERIES[2], "triangle-up", "▲"),
    "checkpoint": Mark(SERIES[2], "triangle-up-open", "△", "|"),
    "detention": Mark(SERIES[3], "diamond", "◆"),
    "jail_transfer": Mark(SERIES[3], "diamond-open", "◇", "|"),
    "police_violence": Mark(SERIES[4], "star", "★"),
    "harassment": Mark(SERIES[4], "star-open", "☆", "|"),
    "removal": Mark(SERIES[5], "triangle-down", "▼"),
    "other": Mark(SERIES[5], "triangle-down-open", "▽", "|"),
}
"""The marks of a kind of incident, the same on every chart, whichever kinds stand beside it. Two
kinds that are akin share a colour: one is full, the other open on a map and striped in a bar."""

MARKS: dict[str, dict[str, Mark]] = {
    "committee_status": STATUS,
    "health_level": LEVEL,
    "incident_kind": KIND,
    "indicator_level": {
        **{level: LEVEL[level] for level in ("strong", "steady", "fragile")},
        "no_data": _NO_DATA,
    },
}
"""The marks of a family of codes (:mod:`lib.language.vocabulary`)."""


def filled(marks: Sequence[Mark]) -> dict[str, list[str] | float]:
    """The pattern of a trace with a bar a mark: full, or with thin stripes of the background."""
    return {
        "shape": [mark.pattern for mark in marks],
        "bgcolor": [mark.color for mark in marks],
        "fgcolor": [BACKGROUND] * len(marks),
        "size": 7,
        "solidity": 0.3,
    }


def series_color(position: int) -> str:
    """The colour of a chart's series by its position; more than six repeat."""
    return SERIES[position % len(SERIES)]
