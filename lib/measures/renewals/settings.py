"""``[renewals]`` of ``thresholds.toml``, checked."""

from functools import cache

from lib.measures.thresholds import Positive, Section, read_section


class RenewalThresholds(Section):
    """``[renewals]``."""

    cycles_held_out: Positive
    minimum_due: Positive
    minimum_lapsed: Positive


@cache
def thresholds() -> RenewalThresholds:
    """Return ``[renewals]``."""
    return read_section("renewals", RenewalThresholds)
