"""``[retention]`` of ``thresholds.toml``, checked."""

from functools import cache

from lib.measures.thresholds import Positive, Section, read_section


class RetentionThresholds(Section):
    """``[retention]``."""

    minimum_at_risk: Positive
    horizon_months: Positive


@cache
def thresholds() -> RetentionThresholds:
    """Return ``[retention]``."""
    return read_section("retention", RetentionThresholds)
