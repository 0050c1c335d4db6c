"""Names at the ends of lines, instead of a legend: no line has to be looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.measures.labelling import apart
from lib.ui.charts.bars import wrapped

_LINE = 15
"""Pixels of a line of text."""
_LETTER = 6.2
"""Pixels of a letter, on average."""
_GAP = 6


@dataclass(frozen=True)
class End:
    """The end of a line: its height, in units of the vertical axis, and what it is called there.

    :ivar color: of the line.
    """

    at: float
    name: str
    color: str


def named(ends: Sequence[End], *, height: int, top: float, letters: int) -> dict[str, Any]:
    """Return the layout that names lines at the right of the plot, in the order of their ends.

    Names that would stand upon each other are moved apart, no further than they must be.

    :param height: of the plot without its margins, in pixels.
    :param top: where the vertical axis, which begins at 0, ends.
    :param letters: most of a name in one line.
    """
    # Of two that end at one height, the first one stands above.
    order = list(reversed(ends))
    order.sort(key=lambda end: end.at)
    texts = [wrapped(end.name, letters) for end in order]
    unit = top / height
    heights = [(_LINE * (text.count("<br>") + 1) + 3) * unit for text in texts]
    middles = apart([end.at for end in order], heights, top=top)
    widest = max((len(line) for text in texts for line in text.split("<br>")), default=0)
    return {
        "annotations": [
            {
                "xref": "paper",
                "x": 1,
                "xanchor": "left",
                "xshift": _GAP,
                "y": middle,
                "yanchor": "middle",
                "align": "left",
                "text": text,
                "showarrow": False,
                "font": {"color": end.color, "size": 12},
            }
            for end, text, middle in zip(order, texts, middles, strict=True)
        ],
        "margin": {"l": 0, "r": round(widest * _LETTER) + 2 * _GAP, "t": 8, "b": 0},
    }
