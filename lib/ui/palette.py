"""Colours and shapes.

The colours themselves are in ``.streamlit/config.toml``, once for the light theme and once for the
dark one. A figure only names them, by the stand-ins of Streamlit's Plotly theme (``#000001`` is
the first categorical colour, and so on), which the browser replaces by those of the theme that the
viewer sees. So one figure is right in both themes, at once and after a switch between them.
"""

from dataclasses import dataclass

SERIES = ("#000001", "#000002", "#000003", "#000004", "#000005", "#000006")
"""Blue, terracotta, teal, plum, gold, stone: in this order as many as a chart has series."""

SEQUENTIAL = tuple(f"#0000{step}" for step in range(11, 21))
"""From little to much, ten steps."""

TEXT = "#000037"
FAINT_TEXT = "#000036"
BACKGROUND = "#000038"
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
    """

    color: str
    symbol: str
    sign: str


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

MARKS: dict[str, dict[str, Mark]] = {
    "committee_status": STATUS,
    "health_level": LEVEL,
    "indicator_level": {
        **{level: LEVEL[level] for level in ("strong", "steady", "fragile")},
        "no_data": _NO_DATA,
    },
}
"""The marks of a family of codes (:mod:`lib.language.vocabulary`)."""


def series_color(position: int) -> str:
    """The colour of a chart's series by its position; more than six repeat."""
    return SERIES[position % len(SERIES)]
