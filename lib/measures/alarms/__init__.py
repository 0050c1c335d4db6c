"""Alarms: weeks with more incidents than a place's own past makes likely. Internal figures only."""

from lib.measures.alarms.false_alarms import expected_false_alarms, false_alarm_rates
from lib.measures.alarms.judging import Method, Status
from lib.measures.alarms.late_reports import LateReports, late_reports, weeks_read
from lib.measures.alarms.nowcast import (
    Completeness,
    ReportingDelay,
    learn_reporting_delay,
    nowcast,
)
from lib.measures.alarms.weeks import alarms, panel_alarms

__all__ = [
    "Completeness",
    "LateReports",
    "Method",
    "ReportingDelay",
    "Status",
    "alarms",
    "expected_false_alarms",
    "false_alarm_rates",
    "late_reports",
    "learn_reporting_delay",
    "nowcast",
    "panel_alarms",
    "weeks_read",
]
