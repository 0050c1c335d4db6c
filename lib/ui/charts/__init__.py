"""Charts: :class:`Chart`, and by shape the functions that return its picture."""

from lib.ui.charts.bars import bars
from lib.ui.charts.chart import Chart
from lib.ui.charts.curves import completion_curves
from lib.ui.charts.funnel import funnel_plot
from lib.ui.charts.weeks import lines, weekly_line

__all__ = [
    "Chart",
    "bars",
    "completion_curves",
    "funnel_plot",
    "lines",
    "weekly_line",
]
