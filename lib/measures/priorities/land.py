"""Counties grouped around cities, and who lives in the places that they make."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.measures.distance import mean_point
from lib.measures.priorities.areas import REST, group_counties

PEOPLE = ("population", "latino_population", "foreign_born_population")
HOUSEHOLDS = ("spanish_speaking_percent", "limited_english_percent")
FLAGS = ("has_presence", "has_anticipated_gap")


@dataclass(frozen=True)
class Land:
    """Where counties and cities are, and who lives there: the same on every day.

    ``regions``: ``region_id, is_priority``; ``states``: ``state_fips, usps, name, region_id``;
    ``counties``: ``county_fips, state_fips, latitude, longitude``, ``PEOPLE`` and ``HOUSEHOLDS``;
    ``cities``: ``place_id, name, state_fips, county_fips, latitude, longitude``, ``PEOPLE``,
    and ``FLAGS``.
    """

    regions: pd.DataFrame
    states: pd.DataFrame
    counties: pd.DataFrame
    cities: pd.DataFrame


@dataclass(frozen=True)
class Areas:
    """The land in places.

    ``counties``: those of ``Land`` and those that only its cities name, with ``place_id``;
    ``places``: one row a place, what doesn't change with the day.
    """

    counties: pd.DataFrame
    places: pd.DataFrame

    @property
    def place_of(self) -> "pd.Series[str]":
        """The place of each county."""
        return self.counties.set_index("county_fips")["place_id"]


def areas(land: Land) -> Areas:
    """Group the counties around the cities (``group_counties``) and add up their people.

    A county that only cities name is as large as these together. A sum of people over counties is
    null where none of them says.

    :raises ValueError: if a point is not on the globe.
    """
    cities = land.cities[land.cities["latitude"].notna() & land.cities["longitude"].notna()]
    counties = _all_counties(land.counties, cities)
    counties = counties.assign(place_id=group_counties(counties, cities))
    places = _people(counties).merge(_centres(counties), on="place_id")
    named = Areas(counties, _named(places, land))
    return Areas(counties, named.places.assign(**_flags(named, land.cities)))


def _all_counties(counties: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """Return the counties and, made of their cities, those that lack."""
    lacks = cities["county_fips"].notna() & ~cities["county_fips"].isin(counties["county_fips"])
    if not lacks.any():
        return counties.reset_index(drop=True)
    missing = cities[lacks]
    by_county = missing.groupby("county_fips")
    made = by_county[list(PEOPLE)].sum(min_count=1).reset_index()
    made["state_fips"] = by_county["state_fips"].first().to_numpy()
    point = mean_point(missing, missing["county_fips"], missing["population"])
    made = made.merge(point, left_on="county_fips", right_index=True)
    return pd.concat([counties, made], ignore_index=True)


def _people(counties: pd.DataFrame) -> pd.DataFrame:
    by_place = counties.groupby("place_id")
    people = by_place[list(PEOPLE)].sum(min_count=1)
    people["state_fips"] = by_place["state_fips"].first()
    for column in HOUSEHOLDS:
        # Households are about as many to a person everywhere.
        counted = counties[counties[column].notna()]
        weight = counted["population"].fillna(0)
        whole = weight.groupby(counted["place_id"]).sum()
        summed = (weight * counted[column]).groupby(counted["place_id"]).sum()
        people[column] = summed / whole.where(whole > 0) / 100
    return people.reset_index()


def _centres(counties: pd.DataFrame) -> pd.DataFrame:
    located = counties[counties["latitude"].notna() & counties["longitude"].notna()]
    centres = mean_point(located, located["place_id"], located["population"])
    every = pd.Index(counties["place_id"].unique(), name="place_id")
    return centres.reindex(every).reset_index()


def _named(places: pd.DataFrame, land: Land) -> pd.DataFrame:
    states = land.states.set_index("state_fips")
    cities = land.cities.set_index("place_id")
    priority = land.regions.set_index("region_id")["is_priority"].astype(float)
    ids, state = places["place_id"], places["state_fips"]
    region = state.map(states["region_id"])
    return places.assign(
        name=ids.map(cities["name"]).where(~ids.str.startswith(REST), state.map(states["name"])),
        is_rest=ids.str.startswith(REST),
        usps=state.map(states["usps"]),
        region_id=region,
        is_priority=region.map(priority),
    ).rename(
        columns={
            "latino_population": "latino",
            "foreign_born_population": "foreign_born",
            "spanish_speaking_percent": "spanish_households",
            "limited_english_percent": "limited_english_households",
        }
    )


def _flags(areas_: Areas, cities: pd.DataFrame) -> dict[str, pd.Series]:
    """Return 1 where any city of the place is marked, else 0; null where no city is known."""
    if cities.empty:
        return dict.fromkeys(FLAGS, pd.Series(np.nan, areas_.places.index))
    place = cities["county_fips"].map(areas_.place_of)
    marked = {flag: set(place[cities[flag].astype(bool)]) for flag in FLAGS}
    return {flag: areas_.places["place_id"].isin(ids).astype(float) for flag, ids in marked.items()}
