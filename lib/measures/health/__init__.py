"""Committee health: eight indicators, a score that explains itself, and what to do next."""

from lib.measures.health.actions import actions, next_action
from lib.measures.health.codes import (
    Action,
    Cause,
    Flag,
    Indicator,
    IndicatorLevel,
    Level,
    Part,
    Reason,
    Status,
)
from lib.measures.health.explanation import explain
from lib.measures.health.flags import bad_inputs, examine_rows
from lib.measures.health.inputs import DEFINITIONS, InputError
from lib.measures.health.measured_from import MEASURED_FROM
from lib.measures.health.need import who_first
from lib.measures.health.scoring import (
    health,
    health_of,
    is_silent,
    priors_of,
    priors_of_alike,
    region_priors,
)
from lib.measures.health.settings import health_thresholds

__all__ = [
    "DEFINITIONS",
    "MEASURED_FROM",
    "Action",
    "Cause",
    "Flag",
    "Indicator",
    "IndicatorLevel",
    "InputError",
    "Level",
    "Part",
    "Reason",
    "Status",
    "actions",
    "bad_inputs",
    "examine_rows",
    "explain",
    "health",
    "health_of",
    "health_thresholds",
    "is_silent",
    "next_action",
    "priors_of",
    "priors_of_alike",
    "region_priors",
    "who_first",
]
