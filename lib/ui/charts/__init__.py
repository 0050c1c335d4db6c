"""Charts: functions that return a figure, and :func:`show`, which draws it with its numbers."""

from lib.ui.charts.bars import bars
from lib.ui.charts.curves import completion_curves
from lib.ui.charts.delays import delay_ranges
from lib.ui.charts.funnel import funnel_plot
from lib.ui.charts.health import calibration, panels
from lib.ui.charts.hours import delay_profile, hour_bars
from lib.ui.charts.priorities import frontier, quadrant
from lib.ui.charts.regions import Panel, region_panels
from lib.ui.charts.shown import show
from lib.ui.charts.stacked import stacked_weeks
from lib.ui.charts.training import completion_bars, stage_bars, step_medians
from lib.ui.charts.weeks import lines, weekly_line

__all__ = [
    "Panel",
    "bars",
    "calibration",
    "completion_bars",
    "completion_curves",
    "delay_profile",
    "delay_ranges",
    "frontier",
    "funnel_plot",
    "hour_bars",
    "lines",
    "panels",
    "quadrant",
    "region_panels",
    "show",
    "stacked_weeks",
    "stage_bars",
    "step_medians",
    "weekly_line",
]
