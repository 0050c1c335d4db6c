"""``[early_warning]`` of ``thresholds.toml``, checked."""

from functools import cache
from typing import Annotated

from pydantic import Field

from lib.measures.thresholds import Positive, Section, Share, read_section


class EarlyWarningThresholds(Section):
    """``[early_warning]``."""

    silent_days: Positive
    holdout_months: Positive
    most_rhythm: Annotated[float, Field(gt=0)]
    most_coordinators: Positive
    minimum_silent_fitted: Positive
    minimum_silent_held_out: Positive
    confidence: Share
    draws: Annotated[int, Field(ge=100)]
    seed: int


@cache
def thresholds() -> EarlyWarningThresholds:
    """Return ``[early_warning]``."""
    return read_section("early_warning", EarlyWarningThresholds)
