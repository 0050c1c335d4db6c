"""Charts: functions that return a figure, and :func:`show`, which draws it with its numbers."""

from lib.ui.charts.bars import bars
from lib.ui.charts.curves import completion_curves
from lib.ui.charts.funnel import funnel_plot
from lib.ui.charts.shown import show
from lib.ui.charts.stacked import stacked_weeks
from lib.ui.charts.weeks import lines, weekly_line

__all__ = [
    "bars",
    "completion_curves",
    "funnel_plot",
    "lines",
    "show",
    "stacked_weeks",
    "weekly_line",
]
