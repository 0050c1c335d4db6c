"""Who lives farther than a drive away from anyone ready to respond.

Distances are great circles; the drive is turned into one by a stated speed and a stated detour of
roads (``lib.measures.driving``).
"""

from functools import cache
from typing import Annotated

import numpy as np
import pandas as pd
from pydantic import Field
from scipy.spatial import cKDTree

from lib.measures import driving
from lib.measures.distance import chord_to_km, unit_vectors
from lib.measures.thresholds import Positive, Section, read_section


class ReadinessThresholds(Section):
    """``[readiness]``."""

    minimum_responders: Positive
    drive_minutes: Annotated[float, Field(gt=0)]

    @property
    def reach_km(self) -> float:
        """The great circle that the drive covers."""
        return driving.reach_km(self.drive_minutes)


@cache
def settings() -> ReadinessThresholds:
    """Return ``[readiness]``."""
    return read_section("readiness", ReadinessThresholds)


def ready_committees(
    committees: pd.DataFrame, thresholds: ReadinessThresholds | None = None
) -> pd.DataFrame:
    """Return the committees that can respond: active, with responders enough in term, and located.

    ``committees`` has ``status``, ``responders``, ``latitude`` and ``longitude``.
    """
    minimum = (thresholds or settings()).minimum_responders
    located = committees["latitude"].notna() & committees["longitude"].notna()
    active = committees["status"] == "active"
    return committees[active & located & (committees["responders"] >= minimum)]


def reach(
    places: pd.DataFrame, ready: pd.DataFrame, thresholds: ReadinessThresholds | None = None
) -> pd.DataFrame:
    """Return ``places`` with the nearest of the ``ready`` committees.

    Both have ``latitude`` and ``longitude`` in degrees; ``ready`` also ``name``. Added: ``nearest``
    (its name), ``km`` (great circle) and ``is_far`` (a nullable boolean): whether it is farther
    than the drive. Without any ready committee every place is far and ``km`` is NaN; of a place
    that has no point nothing is known.

    :raises ValueError: if a ready committee has no point, or one that is not on the globe.
    """
    limit = (thresholds or settings()).reach_km
    located = (places["latitude"].notna() & places["longitude"].notna()).to_numpy()
    km = np.full(len(places), np.nan)
    nearest = np.full(len(places), None, dtype=object)
    far = np.full(len(places), None, dtype=object)
    far[located] = True
    if len(ready) and located.any():
        chord, position = cKDTree(unit_vectors(ready)).query(unit_vectors(places[located]))
        km[located] = chord_to_km(chord)
        nearest[located] = ready["name"].to_numpy(dtype=object)[position]
        far[located] = km[located] > limit
    return places.assign(nearest=nearest, km=km, is_far=pd.array(far, dtype="boolean"))


def people_far(reached: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row a ``by``: ``people`` of places with a point, of these ``far``, and ``share``.

    ``reached`` is what ``reach`` returns, with ``population``. Without people there is no share.
    """
    placed = reached[reached["is_far"].notna()]
    people = placed["population"].where(placed["is_far"].astype(bool), 0)
    summed = placed.assign(people=placed["population"], far=people).groupby(by, sort=True)
    result = summed[["people", "far"]].sum().reset_index()
    return result.assign(share=result["far"] / result["people"].where(result["people"] > 0))
