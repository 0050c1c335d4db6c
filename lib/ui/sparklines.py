"""Small lines without axes.

Drawn as an image: it needs no chart library in the browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.language.formats import is_missing
from lib.ui import svg
from lib.ui.palette import IN_BOTH_THEMES
from lib.ui.templates import templates

_WIDTH, _HEIGHT, _PAD = 100, 30, 2
_LINE = templates(Path(__file__).parent).get_template("sparkline.svg")


@dataclass(frozen=True)
class Line:
    """A line over equal steps of time, oldest first; what is missing is a gap.

    :ivar before: how many of the first values are of the period before: they are drawn pale.
    :ivar has_running: whether the last value is of a step that is not over: the way to it is
        dotted.
    """

    values: Sequence[float | None] = ()
    before: int = 0
    has_running: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to see: one point is no line."""
        return sum(not is_missing(value) for value in self.values) > 1


def picture(line: Line) -> str:
    """The line as SVG, from its lowest to its highest value, in a colour for both themes."""
    numbers = [value for value in line.values if not is_missing(value)]
    low, high = min(numbers, default=0), max(numbers, default=0)
    # A line that stays is drawn in the middle.
    bottom, top = (_HEIGHT - _PAD, _PAD) if high > low else (_HEIGHT / 2, _HEIGHT / 2)
    x, y = svg.scale(0, len(line.values) - 1, 0, _WIDTH), svg.scale(low, high, bottom, top)
    points = [None if is_missing(v) else (x(step), y(v)) for step, v in enumerate(line.values)]
    # Neighbouring parts share the point at which they meet.
    begins, ends = line.before, len(points) - line.has_running
    return _LINE.render(
        width=_WIDTH,
        height=_HEIGHT,
        ink=IN_BOTH_THEMES,
        before=svg.runs(points[: begins + 1]) if begins else [],
        runs=svg.runs(points[begins:ends]),
        running=svg.runs(points[ends - 1 :]) if line.has_running else [],
    )
