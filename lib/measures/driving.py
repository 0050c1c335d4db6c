"""How far one gets by car in a time: the same on every page that speaks of a drive."""

from functools import cache
from typing import Annotated

from pydantic import Field

from lib.measures.thresholds import Section, read_section


class DrivingThresholds(Section):
    """``[driving]``.

    :ivar speed_kmh: on the road.
    :ivar detour: the road over the great circle between its ends.
    """

    speed_kmh: Annotated[float, Field(gt=0)]
    detour: Annotated[float, Field(ge=1)]


@cache
def settings() -> DrivingThresholds:
    """Return ``[driving]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("driving", DrivingThresholds)


def reach_km(minutes: float) -> float:
    """Return the great circle (km) that a drive of so many minutes covers."""
    return settings().speed_kmh * minutes / 60 / settings().detour
