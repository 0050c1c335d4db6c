"""What decides when a tool counts as used, as in need of review, and as fit for an alarm."""

from functools import cache

from lib.measures.thresholds import Positive, Section, read_section


class ToolThresholds(Section):
    """``[tools]``.

    :ivar used_within_days: what "in 12 months" is.
    :ivar topics_of_law: of tools that a new policy makes old.
    :ivar topics_for: kind of incident → topics of the tools that help where it happens.
    """

    used_within_days: Positive
    topics_of_law: tuple[str, ...]
    topics_for: dict[str, tuple[str, ...]]


@cache
def settings() -> ToolThresholds:
    """Return ``[tools]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("tools", ToolThresholds)
