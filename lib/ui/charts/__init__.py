"""Charts: :class:`Chart`, and by shape the functions that return its picture."""

from lib.ui.charts.bars import bars
from lib.ui.charts.chart import Chart
from lib.ui.charts.weeks import lines, weekly_line

__all__ = ["Chart", "bars", "lines", "weekly_line"]
