"""Which share of a state's foreign-born people live within a drive of a legal partner."""

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from lib.measures.distance import chord_within, unit_vectors
from lib.measures.driving import reach_km


def within_reach(
    counties: pd.DataFrame, partners: pd.DataFrame, minutes: float
) -> "pd.Series[float]":
    """Return, by ``state_fips``, the share of foreign-born people within a drive of a partner.

    A county counts with its middle, where its people live.

    :param counties: ``state_fips, latitude, longitude, foreign_born_population``; those of which
        one is null are left out.
    :param partners: ``latitude, longitude``; those of which one is null reach nobody.
    :return: no entry for a state of which no county is known.
    """
    points = ["latitude", "longitude"]
    known = counties.dropna(subset=[*points, "foreign_born_population"])
    known = known[known["foreign_born_population"] > 0]
    placed = partners.dropna(subset=points)
    if known.empty:
        return pd.Series(dtype=float)
    reached = np.zeros(len(known), dtype=bool)
    if len(placed):
        distance, _nearest = cKDTree(unit_vectors(placed)).query(unit_vectors(known))
        reached = distance <= chord_within(reach_km(minutes))
    people = known["foreign_born_population"].to_numpy(dtype=np.float64)
    sums = (
        pd.DataFrame({"reached": people * reached, "all": people})
        .groupby(known["state_fips"].to_numpy())
        .sum()
    )
    return sums["reached"] / sums["all"]
