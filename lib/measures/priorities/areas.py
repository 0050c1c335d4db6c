"""Counties grouped around cities."""

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from lib.measures.distance import chord_to_km, unit_vectors
from lib.measures.priorities.settings import settings

REST = "rest-"
"""Before a state's FIPS code: the counties of the state that are near no city."""


def group_counties(
    counties: pd.DataFrame, cities: pd.DataFrame, within_km: float | None = None
) -> pd.Series:
    """Return the place of each county: a city's ``place_id``, or the rest of its state.

    A county goes to its own largest city, where it has one; else to the nearest such city of its
    state whose centre is within ``within_km`` (of ``thresholds.toml`` unless given) of the county's
    point. Areas stay inside a state because laws and agreements do.

    ``counties``: ``county_fips, state_fips, latitude, longitude`` (null: no point); ``cities``:
    ``place_id, county_fips, state_fips, latitude, longitude, population``. Indexed as ``counties``.

    :raises ValueError: if a point is not on the globe.
    """
    limit = settings().group_km if within_km is None else within_km
    leading = (
        cities[cities["county_fips"].notna()]
        .sort_values(["population", "place_id"], ascending=[False, True], na_position="last")
        .drop_duplicates("county_fips")
    )
    led = leading.set_index("county_fips")["place_id"]
    place = counties["county_fips"].map(led).astype(object)
    for state, near in leading.groupby("state_fips"):
        open_ = place.isna() & (counties["state_fips"] == state) & counties["latitude"].notna()
        if not open_.any():
            continue
        chord, position = cKDTree(unit_vectors(near)).query(unit_vectors(counties[open_]))
        names = near["place_id"].to_numpy()[position]
        place[open_] = np.where(chord_to_km(chord) <= limit, names, None)
    return place.where(place.notna(), REST + counties["state_fips"]).rename("place_id")


def sum_to_places(frame: pd.DataFrame, by: str, place: pd.Series) -> pd.DataFrame:
    """Return numbers by county (column ``by``) summed by place; a county of none is left out.

    ``place`` is indexed by county. A sum over counties of which none says is null.
    """
    named = frame[by].map(place)
    numbers = frame.drop(columns=by).groupby(named).sum(min_count=1)
    return numbers.rename_axis("place_id").reset_index()
