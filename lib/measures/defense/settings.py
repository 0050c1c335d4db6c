"""``[defense]`` of ``thresholds.toml``."""

from functools import cache

from lib.measures.thresholds import Positive, Section, Share, read_section


class DefenseThresholds(Section):
    """``[defense]``.

    :ivar unled_days: that the rollup counts by, too.
    :ivar reach_minutes: of a drive to a legal partner.
    :ivar reach_share: of a state's foreign-born people.
    :ivar minimum_at_risk: cases that a step of a curve rests on.
    :ivar class_error: of a share, that classes which may be empty can make.
    :ivar named_day: of a case.
    """

    unled_days: Positive
    reach_minutes: Positive
    reach_share: Share
    minimum_at_risk: Positive
    class_error: Share
    named_day: Positive


@cache
def defense() -> DefenseThresholds:
    """Return ``[defense]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("defense", DefenseThresholds)
