"""Training: who completes, how fast, where people stall, which committees stand out."""

from lib.measures.completion.curve import completion_curve
from lib.measures.completion.funnel import Funnel, Position, funnel, funnel_lines
from lib.measures.completion.horizons import completion_within
from lib.measures.completion.medians import median_days
from lib.measures.completion.milestones import Contrast, contrast, curve_at, last_day, milestones
from lib.measures.completion.stalls import STAGES, Stall, largest_stall, with_shares

__all__ = [
    "STAGES",
    "Contrast",
    "Funnel",
    "Position",
    "Stall",
    "completion_curve",
    "completion_within",
    "contrast",
    "curve_at",
    "funnel",
    "funnel_lines",
    "largest_stall",
    "last_day",
    "median_days",
    "milestones",
    "with_shares",
]
