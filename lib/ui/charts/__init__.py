"""Charts: functions that return a figure, and :func:`show`, which draws it with its numbers."""

from lib.ui.charts.bars import bars
from lib.ui.charts.delays import delay_ranges
from lib.ui.charts.funnel import funnel_plot
from lib.ui.charts.shown import show
from lib.ui.charts.training import completion_bars
from lib.ui.charts.weeks import lines, stacked_weeks, weekly_line

__all__ = [
    "bars",
    "completion_bars",
    "delay_ranges",
    "funnel_plot",
    "lines",
    "show",
    "stacked_weeks",
    "weekly_line",
]
