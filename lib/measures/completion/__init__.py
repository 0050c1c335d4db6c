"""Training: who completes, how fast, where people stall, which committees stand out."""

from lib.measures.completion.curve import completion_curve
from lib.measures.completion.funnel import Funnel, Position, funnel, funnel_lines
from lib.measures.completion.horizons import completion_within
from lib.measures.completion.learners import (
    completion_days,
    median_days,
    step_days,
    where_people_stall,
)

__all__ = [
    "Funnel",
    "Position",
    "completion_curve",
    "completion_days",
    "completion_within",
    "funnel",
    "funnel_lines",
    "median_days",
    "step_days",
    "where_people_stall",
]
