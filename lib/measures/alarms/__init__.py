"""Alarms: weeks with more incidents than a place's own past makes likely. Internal figures only."""

from lib.measures.alarms.false_alarms import expected_false_alarms, false_alarm_rates
from lib.measures.alarms.judging import Method, Status, alarms, panel_alarms

__all__ = [
    "Method",
    "Status",
    "alarms",
    "expected_false_alarms",
    "false_alarm_rates",
    "panel_alarms",
]
